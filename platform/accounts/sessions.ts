import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse } from '@upwell/platform/outcome';
import { validate as isUuid } from 'uuid';
import { cookieLine, readCookie, tokenOf } from './cookies.ts';
import { standingOn } from './dialect.ts';
import { type AccountPlace, type Arrival, type Cookies, RECENT, type SignedIn, type Visit } from './model.ts';
import type { Workshop } from './workshop.ts';

/**
 * Who is behind a request: one indexed read, or none without a cookie of ours. A session of another place, an ended
 * one and a blocked account are nobody.
 */
export async function actorOf(
  { db, keys, clock }: Workshop,
  { place, cookies }: { place: AccountPlace; cookies: Cookies },
): Promise<SignedIn | null> {
  const token = tokenOf(readCookie(place, 'session', cookies), keys.cookies);
  if (!token) return null;
  return await db.read({ placeId: place.id }, (tx) => holder(tx, place.id, token, clock.now()));
}

/** The same inside a transaction of the place. */
export async function actorIn(tx: Tx, { keys, clock }: Workshop, { place, cookies }: Visit): Promise<SignedIn | null> {
  const token = tokenOf(readCookie(place, 'session', cookies), keys.cookies);
  return token ? await holder(tx, place.id, token, clock.now()) : null;
}

/** Somebody signed in who has proved it lately: a forgotten open screen must not be enough to add a way in. */
export async function recentActorIn(tx: Tx, shop: Workshop, visit: Visit): Promise<Outcome<SignedIn>> {
  const actor = await actorIn(tx, shop, visit);
  if (!actor) return refuse('sign-in-first');
  const age = shop.clock.now().getTime() - actor.provedAt.getTime();
  return age <= RECENT ? done(actor) : refuse('sign-in-first', { problem: { key: 'accounts.recent.needed' } });
}

export async function holder(tx: Tx, placeId: string, token: string, now: Date): Promise<SignedIn | null> {
  const row = await tx
    .selectFrom('account_session as session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .leftJoin('account_person as link', (join) =>
      join.onRef('link.place_id', '=', 'session.place_id').onRef('link.account_id', '=', 'session.account_id'),
    )
    .where('session.place_id', '=', placeId)
    .where('session.token', '=', token)
    .where('session.expires_at', '>', now)
    .where('account.blocked_at', 'is', null)
    .whereRef('session.created_at', '>', 'account.sessions_from')
    .select(['session.id', 'session.account_id', 'session.created_at', 'link.person_id'])
    .executeTakeFirst();
  if (!row) return null;
  return { accountId: row.account_id, personId: row.person_id, sessionId: row.id, provedAt: row.created_at };
}

/** Opens a session after a proof and ends the one the browser came with, in the transaction given. */
export async function openSession(
  tx: Tx,
  shop: Workshop,
  visit: Visit,
  { accountId, newAccount, returnTo }: { accountId: string; newAccount: boolean; returnTo: string },
): Promise<Outcome<Arrival>> {
  const { place } = visit;
  const account = await tx.selectFrom('account').select('blocked_at').where('id', '=', accountId).executeTakeFirst();
  // Only said to somebody who has just proved that the account is theirs.
  if (!account || account.blocked_at) return refuse('not-allowed', { problem: { key: 'accounts.blocked' } });
  await endSessionOf(tx, shop, visit);
  const headers = new Headers({ cookie: '', 'user-agent': visit.userAgent ?? '' });
  const opened = await standingOn({ tx }, () =>
    shop.engine(place).api.openSession({ body: { accountId }, headers, returnHeaders: true }),
  );
  const signedIn = await holder(tx, place.id, opened.response.token, shop.clock.now());
  if (!signedIn) throw new Error('A session just opened is not there.');
  return done({ ...signedIn, newAccount, returnTo, setCookies: opened.headers.getSetCookie() });
}

async function endSessionOf(tx: Tx, { keys }: Workshop, { place, cookies }: Visit): Promise<void> {
  const token = tokenOf(readCookie(place, 'session', cookies), keys.cookies);
  if (!token) return;
  await tx.deleteFrom('account_session').where('place_id', '=', place.id).where('token', '=', token).execute();
}

/** Ends the session of this browser. Always succeeds. */
export async function signOut(shop: Workshop, visit: Visit): Promise<{ setCookies: string[] }> {
  await shop.db.write({ placeId: visit.place.id }, (tx) => endSessionOf(tx, shop, visit));
  return { setCookies: [cookieLine(visit.place, 'session', '', 0)] };
}

/** Ends every session of the account in every place, this one included. */
export async function signOutEverywhere(shop: Workshop, visit: Visit): Promise<Outcome<{ setCookies: string[] }>> {
  return await shop.db.write({ placeId: visit.place.id }, async (tx) => {
    const actor = await actorIn(tx, shop, visit);
    if (!actor) return refuse('sign-in-first');
    await tx
      .updateTable('account')
      .set({ sessions_from: shop.clock.now() })
      .where('id', '=', actor.accountId)
      .execute();
    await tx
      .deleteFrom('account_session')
      .where('place_id', '=', visit.place.id)
      .where('account_id', '=', actor.accountId)
      .execute();
    return done({ setCookies: [cookieLine(visit.place, 'session', '', 0)] });
  });
}

export interface SessionLine {
  id: string;
  startedAt: Date;
  expiresAt: Date;
  /** As the browser named itself, at most 500 characters. */
  userAgent: string;
  /** The one that asks. */
  current: boolean;
}

/** The open sessions of the account in this place, newest first. */
export async function sessionsOf(shop: Workshop, visit: Visit): Promise<Outcome<SessionLine[]>> {
  return await shop.db.read({ placeId: visit.place.id }, async (tx) => {
    const actor = await actorIn(tx, shop, visit);
    if (!actor) return refuse('sign-in-first');
    const rows = await tx
      .selectFrom('account_session')
      .select(['id', 'created_at', 'expires_at', 'user_agent'])
      .where('place_id', '=', visit.place.id)
      .where('account_id', '=', actor.accountId)
      .where('expires_at', '>', shop.clock.now())
      .orderBy('created_at', 'desc')
      .execute();
    return done(
      rows.map((row) => ({
        id: row.id,
        startedAt: row.created_at,
        expiresAt: row.expires_at,
        userAgent: row.user_agent ?? '',
        current: row.id === actor.sessionId,
      })),
    );
  });
}

/** Ends one session of one's own. */
export async function endSession(shop: Workshop, visit: Visit, sessionId: string): Promise<Outcome<null>> {
  if (!isUuid(sessionId)) return refuse('not-found');
  return await shop.db.write({ placeId: visit.place.id }, async (tx) => {
    const actor = await actorIn(tx, shop, visit);
    if (!actor) return refuse('sign-in-first');
    const { numDeletedRows } = await tx
      .deleteFrom('account_session')
      .where('place_id', '=', visit.place.id)
      .where('account_id', '=', actor.accountId)
      .where('id', '=', sessionId)
      .executeTakeFirst();
    return numDeletedRows > 0n ? done(null) : refuse('not-found');
  });
}
