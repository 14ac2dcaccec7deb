import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import './tables.ts';

/**
 * Counts kept with every change: how many live records of each type a place, or a parent record, has.
 * Costs the same at a hundred records and at a hundred thousand.
 */
export async function countsOf(tx: Tx, placeId: string, subjectId: string): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('tally')
    .select((expression) => ['name', expression.fn.sum<number>('n').as('n')])
    .where('place_id', '=', placeId)
    .where('subject_id', '=', subjectId)
    .groupBy('name')
    .execute();
  return new Map(rows.map(({ name, n }) => [name, Number(n)]));
}

/** Adds to a count of one's own, in the change's transaction. */
export async function count(tx: Tx, placeId: string, subjectId: string, name: string, by: number): Promise<void> {
  await sql`insert into tally (place_id, subject_id, name, bucket, n)
    values (${placeId}, ${subjectId}, ${name}, (pg_backend_pid() % 32)::smallint, ${by})
    on conflict (place_id, subject_id, name, bucket) do update set n = tally.n + excluded.n`.execute(tx);
}
