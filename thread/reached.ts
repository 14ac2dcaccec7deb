import { type RawBuilder, sql } from 'kysely';

/**
 * SQL for the contributions a reply about a record speaks to: those behind every insight upstream of it,
 * the record itself where it is a contribution, and everything said in a conversation where the record is one
 * or a decision weighed it whole. Rows: id of each contribution, once.
 */
export const contributionsReached = (placeId: string, aboutId: string): RawBuilder<unknown> => sql`
  with recursive up (id, type, depth) as (
    select r.id, r.type, 0 from record r where r.place_id = ${placeId} and r.id = ${aboutId}::uuid
    union
    select f.id, f.type, up.depth + 1 from up
    join link l on l.place_id = ${placeId} and l.to_id = up.id
    join record f on f.place_id = l.place_id and f.id = l.from_id
      and f.type <> 'contribution' and (f.type <> 'conversation' or l.kind = 'weighed-in')
    where up.depth < 12 and up.type <> 'conversation'
  )
  select r.id from record r
    where r.place_id = ${placeId} and r.id = ${aboutId}::uuid and r.type = 'contribution' and r.withdrawn_at is null
  union
  select c.id from record c join up on up.type = 'conversation' and c.parent_id = up.id
    where c.place_id = ${placeId} and c.type = 'contribution' and c.withdrawn_at is null
  union
  select c.id from up join link l on l.place_id = ${placeId} and l.to_id = up.id and l.kind in ('means', 'disagrees')
    join record c on c.place_id = l.place_id and c.id = l.from_id and c.type = 'contribution' and c.withdrawn_at is null`;

/** SQL for the conversations upstream of a record, or the record itself where it is one. */
export const conversationsReached = (placeId: string, aboutId: string): RawBuilder<unknown> => sql`
  with recursive up (id, type, depth) as (
    select r.id, r.type, 0 from record r where r.place_id = ${placeId} and r.id = ${aboutId}::uuid
    union
    select f.id, f.type, up.depth + 1 from up
    join link l on l.place_id = ${placeId} and l.to_id = up.id
    join record f on f.place_id = l.place_id and f.id = l.from_id and f.type <> 'contribution'
    where up.depth < 12
  )
  select id from up where type = 'conversation'
  union
  select r.parent_id from record r
    where r.place_id = ${placeId} and r.id = ${aboutId}::uuid and r.type = 'contribution' and r.parent_id is not null`;
