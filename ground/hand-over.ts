import type { Tx } from '@upwell/platform/database';
import type { Role } from './model.ts';

/** One thing a role keeps, as the hand-over list shows it. No confidential words: the list is printed. */
export interface Kept {
  title: string;
  /** Its page, where it has one. */
  path?: string;
}

/** What capabilities know about roles that host something. */
export interface Keeper {
  /** Message key of the heading of its part of the list: 'connect.handover.introductions'. */
  label: string;
  /** How many live relations this role alone hosts. */
  count(tx: Tx, role: Role): Promise<number>;
  list?(tx: Tx, role: Role): Promise<Kept[]>;
  /** Gives them to the role that follows. */
  handOver(tx: Tx, role: Role, heir: Role, now: Date): Promise<void>;
}

const keepers: Keeper[] = [];

/**
 * Tells the ground who hosts live relations (rule 9): a role cannot end while a registered counter finds any. A bare
 * counter blocks the end and knows no hand-over: its relations are given another host on their own pages.
 * @returns takes the registration back
 */
export function onEndingRole(keeper: Keeper | ((tx: Tx, role: Role) => Promise<number>)): () => void {
  const registered: Keeper =
    typeof keeper === 'function'
      ? { label: 'ground.hand-over.other', count: keeper, handOver: async () => {} }
      : keeper;
  keepers.push(registered);
  return () => {
    keepers.splice(keepers.indexOf(registered), 1);
  };
}

export interface KeptPart {
  label: string;
  count: number;
  items: Kept[];
}

/** The one list of what a role keeps; parts without anything are left out. */
export async function keptBy(tx: Tx, role: Role): Promise<KeptPart[]> {
  const parts: KeptPart[] = [];
  for (const keeper of keepers) {
    const count = await keeper.count(tx, role);
    if (count > 0) parts.push({ label: keeper.label, count, items: (await keeper.list?.(tx, role)) ?? [] });
  }
  return parts;
}

export async function handOverKept(tx: Tx, role: Role, heir: Role, now: Date): Promise<void> {
  for (const keeper of keepers) await keeper.handOver(tx, role, heir, now);
}
