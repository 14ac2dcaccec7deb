import { timingSafeEqual } from 'node:crypto';
import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse } from '@upwell/platform/outcome';
import type { Sealer } from '@upwell/platform/seal';
import { parse } from 'uuid';
import { NEVER_STOPPED } from './limits.ts';
import { linkTo, STOP_PATH } from './links.ts';

/** 96 bits: as long as the tag of a sealed value, and short enough for a text message. */
const PROOF_BYTES = 12;
const TOKEN_BYTES = 16 + PROOF_BYTES;

/** The one link in a message that stops its purpose for its address, and nothing else. */
export function stopLinkFor(room: { sealer: Sealer; origin: string }, placeId: string, messageId: string): string {
  return linkTo(room.origin, `${STOP_PATH}/${stopToken(room.sealer, placeId, messageId)}`);
}

export function stopToken(sealer: Sealer, placeId: string, messageId: string): string {
  const proof = sealer.fingerprint(messageId, `message.stop:${placeId}`).subarray(0, PROOF_BYTES);
  return Buffer.concat([parse(messageId), proof]).toString('base64url');
}

export interface Stoppable {
  messageId: string;
  purpose: string;
  lang: string;
  /** Whether it is stopped already. */
  stopped: boolean;
}

/**
 * What a link would stop, for the page that asks. Opening the page must not stop anything: mail programs and
 * virus checks open every link.
 */
export async function readStop(tx: Tx, sealer: Sealer, placeId: string, token: string): Promise<Outcome<Stoppable>> {
  const found = await find(tx, sealer, placeId, token);
  if (!found) return refuse('not-found');
  return done({ messageId: found.id, purpose: found.purpose, lang: found.lang, stopped: found.stopped_at !== null });
}

/** Stops messages of one purpose to one address; what still waits is stopped when its turn comes. Twice is once. */
export async function stopMessages(
  tx: Tx,
  sealer: Sealer,
  placeId: string,
  token: string,
  now: Date,
): Promise<Outcome<Stoppable>> {
  const found = await find(tx, sealer, placeId, token);
  if (!found || NEVER_STOPPED.includes(found.purpose)) return refuse('not-found');
  await tx
    .insertInto('message_stop')
    .values({ place_id: placeId, address_print: found.address_print, purpose: found.purpose, stopped_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return done({ messageId: found.id, purpose: found.purpose, lang: found.lang, stopped: true });
}

/** Lets messages of the purpose come again: the way back from a stop made by mistake. */
export async function startMessages(
  tx: Tx,
  sealer: Sealer,
  placeId: string,
  token: string,
): Promise<Outcome<Stoppable>> {
  const found = await find(tx, sealer, placeId, token);
  if (!found) return refuse('not-found');
  await tx
    .deleteFrom('message_stop')
    .where('place_id', '=', placeId)
    .where('address_print', '=', found.address_print)
    .where('purpose', '=', found.purpose)
    .execute();
  return done({ messageId: found.id, purpose: found.purpose, lang: found.lang, stopped: false });
}

async function find(tx: Tx, sealer: Sealer, placeId: string, token: string) {
  const messageId = messageOf(sealer, placeId, token);
  if (!messageId) return undefined;
  return tx
    .selectFrom('message')
    .leftJoin('message_stop', (join) =>
      join
        .onRef('message_stop.place_id', '=', 'message.place_id')
        .onRef('message_stop.address_print', '=', 'message.address_print')
        .onRef('message_stop.purpose', '=', 'message.purpose'),
    )
    .select(['message.id', 'message.purpose', 'message.lang', 'message.address_print', 'message_stop.stopped_at'])
    .where('message.place_id', '=', placeId)
    .where('message.id', '=', messageId)
    .executeTakeFirst();
}

function messageOf(sealer: Sealer, placeId: string, token: string): string | null {
  const bytes = Buffer.from(token.slice(0, 100), 'base64url');
  if (bytes.length !== TOKEN_BYTES || bytes.toString('base64url') !== token) return null;
  const messageId = bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  const proofs = sealer.fingerprints(messageId, `message.stop:${placeId}`);
  const genuine = proofs.some((proof) => timingSafeEqual(proof.subarray(0, PROOF_BYTES), bytes.subarray(16)));
  return genuine ? messageId : null;
}
