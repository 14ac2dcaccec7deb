import { addDays } from '@upwell/act';
import type { PlaceFacts } from '@upwell/platform/action';
import type { Tx } from '@upwell/platform/database';
import { type Catalogue, isLang, type Lang, type Translator, translator } from '@upwell/platform/i18n';
import { queueMessage } from '@upwell/platform/messages';
import { done, type Failure, type Outcome } from '@upwell/platform/outcome';
import type { Sealer } from '@upwell/platform/seal';
import { dayOf, link, register } from '@upwell/thread';
import { type Details, type Introduction, openDetails } from './introductions.ts';
import { CHECK_BACK_DAYS } from './model.ts';
import { reachOf, type Target } from './targets.ts';
import './tables.ts';

export interface Room {
  sealer: Sealer;
  catalogue: Catalogue;
  place: PlaceFacts;
  now: Date;
}

/** The words both sides get, exactly as they are sent: shown before, sent after. */
export interface Letters {
  /** To whoever is on the other side. */
  other: string;
  /** To the person. */
  person: string;
}

const speakerFor = ({ catalogue, place }: Room, lang: Lang): Translator =>
  translator(catalogue, lang, place.words, { timeZone: place.timeZone });

export const langOf = (lang: string, place: PlaceFacts): Lang => (isLang(lang) ? lang : (place.languages[0] ?? 'en'));

export function lettersOf(room: Room, introduction: Introduction, details: Details, target: Target): Letters {
  const { place, now } = room;
  const checkOn = addDays(dayOf(now, place.timeZone), CHECK_BACK_DAYS);
  const toOther = speakerFor(room, place.languages[0] ?? 'en');
  const toPerson = speakerFor(room, langOf(introduction.lang, place));
  const common = { target: target.title, facts: details.facts, place: place.name };
  return {
    other: toOther(introduction.by ? 'connect.message.other' : 'connect.message.other-self', {
      ...common,
      nickname: details.nickname ?? toOther('connect.somebody'),
      by: introduction.by ?? '',
    }),
    person: toPerson(target.full ? 'connect.message.held' : 'connect.message.person', {
      ...common,
      date: toPerson.date(checkOn, 'long'),
      code: details.code.replaceAll('-', ' '),
      link: `${place.origin}/check-back`,
    }),
  };
}

/** Puts down one message to the person, sealed; without an address they look it up by their code. */
export async function tellPerson(
  tx: Tx,
  { sealer, catalogue, place, now }: Room,
  introduction: Introduction,
  details: Details,
  { body, onceKey }: { body: string; onceKey: string },
): Promise<Outcome<unknown>> {
  const { channel, address } = details;
  if (channel === 'code' || address === null) return done(null);
  const lang = langOf(introduction.lang, place);
  const t = translator(catalogue, lang, place.words, { timeZone: place.timeZone });
  return await queueMessage(
    tx,
    { sealer, origin: place.origin },
    {
      placeId: place.id,
      to: { personId: null, channel, address },
      purpose: 'introduction',
      lang,
      sender: null,
      sealed: true,
      onceKey,
      compose: ({ stop }) => withStop(t, channel, body, stop),
    },
    now,
  );
}

const withStop = (t: Translator, channel: 'email' | 'sms', body: string, stop: string) =>
  channel === 'sms'
    ? { body }
    : { subject: t('connect.message.subject'), body: `${body}\n\n${t('connect.message.stop', { link: stop })}` };

/**
 * Lets an introduction travel: both sides are told, its head goes on the thread without a word about the person, and
 * the day of checking back is set. Where the other side is full the person is told that it is held, and nothing else.
 */
export async function travel(
  tx: Tx,
  room: Room,
  introduction: Introduction,
  target: Target,
): Promise<Outcome<unknown>> {
  const { sealer, catalogue, place, now } = room;
  const { id } = introduction;
  const details = openDetails(sealer, place.id, introduction);
  const letters = lettersOf(room, introduction, details, target);
  const today = dayOf(now, place.timeZone);
  const checkOn = addDays(today, CHECK_BACK_DAYS);
  const told = await tellPerson(tx, room, introduction, details, {
    body: letters.person,
    onceKey: `introduction:${id}:${target.full ? 'held' : 'person'}`,
  });
  if (!told.ok) return told;
  if (target.full) {
    await set(tx, place.id, id, { state: 'held', check_on: checkOn });
    return done(null);
  }
  const reach = await reachOf(tx, sealer, { placeId: place.id, kind: target.kind, id: target.id });
  if (reach) {
    const lang = place.languages[0] ?? 'en';
    const t = translator(catalogue, lang, place.words, { timeZone: place.timeZone });
    const other = await queueMessage(
      tx,
      { sealer, origin: place.origin },
      {
        placeId: place.id,
        to: { personId: null, channel: reach.channel, address: reach.address },
        purpose: 'introduction',
        lang,
        sender: null,
        sealed: true,
        onceKey: `introduction:${id}:other`,
        compose: ({ stop }) => withStop(t, reach.channel, letters.other, stop),
      },
      now,
    );
    if (!other.ok) return other as Failure;
  }
  const t = translator(catalogue, place.languages[0] ?? 'en', place.words, { timeZone: place.timeZone });
  await register(tx, {
    placeId: place.id,
    id,
    type: 'introduction',
    step: 'done',
    title: t('connect.introduction.head'),
    state: 'waiting',
    onDay: today,
    dueOn: checkOn,
    owedBy: introduction.by,
    sensitivity: 'circle',
    now,
  });
  if (target.onThread)
    await link(tx, {
      placeId: place.id,
      from: target.id,
      to: id,
      kind: 'introduces',
      madeBy: introduction.madeBy,
      now,
    });
  await set(tx, place.id, id, {
    state: 'waiting',
    sent_at: now,
    check_on: checkOn,
    other_told: reach?.channel ?? 'in-person',
  });
  return done(null);
}

const set = (
  tx: Tx,
  placeId: string,
  id: string,
  change: Partial<{
    state: 'held' | 'waiting';
    sent_at: Date;
    check_on: string;
    other_told: 'email' | 'sms' | 'in-person';
  }>,
) => tx.updateTable('introduction').set(change).where('place_id', '=', placeId).where('id', '=', id).execute();
