import type { Tx } from '@upwell/platform/database';
import { v7 } from 'uuid';
import { cookieLine, readCookie } from './cookies.ts';
import { CODE_LIFE, GUESSES, type Visit } from './model.ts';
import { hashToken, randomToken } from './secrets.ts';
import type { AccountChallengeTable, ChallengeKind } from './tables.ts';

/** What a challenge asks for, by its kind. */
export interface NewChallenge {
  kind: ChallengeKind;
  address?: string;
  codeHash?: (challengeId: string) => Buffer;
  linkHash?: Buffer;
  question?: string;
  accountId?: string;
  returnTo?: string;
}

export interface OpenChallenge {
  expiresAt: Date;
  /** Ties the challenge to this browser: nobody else can use up its guesses. */
  setCookies: string[];
}

const handleOf = (kind: ChallengeKind) => (kind === 'passkey' || kind === 'add-passkey' ? 'passkey' : 'code');

/** Notes a challenge and gives the browser the handle to answer it with. */
export async function pose(tx: Tx, { place }: Visit, now: Date, challenge: NewChallenge): Promise<OpenChallenge> {
  const handle = randomToken();
  const id = v7();
  const expiresAt = new Date(now.getTime() + CODE_LIFE);
  await tx
    .insertInto('account_challenge')
    .values({
      place_id: place.id,
      id,
      kind: challenge.kind,
      handle_hash: hashToken(handle),
      address: challenge.address ?? null,
      code_hash: challenge.codeHash?.(id) ?? null,
      link_hash: challenge.linkHash ?? null,
      question: challenge.question ?? null,
      account_id: challenge.accountId ?? null,
      return_to: challenge.returnTo ?? '/',
      guesses_left: GUESSES,
      created_at: now,
      expires_at: expiresAt,
      spent_at: null,
    })
    .execute();
  return { expiresAt, setCookies: [cookieLine(place, handleOf(challenge.kind), handle, CODE_LIFE / 1000)] };
}

/**
 * Takes one guess off the challenge this browser holds and gives it back, or null when there is none to answer. The
 * row stays locked until the transaction ends, so that guesses made at the same instant are counted one by one.
 */
export async function takeGuess(
  tx: Tx,
  { place, cookies }: Visit,
  kind: ChallengeKind,
  now: Date,
): Promise<AccountChallengeTable | null> {
  const handle = readCookie(place, handleOf(kind), cookies);
  if (!handle || handle.length > 100) return null;
  const row = await tx
    .updateTable('account_challenge')
    .set((eb) => ({ guesses_left: eb('guesses_left', '-', 1) }))
    .where('place_id', '=', place.id)
    .where('handle_hash', '=', hashToken(handle))
    .where('kind', '=', kind)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', now)
    .where('guesses_left', '>', 0)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** Uses the challenge up, code and link together. */
export async function spend(tx: Tx, challenge: AccountChallengeTable, now: Date): Promise<void> {
  await tx
    .updateTable('account_challenge')
    .set({ spent_at: now })
    .where('place_id', '=', challenge.place_id)
    .where('id', '=', challenge.id)
    .execute();
}

/** The challenge a link belongs to, spent with it; null when the link is used, late or not of this place. */
export async function spendLink(
  tx: Tx,
  { place }: Visit,
  linkHash: Buffer,
  now: Date,
): Promise<AccountChallengeTable | null> {
  const row = await tx
    .updateTable('account_challenge')
    .set({ spent_at: now })
    .where('place_id', '=', place.id)
    .where('link_hash', '=', linkHash)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/** The same without spending, for the page a link lands on. */
export async function lookAtLink(tx: Tx, placeId: string, linkHash: Buffer, now: Date) {
  return await tx
    .selectFrom('account_challenge')
    .select(['address'])
    .where('place_id', '=', placeId)
    .where('link_hash', '=', linkHash)
    .where('spent_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}
