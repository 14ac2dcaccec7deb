import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import type { Source } from './model.ts';
import './tables.ts';

/**
 * How many contributions stand behind records, by whose voice they are (GO07). Everything said in a conversation
 * among them, and every voice tied to an insight or a recommendation among them, for it or against it; each counted
 * once, withdrawn ones not at all.
 * @param until words said after this calendar day (in `timeZone`) came too late to count
 */
export async function inputsBehind(
  tx: Tx,
  {
    placeId,
    recordIds,
    until,
    timeZone,
  }: { placeId: string; recordIds: readonly string[]; until: string; timeZone: string },
): Promise<{ source: Source; number: number }[]> {
  if (recordIds.length === 0) return [];
  const { rows } = await sql<{ source: Source; n: number }>`
    select c.source, count(*) as n from contribution c
    join record r on r.place_id = c.place_id and r.id = c.id and r.withdrawn_at is null
    where c.place_id = ${placeId} and (c.made_at at time zone ${timeZone})::date <= ${until}::date
      and c.id in (
        select said.id from contribution said
          where said.place_id = ${placeId} and said.conversation_id = any(${[...recordIds]}::uuid[])
        union
        select tied.from_id from link tied
          where tied.place_id = ${placeId} and tied.to_id = any(${[...recordIds]}::uuid[])
            and tied.kind in ('means', 'disagrees')
      )
    group by c.source order by c.source`.execute(tx);
  return rows.map(({ source, n }) => ({ source, number: Number(n) }));
}
