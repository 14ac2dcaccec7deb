import type { Tx } from '@upwell/platform/database';
import type { CommitmentState } from './model.ts';
import './tables.ts';

export interface Commitment {
  id: string;
  promise: string;
  owner: string;
  groupId: string | null;
  owedTo: string | null;
  dueOn: string;
  state: CommitmentState;
  settledOn: string | null;
  madeOn: string;
}

export async function commitmentsByIds(tx: Tx, placeId: string, ids: readonly string[]): Promise<Commitment[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('commitment')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', 'in', [...ids])
    .orderBy('due_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    promise: row.promise,
    owner: row.owner,
    groupId: row.group_id,
    owedTo: row.owed_to,
    dueOn: row.due_on,
    state: row.state,
    settledOn: row.settled_on,
    madeOn: row.made_on,
  }));
}

export const commitmentById = async (tx: Tx, placeId: string, id: string): Promise<Commitment | null> =>
  (await commitmentsByIds(tx, placeId, [id]))[0] ?? null;

/** The same, held until the transaction ends, so that changes come one after another. */
export async function holdCommitment(tx: Tx, placeId: string, id: string): Promise<Commitment | null> {
  await tx
    .selectFrom('commitment')
    .select('id')
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return await commitmentById(tx, placeId, id);
}

/** What a decision, a recommendation, an insight or a priority led to promising. */
export async function commitmentsFrom(tx: Tx, placeId: string, recordId: string): Promise<Commitment[]> {
  const links = await tx
    .selectFrom('link')
    .select('to_id')
    .where('place_id', '=', placeId)
    .where('from_id', '=', recordId)
    .where('kind', 'in', ['creates', 'answers'])
    .limit(200)
    .execute();
  return await commitmentsByIds(
    tx,
    placeId,
    links.map(({ to_id }) => to_id),
  );
}

/** What a promise came from: the decision, recommendation, insight or priority tied to it. */
export async function originOf(
  tx: Tx,
  placeId: string,
  commitmentId: string,
): Promise<{ id: string; type: string; title: string } | null> {
  const row = await tx
    .selectFrom('link')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', 'link.from_id'),
    )
    .select(['record.id', 'record.type', 'record.title'])
    .where('link.place_id', '=', placeId)
    .where('link.to_id', '=', commitmentId)
    .where('link.kind', 'in', ['creates', 'answers'])
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', '=', 'public')
    .orderBy('link.made_at')
    .executeTakeFirst();
  return row ?? null;
}

/** How many promises are owed, overdue or said to have slipped, kept and dropped. */
export async function howPromisesStand(
  tx: Tx,
  placeId: string,
  today: string,
): Promise<Record<'owed' | 'slipped' | 'kept' | 'dropped', number>> {
  const rows = await tx
    .selectFrom('commitment')
    .select((expression) => [
      'state',
      expression('due_on', '<', today).as('late'),
      expression.fn.countAll<number>().as('n'),
    ])
    .where('place_id', '=', placeId)
    .groupBy(['state', 'late'])
    .execute();
  const counts = { owed: 0, slipped: 0, kept: 0, dropped: 0 };
  for (const { state, late, n } of rows) {
    const as = state === 'kept' || state === 'dropped' ? state : state === 'slipped' || late ? 'slipped' : 'owed';
    counts[as] += Number(n);
  }
  return counts;
}
