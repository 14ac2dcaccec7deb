import type { Tx } from '@upwell/platform/database';
import { type RawBuilder, sql } from 'kysely';
import { type Cap, type MessageLimits, URGENT } from './limits.ts';
import type { MessageTable } from './tables.ts';

const DAY = 86_400_000;

/** Texts are seldom wanted by more than a fifth of them; codes may use what is kept back. */
const SHARE_WITHOUT_CODES = 0.8;

/** What a message needs to be held against the limits. */
export interface Counted
  extends Pick<MessageTable, 'place_id' | 'id' | 'person_id' | 'sender' | 'channel' | 'purpose' | 'parts'> {
  /** The address under every key it may be stored under. */
  prints: Buffer[];
}

interface Rule {
  among: RawBuilder<boolean>;
  cap: Cap;
  /** Counts billed parts instead of messages. */
  byParts?: boolean;
}

/**
 * Whether one more message is over any limit of its place.
 * @returns when all of them leave room again, or null when it may go now
 */
export async function heldByCapUntil(tx: Tx, message: Counted, limits: MessageLimits, now: Date): Promise<Date | null> {
  let until: Date | null = null;
  for (const { among, cap, byParts } of rulesFor(message, limits)) {
    const weight = byParts ? message.parts : 1;
    for (const [most, days] of [
      [cap.perDay, 1],
      [cap.perWeek, 7],
    ] as const) {
      if (most === undefined) continue;
      const free = await roomAt(tx, message, among, {
        most,
        weight,
        byParts: byParts ?? false,
        window: days * DAY,
        now,
      });
      if (free && (!until || free > until)) until = free;
    }
  }
  return until;
}

function rulesFor({ prints, person_id, sender, channel, purpose }: Counted, limits: MessageLimits): Rule[] {
  const code = purpose === 'code';
  const toThem =
    person_id === null
      ? sql<boolean>`address_print in (${sql.join(prints)})`
      : sql<boolean>`(address_print in (${sql.join(prints)}) or person_id = ${person_id})`;
  const urgent = sql.join(URGENT.map((each) => sql`${each}`));
  const texts = sql<boolean>`channel = 'sms' and (purpose = 'code') = ${code}`;
  const rules: Rule[] = [{ among: sql`${toThem} and purpose = ${purpose}`, cap: limits.perPurpose[purpose] ?? {} }];
  if (!URGENT.includes(purpose))
    rules.push({ among: sql`${toThem} and purpose not in (${urgent})`, cap: limits.perPerson });
  if (!code) rules.push({ among: sql`purpose <> 'code'`, cap: limits.perPlace });
  if (!code && sender !== null)
    rules.push({ among: sql`sender = ${sender} and purpose <> 'code'`, cap: limits.perSender });
  if (channel === 'sms') {
    if (!code) rules.push({ among: sql`${toThem} and ${texts}`, cap: limits.textsPerNumber });
    rules.push({ among: texts, cap: { perDay: limits.textPartsPerPlacePerDay }, byParts: true });
  }
  return rules;
}

interface Count {
  most: number;
  weight: number;
  byParts: boolean;
  /** Milliseconds. */
  window: number;
  now: Date;
}

/** Walks back from the newest until there would be one too many: when that one leaves the window, there is room. */
async function roomAt(
  tx: Tx,
  { place_id, id }: Counted,
  among: RawBuilder<boolean>,
  { most, weight, byParts, window, now }: Count,
): Promise<Date | null> {
  if (weight > most) return new Date(now.getTime() + window);
  const since = new Date(now.getTime() - window);
  const counted = byParts ? sql`parts` : sql`1`;
  const { rows } = await sql<{ counted_at: Date }>`
    select counted_at from (
      select counted_at, sum(${counted}) over (order by counted_at desc, id desc) as so_far
        from message
       where place_id = ${place_id} and id <> ${id} and counted_at > ${since} and ${among}) newest
     where so_far + ${weight} > ${most} order by counted_at desc limit 1`.execute(tx);
  const last = rows[0];
  return last ? new Date(last.counted_at.getTime() + window) : null;
}

/**
 * Takes parts of a text message from what all places together may send on a day (UTC).
 * @returns null when they were taken, else when there are parts again
 */
export async function takeTextParts(
  tx: Tx,
  { purpose, parts }: Pick<MessageTable, 'purpose' | 'parts'>,
  most: number,
  now: Date,
): Promise<Date | null> {
  const allowed = purpose === 'code' ? most : Math.floor(most * SHARE_WITHOUT_CODES);
  const day = now.toISOString().slice(0, 10);
  const tomorrow = new Date(Date.parse(day) + DAY);
  if (parts > allowed) return tomorrow;
  const { rows } = await sql`
    insert into text_message_day (day, parts) values (${day}, ${parts})
    on conflict (day) do update set parts = text_message_day.parts + excluded.parts
      where text_message_day.parts + excluded.parts <= ${allowed}
    returning parts`.execute(tx);
  return rows.length > 0 ? null : tomorrow;
}
