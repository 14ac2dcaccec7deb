import type { Tx } from '@upwell/platform/database';
import { schedule } from '@upwell/platform/jobs';

export interface IdempotencyTable {
  place_id: string;
  key: string;
  action: string;
  body_hash: Buffer;
  actor_ref: string | null;
  outcome: unknown;
  made_at: Date;
}

declare module '@upwell/platform/database' {
  interface Tables {
    idempotency: IdempotencyTable;
  }
}

/** A request for one change, as far as telling it from another goes. */
export interface Claim {
  placeId: string;
  /** Made by whoever asks; 100 characters at most. */
  key: string;
  action: string;
  /** Hash of what was sent: the same words for the same thing. */
  bodyHash: Buffer;
  /** Who asks: a person's id or a browser visit. */
  actorRef: string | null;
  now: Date;
}

/**
 * Claims a key for this transaction. Whoever brings the same key meanwhile waits here until the first has ended: then
 * it gets the first outcome, or its own turn when the first came to nothing.
 *
 * 'new': go on, and `settle` before the end · `replay`: the outcome of the first · 'other-body': the key was used for
 * something else or by somebody else, and nothing of that is given away.
 */
export async function claim(tx: Tx, asked: Claim): Promise<'new' | { replay: unknown } | 'other-body'> {
  const { placeId, key, action, bodyHash, actorRef, now } = asked;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('idempotency')
    .values({ place_id: placeId, key, action, body_hash: bodyHash, actor_ref: actorRef, outcome: null, made_at: now })
    .onConflict((conflict) => conflict.columns(['place_id', 'key']).doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 1n) return 'new';
  const first = await tx
    .selectFrom('idempotency')
    .select(['action', 'body_hash', 'actor_ref', 'outcome'])
    .where('place_id', '=', placeId)
    .where('key', '=', key)
    .executeTakeFirst();
  // Swept between the two statements: it was older than any honest repeat.
  if (!first) return 'other-body';
  const same = first.action === action && first.actor_ref === actorRef && first.body_hash.equals(bodyHash);
  if (!same) return 'other-body';
  if (first.outcome === null) throw new Error(`The action ${action} was kept without its outcome.`);
  return { replay: first.outcome };
}

/** Keeps the outcome beside the key, in the same transaction. `outcome` must be plain JSON. */
export async function settle(
  tx: Tx,
  { placeId, key, outcome }: { placeId: string; key: string; outcome: unknown },
): Promise<void> {
  await tx
    .updateTable('idempotency')
    .set({ outcome: JSON.stringify(outcome) })
    .where('place_id', '=', placeId)
    .where('key', '=', key)
    .execute();
}

const day = 24 * 60 * 60 * 1000;
/** How long a repeat is recognised: an offline queue may come back days later. */
export const keptFor = 7 * day;

/** Forgets outcomes that are older than a week. */
export const sweepIdempotency = schedule('action.sweep-idempotency', '17 * * * *', async ({ db, placeId, now }) => {
  await db.write({ placeId }, (tx) =>
    tx
      .deleteFrom('idempotency')
      .where('place_id', '=', placeId)
      .where('made_at', '<', new Date(now.getTime() - keptFor))
      .execute(),
  );
});
