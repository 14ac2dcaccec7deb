import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';

/** A delivery that was given up after many tries and waits for somebody to look at it. */
export interface Stuck {
  eventId: string;
  event: string;
  subject: { type: string; id: string };
  handler: string;
  tries: number;
  /** The kind of error of the last try. */
  problem: string | null;
  since: Date;
}

/** What is stuck in a place, the longest first. */
export async function stuck(tx: Tx, placeId: string): Promise<Stuck[]> {
  const rows = await tx
    .selectFrom('event_delivery as d')
    .innerJoin('event as e', (join) => join.onRef('e.place_id', '=', 'd.place_id').onRef('e.id', '=', 'd.event_id'))
    .select(['e.id', 'e.name', 'e.subject_type', 'e.subject_id', 'd.handler', 'd.tries', 'd.problem', 'd.stuck_at'])
    .where('d.place_id', '=', placeId)
    .where('d.stuck_at', 'is not', null)
    .orderBy('d.stuck_at')
    .orderBy('e.n')
    .execute();
  return rows.map((row) => ({
    eventId: row.id,
    event: row.name,
    subject: { type: row.subject_type, id: row.subject_id },
    handler: row.handler,
    tries: row.tries,
    problem: row.problem,
    since: row.stuck_at!,
  }));
}

/** Has a stuck delivery tried again from the start. Gives false when it was not stuck. */
export async function tryAgain(
  tx: Tx,
  { placeId, eventId, handler }: { placeId: string; eventId: string; handler: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('event_delivery')
    .set({ tries: 0, next_at: null, stuck_at: null })
    .where('place_id', '=', placeId)
    .where('event_id', '=', eventId)
    .where('handler', '=', handler)
    .where('stuck_at', 'is not', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx
    .updateTable('event')
    .set({ due_at: sql`'-infinity'` })
    .where('place_id', '=', placeId)
    .where('id', '=', eventId)
    .execute();
  return true;
}
