import type { HandlerServices } from '@upwell/platform/http';
import { type EventHandler, on } from '@upwell/platform/jobs';
import { sql } from 'kysely';
import { settleInvolvement } from './involvement-state.ts';
import './tables.ts';

/**
 * Somebody took their words back: every decision and paper those words stood behind is counted again, and says so
 * where nobody who spoke for themselves is left (rules 2 and 8).
 */
export const recountOnWithdrawal = (services: HandlerServices): EventHandler =>
  on('contribution.withdrawn', 'decide.recount-on-withdrawal', async (tx, { placeId, subject }) => {
    const { rows } = await sql<{ id: string; until: string }>`
      with recursive down (id) as (
        select r.parent_id from record r
          where r.place_id = ${placeId} and r.id = ${subject.id}::uuid and r.parent_id is not null
        union
        select l.to_id from link l
          where l.place_id = ${placeId} and l.from_id = ${subject.id}::uuid and l.kind in ('means', 'disagrees')
        union
        select l.to_id from down
          join link l on l.place_id = ${placeId} and l.from_id = down.id and l.kind in ('becomes', 'weighed-in')
      )
      select d.id, d.decided_on::text as until from decision d join down on down.id = d.id where d.place_id = ${placeId}
      union all
      select p.id, p.published_on::text from paper p join down on down.id = p.id where p.place_id = ${placeId}`.execute(
      tx,
    );
    if (rows.length === 0) return;
    const { timeZone } = await services.placeFacts(tx, placeId);
    for (const { id, until } of rows) await settleInvolvement(tx, { placeId, recordId: id, until, timeZone });
  });
