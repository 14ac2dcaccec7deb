import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse, refuseField } from '@upwell/platform/outcome';
import { LIMITS, networkOf, take } from './limits.ts';
import { hashToken, readableCode, readableCodeTyped } from './secrets.ts';
import type { Workshop } from './workshop.ts';

/** `'installation'`, or the id of a place that has no owner yet. */
export type OwnerSubject = string;

const claimHash = (subject: OwnerSubject, code: string): Buffer => hashToken(`owner of ${subject} ${code}`);

/**
 * Makes the owner's claim code at the first start and gives it back to be printed once; null when there has been one
 * before, spent or not. Of several processes that start together one gets it.
 */
export async function ownerCode({ db, clock }: Workshop, subject: OwnerSubject): Promise<string | null> {
  const code = readableCode();
  const made = await db.installation((tx) =>
    tx
      .insertInto('owner_claim')
      .values({ subject, code_hash: claimHash(subject, code), created_at: clock.now(), claimed_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning('subject')
      .executeTakeFirst(),
  );
  return made ? code : null;
}

/** Another code in place of one that was lost unspent, for the command line; null when an owner has claimed already. */
export async function renewOwnerCode({ db, clock }: Workshop, subject: OwnerSubject): Promise<string | null> {
  const code = readableCode();
  const made = await db.installation((tx) =>
    tx
      .insertInto('owner_claim')
      .values({ subject, code_hash: claimHash(subject, code), created_at: clock.now(), claimed_at: null })
      .onConflict((conflict) =>
        conflict
          .column('subject')
          .doUpdateSet({ code_hash: claimHash(subject, code), created_at: clock.now() })
          .where('owner_claim.claimed_at', 'is', null),
      )
      .returning('subject')
      .executeTakeFirst(),
  );
  return made ? code : null;
}

/** Whether the subject waits for its owner. */
export async function awaitsOwner({ db }: Workshop, subject: OwnerSubject): Promise<boolean> {
  const row = await db.installation((tx) =>
    tx
      .selectFrom('owner_claim')
      .select('subject')
      .where('subject', '=', subject)
      .where('claimed_at', 'is', null)
      .executeTakeFirst(),
  );
  return row !== undefined;
}

export interface OwnerClaim {
  subject: OwnerSubject;
  /** As typed. */
  code: string;
  network: string;
}

/** Says whether the code would be taken, without spending it: for the first of several pages. Guesses are counted. */
export async function checkOwnerCode(shop: Workshop, claim: OwnerClaim): Promise<Outcome<null>> {
  const { db, clock, keys } = shop;
  return await db.installation(async (tx) => {
    if (!(await take(tx, keys.limits, LIMITS.ownerCodeGuesses, [networkOf(claim.network)], clock.now())))
      return refuse('too-much');
    const row = await tx
      .selectFrom('owner_claim')
      .select('subject')
      .where('subject', '=', claim.subject)
      .where('code_hash', '=', typedHash(claim))
      .where('claimed_at', 'is', null)
      .executeTakeFirst();
    return row ? done(null) : refuseField('code', 'accounts.owner.wrong');
  });
}

/**
 * Spends the code in the transaction that makes the owner, so that both happen or neither. Of two machines that try at
 * once the second waits for the first and is refused. Call `checkOwnerCode` before: it counts the guesses, which must
 * stay counted when this transaction is dropped.
 */
export async function spendOwnerCode(tx: Tx, { clock }: Workshop, claim: OwnerClaim): Promise<Outcome<null>> {
  const row = await tx
    .updateTable('owner_claim')
    .set({ claimed_at: clock.now() })
    .where('subject', '=', claim.subject)
    .where('code_hash', '=', typedHash(claim))
    .where('claimed_at', 'is', null)
    .returning('subject')
    .executeTakeFirst();
  return row ? done(null) : refuseField('code', 'accounts.owner.wrong');
}

const typedHash = ({ subject, code }: OwnerClaim): Buffer =>
  claimHash(subject, typeof code === 'string' && code.length < 100 ? readableCodeTyped(code) : '');
