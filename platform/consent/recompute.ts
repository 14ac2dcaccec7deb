import type { Tx } from '@upwell/platform/database';
import type { Withdrawn } from './consent.ts';

/** Makes anew, inside the transaction of the withdrawal, what rested on the consent. */
export type Recomputer = (tx: Tx, withdrawn: Withdrawn) => Promise<void>;

const recomputers = new Map<string, Set<Recomputer>>();

/**
 * Registers a recomputer for one type of subject. It must leave nothing behind that shows what was withdrawn; when it
 * throws, the withdrawal is not kept either, and the person is told. Gives a function that takes it away again.
 */
export function onWithdrawal(subjectType: string, run: Recomputer): () => void {
  const of = recomputers.get(subjectType) ?? new Set();
  recomputers.set(subjectType, of.add(run));
  return () => of.delete(run);
}

/** Runs the recomputers of the subject's type one after another, in the order they were registered. */
export async function recompute(tx: Tx, withdrawn: Withdrawn): Promise<void> {
  for (const run of recomputers.get(withdrawn.subject.type) ?? []) await run(tx, withdrawn);
}
