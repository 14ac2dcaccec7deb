import type { Tables, Tx } from '@upwell/platform/database';
import { type Selectable, sql } from 'kysely';
import { FEWEST, type Mark, type Rater, raters, type Said, type Sign, saidOf, signs } from './model.ts';
import './tables.ts';

export interface Round {
  id: string;
  title: string;
  openedOn: string;
  closesOn: string;
  workingOn: Sign | null;
}

const roundOf = (row: Selectable<Tables['reflection']>): Round => ({
  id: row.id,
  title: row.title,
  openedOn: row.opened_on,
  closesOn: row.closes_on,
  workingOn: row.working_on,
});

export async function roundById(tx: Tx, placeId: string, id: string): Promise<Round | null> {
  const row = await tx
    .selectFrom('reflection')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? roundOf(row) : null;
}

/** Rounds of a place, newest first. */
export async function roundsOf(tx: Tx, placeId: string, limit = 40): Promise<Round[]> {
  const rows = await tx
    .selectFrom('reflection')
    .selectAll()
    .where('place_id', '=', placeId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(roundOf);
}

export type Results = Record<Sign, Record<Rater, Said | null>>;

/**
 * What each kind of people say of each sign, whole batches only. Means are worked out from counts in the database, so a
 * round with thousands of ratings costs what one with fifty does.
 */
export async function resultsOf(tx: Tx, placeId: string, roundId: string): Promise<Results> {
  const { rows } = await sql<{ rater: Rater; sign: Sign; mark: Mark; n: number }>`
    select rater, sign, mark, count(*) as n from (
      select rater, sign, mark, row_number() over (partition by rater, sign order by turn) as place,
             count(*) over (partition by rater, sign) as all_of_them
      from sign_rating
      where place_id = ${placeId} and reflection_id = ${roundId} and mark is not null
    ) given
    where place <= all_of_them - all_of_them % ${FEWEST}
    group by rater, sign, mark`.execute(tx);
  const of = (rater: Rater, sign: Sign) =>
    saidOf(
      rows
        .filter((row) => row.rater === rater && row.sign === sign)
        .flatMap(({ mark, n }) => Array<Mark>(Number(n)).fill(mark)),
    );
  return Object.fromEntries(
    signs.map((sign) => [sign, Object.fromEntries(raters.map((rater) => [rater, of(rater, sign)]))]),
  ) as Results;
}

/** Whether this print has rated in the round. */
export async function hasRated(tx: Tx, placeId: string, roundId: string, prints: readonly Buffer[]): Promise<boolean> {
  if (prints.length === 0) return false;
  const row = await tx
    .selectFrom('sign_rating')
    .select('sign')
    .where('place_id', '=', placeId)
    .where('reflection_id', '=', roundId)
    .where('rater_print', 'in', [...prints])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface Evidence {
  sign: Sign;
  id: string;
  type: string;
  title: string;
}

/** What in this place shows each sign. Only what everybody may see. */
export async function evidenceOf(tx: Tx, placeId: string, roundId: string): Promise<Evidence[]> {
  return await tx
    .selectFrom('sign_evidence')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'sign_evidence.place_id').onRef('record.id', '=', 'sign_evidence.record_id'),
    )
    .select(['sign_evidence.sign', 'record.id', 'record.type', 'record.title'])
    .where('sign_evidence.place_id', '=', placeId)
    .where('sign_evidence.reflection_id', '=', roundId)
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', '=', 'public')
    .orderBy('sign_evidence.made_at')
    .limit(200)
    .execute();
}
