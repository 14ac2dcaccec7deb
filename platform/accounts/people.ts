import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse } from '@upwell/platform/outcome';
import { createAccount } from './find-account.ts';
import type { Arrival, Visit } from './model.ts';
import { openSession } from './sessions.ts';
import type { Workshop } from './workshop.ts';

export interface Link {
  placeId: string;
  accountId: string;
  personId: string;
}

/**
 * Makes a person of the place the one behind an account. An account is one person in a place, and a person has one
 * account: anything else is a conflict.
 */
export async function linkPerson(tx: Tx, { placeId, accountId, personId }: Link, now: Date): Promise<Outcome<null>> {
  const made = await tx
    .insertInto('account_person')
    .values({ place_id: placeId, account_id: accountId, person_id: personId, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('person_id')
    .executeTakeFirst();
  if (made) {
    await tx
      .updateTable('account')
      .set((eb) => ({ links: eb('links', '+', 1) }))
      .where('id', '=', accountId)
      .execute();
    return done(null);
  }
  const same = await tx
    .selectFrom('account_person')
    .select('person_id')
    .where('place_id', '=', placeId)
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return same ? done(null) : refuse('conflict');
}

/** Ends a person's sessions here: for removing somebody from a place. The way in stays theirs. */
export async function endSessionsOfPerson(tx: Tx, placeId: string, personId: string): Promise<void> {
  await tx
    .deleteFrom('account_session')
    .where('place_id', '=', placeId)
    .where('account_id', 'in', (eb) =>
      eb
        .selectFrom('account_person')
        .select('account_id')
        .where('place_id', '=', placeId)
        .where('person_id', '=', personId),
    )
    .execute();
}

/** Forgets the account behind an erased person here; the last place to do so erases it with all its ways in. */
export async function forgetPerson(tx: Tx, placeId: string, personId: string): Promise<void> {
  await endSessionsOfPerson(tx, placeId, personId);
  const link = await tx
    .deleteFrom('account_person')
    .where('place_id', '=', placeId)
    .where('person_id', '=', personId)
    .returning('account_id')
    .executeTakeFirst();
  if (!link) return;
  const { links } = await tx
    .updateTable('account')
    .set((eb) => ({ links: eb('links', '-', 1) }))
    .where('id', '=', link.account_id)
    .returning('links')
    .executeTakeFirstOrThrow();
  if (links === 0) await tx.deleteFrom('account').where('id', '=', link.account_id).execute();
}

/** Closes an account in every place, at once and for open pages too, or opens it again. */
export async function setBlocked(tx: Tx, accountId: string, blocked: boolean, now: Date): Promise<void> {
  await tx
    .updateTable('account')
    .set({ blocked_at: blocked ? now : null })
    .where('id', '=', accountId)
    .execute();
}

/**
 * Signs in a person without a proof of their own: the first organiser, who has just spent the owner's code in the same
 * transaction, or an invented person of a demo place.
 */
export async function openSessionFor(
  tx: Tx,
  shop: Workshop,
  visit: Visit & { personId: string; because: 'owner-code' | 'demo'; returnTo?: string },
): Promise<Outcome<Arrival>> {
  const { place, personId } = visit;
  if (visit.because === 'demo' && !(shop.config.demo && place.demo)) return refuse('not-found');
  const link = await tx
    .selectFrom('account_person')
    .select('account_id')
    .where('place_id', '=', place.id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const accountId = link?.account_id ?? (await createAccount(tx, shop, place, null));
  if (!link) {
    const linked = await linkPerson(tx, { placeId: place.id, accountId, personId }, shop.clock.now());
    if (!linked.ok) return linked;
  }
  return await openSession(tx, shop, visit, { accountId, newAccount: !link, returnTo: visit.returnTo ?? '/' });
}
