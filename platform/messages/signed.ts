import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse } from '@upwell/platform/outcome';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface SignedCall {
  /** Unique to the call; give it to `noteCall`. */
  id: string;
  at: Date;
}

/** Calls older than this, or from further in the future, are refused. */
const TOLERANCE = 5 * 60_000;

/**
 * Proves that a call to one of our addresses comes from who shares the secret, as the Standard Webhooks specification
 * has it (https://www.standardwebhooks.com): `webhook-id`, `webhook-timestamp` in seconds, and `webhook-signature`, a
 * list of `v1,` + base64 of HMAC-SHA-256 over `id.timestamp.body`.
 * @param rawBody the bytes as they came, before any parsing
 * @param secret the shared secret; `whsec_` + base64 is taken apart
 * @returns `not-allowed` for anything that does not fit, without saying which part
 */
export function verifySigned(
  rawBody: Uint8Array | string,
  headers: Headers,
  secret: string,
  now: Date,
): Outcome<SignedCall> {
  const id = one(headers['webhook-id']);
  const timestamp = one(headers['webhook-timestamp']);
  const signatures = one(headers['webhook-signature']);
  if (!/^[\w.:-]{1,200}$/.test(id) || !/^\d{1,12}$/.test(timestamp)) return refuse('not-allowed');
  const at = new Date(Number(timestamp) * 1000);
  if (Math.abs(now.getTime() - at.getTime()) > TOLERANCE) return refuse('not-allowed');
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  if (key.length < 16) throw new RangeError('The secret of signed calls must have at least 16 bytes.');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest();
  const genuine = signatures
    .split(' ')
    .slice(0, 10)
    .some((signature) => signature.startsWith('v1,') && same(Buffer.from(signature.slice(3), 'base64'), expected));
  return genuine ? done({ id, at }) : refuse('not-allowed');
}

/** For services that send a fixed token instead, as GOV.UK Notify does: `Authorization: Bearer <token>`. */
export function verifyBearer(headers: Headers, token: string): boolean {
  if (token.length < 16) throw new RangeError('The token of calls must have at least 16 characters.');
  const mac = (value: string) => createHmac('sha256', token).update(value).digest();
  return same(mac(one(headers.authorization)), mac(`Bearer ${token}`));
}

/**
 * Notes a call, in the transaction that does what it asks.
 * @returns false when the same call was taken before: answer it as if it were new, and do nothing
 */
export async function noteCall(tx: Tx, placeId: string, source: string, callId: string, now: Date): Promise<boolean> {
  const noted = await tx
    .insertInto('message_replay')
    .values({ place_id: placeId, source, call_id: callId, seen_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('call_id')
    .executeTakeFirst();
  return noted !== undefined;
}

const one = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');

const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);
