import type { Tables, Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';
import type { Selectable } from 'kysely';
import { comingDates, type Hands, type Rhythm, type Stage, type Support } from './model.ts';
import './tables.ts';

export interface Activity {
  id: string;
  title: string;
  happens: string;
  designedBy: string;
  designedHands: Hands;
  ledBy: string;
  ledHands: Hands;
  ledName: string | null;
  host: string;
  rhythmWords: string;
  rhythm: Rhythm;
  nextOn: string;
  starts: string;
  venue: string;
  gettingThere: string | null;
  barriers: string | null;
  supports: readonly Support[];
  /** People who fit in on one date; null: as many as come. */
  room: number | null;
  stage: Stage;
  handOnBy: string | null;
  /** Whether whoever runs it can be told of introductions. */
  reachable: boolean;
  madeAt: Date;
}

const activityOf = (row: Selectable<Tables['activity']>): Activity => ({
  id: row.id,
  title: row.title,
  happens: row.happens,
  designedBy: row.designed_by,
  designedHands: row.designed_hands,
  ledBy: row.led_by,
  ledHands: row.led_hands,
  ledName: row.led_name,
  host: row.host,
  rhythmWords: row.rhythm_words,
  rhythm: row.rhythm,
  nextOn: row.next_on,
  starts: row.starts,
  venue: row.venue,
  gettingThere: row.getting_there,
  barriers: row.barriers,
  supports: row.supports,
  room: row.room,
  stage: row.stage,
  handOnBy: row.hand_on_by,
  reachable: row.contact !== null,
  madeAt: row.made_at,
});

/** @param lock holds the row until the change is kept, so that two people cannot take one place */
export async function activityById(tx: Tx, placeId: string, id: string, lock = false): Promise<Activity | null> {
  const row = await tx
    .selectFrom('activity')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row ? activityOf(row) : null;
}

/** Most activities looked through for one page. */
const MOST = 300;

/**
 * Activities that are on, each with its next date, soonest first. Those that rest and those whose one date has gone
 * are left out.
 * @param words any of these in its title, what happens, or where
 */
export async function activitiesOn(
  tx: Tx,
  { placeId, today, words = [] }: { placeId: string; today: string; words?: readonly string[] },
): Promise<(Activity & { date: string })[]> {
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const rows = await tx
    .selectFrom('activity')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('stage', '<>', 'resting')
    .where((where) => where.or([where('rhythm', '<>', 'once'), where('next_on', '>=', today)]))
    .$if(patterns.length > 0, (query) =>
      query.where((where) =>
        where.or(
          patterns.flatMap((pattern) => [
            where('title', 'ilike', pattern),
            where('happens', 'ilike', pattern),
            where('venue', 'ilike', pattern),
          ]),
        ),
      ),
    )
    .orderBy('next_on', 'desc')
    .limit(MOST)
    .execute();
  return rows
    .map(activityOf)
    .flatMap((activity) => {
      const [date] = comingDates(activity, today, 1);
      return date ? [{ ...activity, date }] : [];
    })
    .sort((a, b) => `${a.date}${a.starts}`.localeCompare(`${b.date}${b.starts}`));
}

export async function activitiesResting(tx: Tx, placeId: string): Promise<Activity[]> {
  const rows = await tx
    .selectFrom('activity')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('stage', '=', 'resting')
    .orderBy('title')
    .limit(50)
    .execute();
  return rows.map(activityOf);
}

export interface Session {
  id: string;
  activityId: string;
  onDay: string;
  headcount: number;
  delight: string | null;
  learned: string | null;
}

const sessionColumns = ['id', 'activity_id', 'on_day', 'headcount', 'delight', 'learned'] as const;
const sessionOf = (row: {
  id: string;
  activity_id: string;
  on_day: string;
  headcount: number;
  delight: string | null;
  learned: string | null;
}): Session => ({
  id: row.id,
  activityId: row.activity_id,
  onDay: row.on_day,
  headcount: row.headcount,
  delight: row.delight,
  learned: row.learned,
});

/** The latest sessions of an activity, newest first. */
export async function sessionsOf(tx: Tx, placeId: string, activityId: string, limit = 26): Promise<Session[]> {
  const rows = await tx
    .selectFrom('activity_session')
    .select(sessionColumns)
    .where('place_id', '=', placeId)
    .where('activity_id', '=', activityId)
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(sessionOf);
}

export async function sessionById(tx: Tx, placeId: string, id: string): Promise<Session | null> {
  const row = await tx
    .selectFrom('activity_session')
    .select(sessionColumns)
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? sessionOf(row) : null;
}

/** How many places are taken on each coming day. */
export async function placesTaken(
  tx: Tx,
  { placeId, activityId, from }: { placeId: string; activityId: string; from: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('sign_up')
    .select((expression) => ['on_day', expression.fn.countAll<number>().as('n')])
    .where('place_id', '=', placeId)
    .where('activity_id', '=', activityId)
    .where('on_day', '>=', from)
    .groupBy('on_day')
    .execute();
  return new Map(rows.map(({ on_day, n }) => [on_day as string, Number(n)]));
}

/** What an activity's contact is sealed to. */
export const contactContext = (placeId: string, activityId: string) => `activity.contact:${placeId}:${activityId}`;

/** The address of whoever runs an activity, for sending what they are to be told. Never for a page. */
export async function activityContact(
  tx: Tx,
  sealer: Sealer,
  placeId: string,
  activityId: string,
): Promise<string | null> {
  const row = await tx
    .selectFrom('activity')
    .select('contact')
    .where('place_id', '=', placeId)
    .where('id', '=', activityId)
    .executeTakeFirst();
  return row?.contact ? sealer.openText(row.contact, contactContext(placeId, activityId)) : null;
}
