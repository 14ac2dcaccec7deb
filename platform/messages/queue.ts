import type { Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import { done, type Outcome, refuse } from '@upwell/platform/outcome';
import type { Sealer } from '@upwell/platform/seal';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { addressFor } from './addresses.ts';
import { NEVER_STOPPED, USUAL_LIMITS } from './limits.ts';
import { contexts, fingerprintContext } from './sealing.ts';
import { stopLinkFor } from './stop.ts';
import type { Channel, MessageState } from './tables.ts';
import { textParts } from './text-parts.ts';

/** What the message room needs to know of the installation and the place. */
export interface MessageRoom {
  sealer: Sealer;
  /** Configured address of the place, no slash at the end. Links are built on it alone. */
  origin: string;
  /** Calling codes texts may go to. */
  textCountries?: readonly string[];
}

export interface NewMessage {
  placeId: string;
  to: { personId: string | null; channel: Channel; address: string };
  /**
   * What it is about, lower case: `code`, `reply`, `promise`, `invitation`, `introduction`, `task`, `news` or one of
   * your own with words at `platform.message.purpose.<purpose>`. Limits and stops are kept by purpose.
   */
  purpose: string;
  lang: Lang;
  /** The person or group that caused it; null for the place itself. */
  sender: string | null;
  /** Keep the words sealed, so that organisers who look at the outbox do not see them. Codes always are. */
  sealed?: boolean;
  /** Two messages with the same key are one. Left out: never the same. */
  onceKey?: string;
  /** Not before this; now when left out. */
  dueAt?: Date;
  /** Worth nothing after this, and not sent then. */
  expiresAt?: Date;
  /** Gives the words in the person's language. Put `stop` where they are told how to stop messages of this purpose. */
  compose(links: { stop: string }): { subject?: string; body: string };
}

export interface Queued {
  id: string;
  /** False when a message with the same `onceKey` was there before. */
  fresh: boolean;
  state: MessageState;
}

/** GOV.UK Notify takes up to 918 characters, six parts of the GSM alphabet. */
const LONGEST_TEXT = 918;
const LONGEST_BODY = 20_000;

/**
 * Puts a message down in the transaction of the change it tells of: both are kept, or neither. A job sends it.
 * @returns a refusal `invalid` when the address is none of its kind, texts may not go to its country, or the words are
 *   empty or too long. Nothing is thrown for what a person may have typed.
 */
export async function queueMessage(
  tx: Tx,
  room: MessageRoom,
  message: NewMessage,
  now: Date,
): Promise<Outcome<Queued>> {
  const { placeId, to, purpose } = message;
  if (!/^[a-z][a-z-]{0,39}$/.test(purpose)) throw new TypeError(`'${purpose}' is no name of a purpose.`);
  const address = addressFor(to.channel, to.address);
  if (!address.ok) return address;
  if (to.channel === 'sms' && !mayText(address.value, room.textCountries ?? USUAL_LIMITS.textCountries))
    return refuse('invalid', { problem: { key: 'error.phone-country' } });

  const id = v7();
  const words = message.compose({ stop: stopLinkFor(room, placeId, id) });
  const subject = headerText(words.subject ?? '');
  const body = bodyText(words.body);
  if (body === '' || body.length > (to.channel === 'sms' ? LONGEST_TEXT : LONGEST_BODY))
    return refuse('invalid', { problem: { key: 'error.message-length' } });

  const prints = room.sealer.fingerprints(address.value, fingerprintContext(placeId));
  const stopped = !NEVER_STOPPED.includes(purpose) && (await isStopped(tx, placeId, prints, purpose));
  const state: MessageState = stopped ? 'stopped' : 'waiting';
  const context = contexts(placeId, id);
  const sealed = message.sealed === true || purpose === 'code';
  const inserted = await tx
    .insertInto('message')
    .values({
      place_id: placeId,
      id,
      person_id: to.personId,
      sender: message.sender,
      channel: to.channel,
      purpose,
      lang: message.lang,
      address: room.sealer.seal(address.value, context.address),
      address_print: prints[0]!,
      subject: sealed ? null : subject,
      body: sealed ? null : body,
      words: sealed ? room.sealer.seal(JSON.stringify({ subject, body }), context.words) : null,
      parts: to.channel === 'sms' ? textParts(body) : 1,
      once_key: message.onceKey ?? id,
      created_at: now,
      due_at: message.dueAt ?? now,
      expires_at: message.expiresAt ?? null,
      state,
      held_by: null,
      failure: null,
      claimed_until: null,
      counted_at: null,
      sent_at: null,
      sent_by: null,
      provider_ref: null,
    })
    .onConflict((conflict) => conflict.columns(['place_id', 'once_key']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted) return done({ id, fresh: true, state });
  const earlier = await tx
    .selectFrom('message')
    .select(['id', 'state'])
    .where('place_id', '=', placeId)
    .where('once_key', '=', message.onceKey ?? id)
    .executeTakeFirstOrThrow();
  return done({ ...earlier, fresh: false });
}

export async function isStopped(tx: Tx, placeId: string, prints: Buffer[], purpose: string): Promise<boolean> {
  const stop = await tx
    .selectFrom('message_stop')
    .select(sql<number>`1`.as('found'))
    .where('place_id', '=', placeId)
    .where('address_print', 'in', prints)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return stop !== undefined;
}

const mayText = (number: string, countries: readonly string[]) =>
  countries.some((callingCode) => number.startsWith(`+${callingCode}`));

/** One line without any control character: nothing in it can begin another header. */
function headerText(text: string): string {
  const line = text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();
  return [...line].slice(0, 200).join('');
}

/** Line ends as line feeds; tabs stay, other control characters go. */
function bodyText(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .trim();
}
