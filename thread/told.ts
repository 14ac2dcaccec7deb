import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import { countsOf } from './counts.ts';
import { contributionsReached } from './reached.ts';
import './tables.ts';

/** How far the news about a record has come. Counts of contributions. */
export interface Told {
  /** Behind the record, withdrawn ones left out. */
  reached: number;
  /** Told by message, slip or in person. */
  told: number;
  /** Left no way at all to be told. */
  noWay: number;
  heard: number;
  notHeard: number;
  byChannel: ReadonlyMap<string, number>;
}

/** Who behind a record was told, by which channel, and who felt heard (LE05). Counts only: nobody is named. */
export async function toldAbout(tx: Tx, placeId: string, recordId: string): Promise<Told> {
  const { rows } = await sql<{ channel: string | null; heard: string | null; way: boolean; n: number }>`
    select t.channel, t.heard, w.record_id is not null as way, count(*) as n
    from (${contributionsReached(placeId, recordId)}) reached
    left join way_back w on w.place_id = ${placeId} and w.record_id = reached.id
    left join lateral (
      select t.channel, t.heard from told t
      where t.place_id = ${placeId} and t.contribution_id = reached.id order by t.told_at desc limit 1
    ) t on true
    group by 1, 2, 3`.execute(tx);
  const byChannel = new Map<string, number>();
  let [reached, told, noWay, heard, notHeard] = [0, 0, 0, 0, 0];
  for (const row of rows) {
    const n = Number(row.n);
    reached += n;
    if (!row.way) noWay += n;
    if (row.channel) {
      told += n;
      byChannel.set(row.channel, (byChannel.get(row.channel) ?? 0) + n);
    }
    if (row.heard === 'heard') heard += n;
    if (row.heard === 'not-heard') notHeard += n;
  }
  return { reached, told, noWay, heard, notHeard, byChannel };
}

/** How far one reply came, from counts kept with it: the same cost for ten people and for ten thousand. */
export async function toldBy(tx: Tx, placeId: string, replyId: string): Promise<Omit<Told, 'noWay'>> {
  const counts = await countsOf(tx, placeId, replyId);
  const by = 'told-by-';
  return {
    reached: counts.get('reached') ?? 0,
    told: counts.get('told') ?? 0,
    heard: counts.get('heard') ?? 0,
    notHeard: counts.get('not-heard') ?? 0,
    byChannel: new Map(
      [...counts].filter(([name]) => name.startsWith(by)).map(([name, n]) => [name.slice(by.length), n]),
    ),
  };
}

export interface ReplyRead {
  id: string;
  answer: string;
  words: string;
  stillOpenUntil: string | null;
  posterWhere: string | null;
  madeAt: Date;
  by: string;
  aboutId: string;
}

const replyColumns = [
  'reply.id',
  'reply.answer',
  'reply.words',
  'reply.still_open_until',
  'reply.poster_where',
  'reply.made_at',
  'reply.by_words',
  'reply.about_id',
] as const;

type ReplyRow = {
  id: string;
  answer: string;
  words: string;
  still_open_until: string | null;
  poster_where: string | null;
  made_at: Date;
  by_words: string;
  about_id: string;
};

const readReply = (row: ReplyRow): ReplyRead => ({
  id: row.id,
  answer: row.answer,
  words: row.words,
  stillOpenUntil: row.still_open_until,
  posterWhere: row.poster_where,
  madeAt: row.made_at,
  by: row.by_words,
  aboutId: row.about_id,
});

export async function replyById(tx: Tx, placeId: string, id: string): Promise<ReplyRead | null> {
  const row = await tx
    .selectFrom('reply')
    .select(replyColumns)
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? readReply(row) : null;
}

/** What one contribution was told, newest first, with whether its author felt heard. */
export async function repliesTo(
  tx: Tx,
  placeId: string,
  contributionId: string,
): Promise<(ReplyRead & { heard: string | null })[]> {
  const rows = await tx
    .selectFrom('told')
    .innerJoin('reply', (join) =>
      join.onRef('reply.place_id', '=', 'told.place_id').onRef('reply.id', '=', 'told.reply_id'),
    )
    .select([...replyColumns, 'told.heard'])
    .where('told.place_id', '=', placeId)
    .where('told.contribution_id', '=', contributionId)
    .orderBy('told.told_at', 'desc')
    .execute();
  return rows.map((row) => ({ ...readReply(row), heard: row.heard }));
}
