import type { Tx } from '@upwell/platform/database';
import { type Contribution, contributionColumns, readContribution } from './queries.ts';
import './tables.ts';

export interface Insight {
  id: string;
  title: string;
  /** Null: 'no community interpretation yet'. */
  meaning: string | null;
  checkedBy: string | null;
  checkedOn: string | null;
  madeAt: Date;
}

export async function insightById(tx: Tx, placeId: string, id: string): Promise<Insight | null> {
  const row = await tx
    .selectFrom('insight')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        title: row.title,
        meaning: row.meaning,
        checkedBy: row.checked_by,
        checkedOn: row.checked_on,
        madeAt: row.made_at,
      }
    : null;
}

export interface Reading {
  id: string;
  shown: string;
  says: string;
  definition: string;
  area: string;
  period: string;
  base: string;
  source: string;
  gap: string | null;
}

/** Readings tied to a record: those shown beside an insight, or those a conversation was opened with. */
export async function readingsTiedTo(tx: Tx, placeId: string, recordId: string): Promise<Reading[]> {
  return await tx
    .selectFrom('link')
    .innerJoin('reading', (join) =>
      join.onRef('reading.place_id', '=', 'link.place_id').onRef('reading.id', '=', 'link.from_id'),
    )
    .select(['reading.id', 'shown', 'says', 'definition', 'area', 'period', 'base', 'reading.source', 'gap'])
    .where('link.place_id', '=', placeId)
    .where('link.to_id', '=', recordId)
    .where('link.kind', 'in', ['shows', 'opens'])
    .orderBy('link.made_at')
    .execute();
}

/** Contributions that stand to an insight in one way, newest first; a page goes on after the last one seen. */
export async function voicesOf(
  tx: Tx,
  {
    placeId,
    insightId,
    kind,
    signedIn,
    after,
    limit = 20,
  }: {
    placeId: string;
    insightId: string;
    kind: 'means' | 'disagrees';
    signedIn: boolean;
    after?: string | null;
    limit?: number;
  },
): Promise<Contribution[]> {
  let query = tx
    .selectFrom('link')
    .innerJoin('contribution', (join) =>
      join.onRef('contribution.place_id', '=', 'link.place_id').onRef('contribution.id', '=', 'link.from_id'),
    )
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'contribution.place_id').onRef('record.id', '=', 'contribution.id'),
    )
    .select(contributionColumns)
    .where('link.place_id', '=', placeId)
    .where('link.to_id', '=', insightId)
    .where('link.kind', '=', kind)
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', 'in', signedIn ? ['public', 'members'] : ['public']);
  if (after) query = query.where('link.from_id', '<', after);
  // Ids are made in the order of time, so the index gives the newest without sorting.
  const rows = await query.orderBy('link.from_id', 'desc').limit(limit).execute();
  return rows.map(readContribution);
}

/** What a conversation was gathered into, newest first. */
export async function insightsOf(tx: Tx, placeId: string, conversationId: string): Promise<Insight[]> {
  const rows = await tx
    .selectFrom('link')
    .innerJoin('insight', (join) =>
      join.onRef('insight.place_id', '=', 'link.place_id').onRef('insight.id', '=', 'link.to_id'),
    )
    .select(['insight.id', 'title', 'meaning', 'checked_by', 'checked_on', 'insight.made_at'])
    .where('link.place_id', '=', placeId)
    .where('link.from_id', '=', conversationId)
    .where('link.kind', '=', 'gathers-into')
    .orderBy('insight.made_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    meaning: row.meaning,
    checkedBy: row.checked_by,
    checkedOn: row.checked_on,
    madeAt: row.made_at,
  }));
}

export async function readingById(tx: Tx, placeId: string, id: string): Promise<Reading | null> {
  const row = await tx
    .selectFrom('reading')
    .select(['id', 'shown', 'says', 'definition', 'area', 'period', 'base', 'source', 'gap'])
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

/** The latest readings of a place, for choosing one to stand beside an insight. */
export async function latestReadings(tx: Tx, placeId: string, limit = 30): Promise<Reading[]> {
  return await tx
    .selectFrom('reading')
    .select(['id', 'shown', 'says', 'definition', 'area', 'period', 'base', 'source', 'gap'])
    .where('place_id', '=', placeId)
    .orderBy('made_at', 'desc')
    .limit(limit)
    .execute();
}
