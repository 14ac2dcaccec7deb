import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse, refuseField } from '@upwell/platform/outcome';
import { sql } from 'kysely';
import { findGroup } from './groups.ts';
import { noteChange } from './history.ts';

/** Something a group still owes. */
export interface Owed {
  id: string;
  title: string;
  path?: string;
}

/** What capabilities know about what groups owe. */
export interface Debts {
  owed(tx: Tx, groupId: string): Promise<Owed[]>;
  /** The successor takes these on, from the group that ends. */
  takeOn(
    tx: Tx,
    ids: readonly string[],
    change: { from: string; to: string; now: Date; byPerson: string | null },
  ): Promise<void>;
  /** These are dropped, in public and with the reason. */
  drop(
    tx: Tx,
    ids: readonly string[],
    change: { from: string; because: string; now: Date; byPerson: string | null },
  ): Promise<void>;
}

const ledgers: Debts[] = [];

/** Tells the ground what groups owe (rule 10). @returns takes the registration back */
export function onSucceedingGroup(debts: Debts): () => void {
  ledgers.push(debts);
  return () => {
    ledgers.splice(ledgers.indexOf(debts), 1);
  };
}

export async function owedBy(tx: Tx, groupId: string): Promise<Owed[]> {
  const lists = [];
  for (const ledger of ledgers) lists.push(await ledger.owed(tx, groupId));
  return lists.flat();
}

export interface Succession {
  placeId: string;
  groupId: string;
  /** Null closes the group without a successor: nobody is left to take anything on. */
  successorId: string | null;
  /** Ids of what the successor takes on; everything else owed is dropped in public. */
  takenOn: readonly string[];
  because: string;
  now: Date;
  byPerson: string | null;
}

/**
 * Ends a group; it stays to be read, and whoever looks for it is led on (rule 10, GO15). What it owes is taken on by
 * the successor or dropped in public, nothing in silence. Its roles end with it.
 */
export async function succeedGroup(tx: Tx, succession: Succession): Promise<Outcome<null>> {
  const { placeId, groupId, successorId, because, now, byPerson } = succession;
  // Whoever adds to what the group owes in this moment waits, or is waited for.
  await sql`select id from groups where id in (${groupId}, ${successorId ?? groupId}) order by id for update`.execute(
    tx,
  );
  const group = await findGroup(tx, groupId);
  if (!group) return refuse('not-found');
  if (group.endedAt) return refuse('conflict', { problem: { key: 'ground.group.ended-already' } });
  if (successorId) {
    if (successorId === groupId) return refuseField('successorId', 'ground.succeed.itself');
    const successor = await findGroup(tx, successorId);
    if (!successor) return refuse('not-found');
    if (successor.endedAt) return refuseField('successorId', 'ground.succeed.successor-ended');
  } else if (succession.takenOn.length > 0) return refuseField('successorId', 'ground.succeed.nobody-takes-on');

  let takenOn = 0;
  let dropped = 0;
  const wanted = new Set(succession.takenOn);
  for (const ledger of ledgers) {
    const ids = (await ledger.owed(tx, groupId)).map(({ id }) => id);
    const taken = ids.filter((id) => wanted.has(id));
    const gone = ids.filter((id) => !wanted.has(id));
    if (successorId && taken.length > 0)
      await ledger.takeOn(tx, taken, { from: groupId, to: successorId, now, byPerson });
    if (gone.length > 0) await ledger.drop(tx, gone, { from: groupId, because, now, byPerson });
    takenOn += taken.length;
    dropped += gone.length;
  }

  await tx
    .updateTable('groups')
    .set({ ended_at: now, ended_because: because, succeeded_by: successorId })
    .where('id', '=', groupId)
    .execute();
  await tx
    .updateTable('role')
    .set({ ended_at: now })
    .where('group_id', '=', groupId)
    .where('ended_at', 'is', null)
    .execute();
  const details = { values: { takenOn, dropped }, because, group: groupId, successor: successorId };
  const note = (id: string, what: string) =>
    noteChange(tx, { placeId, at: now, subject: { type: 'group', id }, what, details, byPerson });
  await note(groupId, successorId ? 'group.succeeded' : 'group.ended');
  if (successorId) await note(successorId, 'group.succeeds');
  return done(null);
}

/** The group that stands today in the place of one that ended; null where the line ended without a successor. */
export async function successorOf(tx: Tx, groupId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive line as (
      select id, succeeded_by, ended_at from groups where id = ${groupId}
      union
      select g.id, g.succeeded_by, g.ended_at from groups g join line on g.id = line.succeeded_by
    ) select id from line where ended_at is null`.execute(tx);
  return rows[0]?.id ?? null;
}
