import { sql } from 'kysely';
import { schedule } from './schedule.ts';

/** Milliseconds for which events are kept after everybody has heard them, to look into what went wrong. */
export const keptFor = 30 * 24 * 60 * 60 * 1000;

/** Forgets events that are done. Those that somebody has to look at stay. */
export const sweepEvents = schedule('jobs.sweep-events', '41 3 * * *', async ({ db, placeId, now }) => {
  await db.write({ placeId }, (tx) =>
    sql`delete from event e
         where place_id = ${placeId} and due_at is null and made_at < ${new Date(now.getTime() - keptFor)}
           and not exists (select from event_delivery d
                            where d.place_id = e.place_id and d.event_id = e.id and d.stuck_at is not null)`.execute(
      tx,
    ),
  );
});
