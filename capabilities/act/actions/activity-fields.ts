import { calendarDay, checkbox, choice, longText, optionalDay, optionalText, shortText } from '@upwell/platform/action';
import { type Failure, refuse } from '@upwell/platform/outcome';
import type { Sealer } from '@upwell/platform/seal';
import { z } from 'zod';
import { hands, rhythms, supports } from '../model.ts';
import { contactContext } from '../queries.ts';
import { readReach } from '../way.ts';

const several = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.enum(supports, { error: 'error.choose-one' })).max(supports.length),
);

/** What is told of an activity, when it is opened and when it is changed. */
export const activityFields = {
  title: shortText({ missing: 'act.open.missing-title' }),
  happens: longText({ missing: 'act.open.missing-happens' }),
  designedBy: shortText({ missing: 'act.open.missing-designed' }),
  designedHands: choice(hands, 'act.open.missing-hands').default('together'),
  ledBy: shortText({ missing: 'act.open.missing-led' }),
  ledHands: choice(hands, 'act.open.missing-hands').default('together'),
  ledName: optionalText({ max: 120 }),
  nameAgreed: checkbox(),
  host: shortText({ missing: 'act.open.missing-host' }),
  rhythmWords: shortText({ missing: 'act.open.missing-rhythm' }),
  rhythm: choice(rhythms, 'act.open.missing-repeats').default('week'),
  nextOn: calendarDay(),
  starts: shortText({ max: 20, missing: 'error.not-a-time' }),
  venue: shortText({ max: 300, missing: 'act.open.missing-venue' }),
  gettingThere: optionalText({ max: 1000, lines: true }),
  barriers: optionalText({ max: 1000, lines: true }),
  supports: several,
  room: optionalText({ max: 12 }),
  handOnBy: optionalDay(),
  contact: optionalText({ max: 254 }),
};

const shape = z.strictObject(activityFields);
export type ActivityTyped = z.infer<typeof shape>;

/** A time of day as people write it, '2pm', '14.30', '9:05 am', as 'HH:MM'; null where it is none. */
export function readTime(typed: string): string | null {
  const parts = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)?$/i.exec(typed.trim());
  if (!parts) return null;
  const half = parts[3]?.toLowerCase().replaceAll('.', '');
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return null;
  const full = half === 'pm' ? (hour % 12) + 12 : half === 'am' ? hour % 12 : hour;
  return `${String(full).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The columns they fill, or every field to put right. `today` is the place's calendar day. */
export function readActivity(
  input: ActivityTyped,
  { today, sealer, placeId, id }: { today: string; sealer: Sealer; placeId: string; id: string },
) {
  const problems: NonNullable<Failure['fields']> = {};
  const starts = readTime(input.starts);
  if (!starts) problems.starts = { key: 'error.not-a-time' };
  if (input.ledName && !input.nameAgreed) problems.nameAgreed = { key: 'act.open.name-not-agreed' };
  if (input.nextOn < today) problems.nextOn = { key: 'error.in-past' };
  const room = input.room === null ? null : /^\d{1,5}$/.test(input.room) ? Number(input.room) : 0;
  if (room === 0) problems.room = { key: 'error.number-range', values: { min: 1, max: 99_999 } };
  const reach = input.contact === null ? null : readReach(input.contact);
  if (input.contact !== null && !reach) problems.contact = { key: 'act.open.bad-contact' };
  if (Object.keys(problems).length > 0) return refuse('invalid', { fields: problems });
  return {
    title: input.title,
    happens: input.happens,
    designed_by: input.designedBy,
    designed_hands: input.designedHands,
    led_by: input.ledBy,
    led_hands: input.ledHands,
    led_name: input.ledName,
    host: input.host,
    rhythm_words: input.rhythmWords,
    rhythm: input.rhythm,
    next_on: input.nextOn,
    starts: starts as string,
    venue: input.venue,
    getting_there: input.gettingThere,
    barriers: input.barriers,
    supports: input.supports,
    room,
    hand_on_by: input.handOnBy,
    ...(reach && { contact: sealer.seal(reach.address, contactContext(placeId, id)) }),
  };
}
