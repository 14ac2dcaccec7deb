import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import './tables.ts';

export interface Meeting {
  id: string;
  title: string;
  body: string;
  groupId: string | null;
  heldOn: string;
  /** 'HH:MM' in the time of the place. */
  startsAt: string;
  minutes: number;
  venue: string;
  link: string | null;
  phone: string;
  about: string | null;
  /** The conversation that takes challenges. */
  challenges: string;
  recording: string | null;
}

const readMeeting = (row: {
  id: string;
  title: string;
  body_words: string;
  group_id: string | null;
  held_on: string;
  starts_at: string;
  minutes: number;
  venue: string;
  link: string | null;
  phone: string;
  about: string | null;
  challenges: string;
  recording: string | null;
}): Meeting => ({
  id: row.id,
  title: row.title,
  body: row.body_words,
  groupId: row.group_id,
  heldOn: row.held_on,
  startsAt: row.starts_at.slice(0, 5),
  minutes: row.minutes,
  venue: row.venue,
  link: row.link,
  phone: row.phone,
  about: row.about,
  challenges: row.challenges,
  recording: row.recording,
});

export async function meetingById(tx: Tx, placeId: string, id: string): Promise<Meeting | null> {
  const row = await tx
    .selectFrom('meeting')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? readMeeting(row) : null;
}

/** Meetings to come, soonest first (the forward plan), or past ones, newest first. */
export async function meetingsList(
  tx: Tx,
  {
    placeId,
    today,
    past = false,
    before,
    limit = 20,
  }: { placeId: string; today: string; past?: boolean; before?: { day: string; id: string } | null; limit?: number },
): Promise<Meeting[]> {
  let query = tx
    .selectFrom('meeting')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('held_on', past ? '<' : '>=', today);
  if (before)
    query = query.where((where) => where(where.refTuple('held_on', 'id'), '<', where.tuple(before.day, before.id)));
  const rows = await query
    .orderBy('held_on', past ? 'desc' : 'asc')
    .orderBy('id', past ? 'desc' : 'asc')
    .limit(limit)
    .execute();
  return rows.map(readMeeting);
}

export interface Paper {
  id: string;
  meetingId: string;
  title: string;
  summary: string;
  text: string | null;
  asks: string | null;
  publishedOn: string;
}

const paperColumns = ['id', 'meeting_id', 'title', 'summary', 'text', 'asks', 'published_on'] as const;

const readPaper = (row: {
  id: string;
  meeting_id: string;
  title: string;
  summary: string;
  text: string | null;
  asks: string | null;
  published_on: string;
}): Paper => ({
  id: row.id,
  meetingId: row.meeting_id,
  title: row.title,
  summary: row.summary,
  text: row.text,
  asks: row.asks,
  publishedOn: row.published_on,
});

export async function papersOf(tx: Tx, placeId: string, meetingId: string): Promise<Paper[]> {
  const rows = await tx
    .selectFrom('paper')
    .select(paperColumns)
    .where('place_id', '=', placeId)
    .where('meeting_id', '=', meetingId)
    .orderBy('made_at')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map(readPaper);
}

export async function paperById(tx: Tx, placeId: string, id: string): Promise<(Paper & { meeting: Meeting }) | null> {
  const row = await tx
    .selectFrom('paper')
    .select(paperColumns)
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const meeting = await meetingById(tx, placeId, row.meeting_id);
  return meeting && { ...readPaper(row), meeting };
}

/** What a challenge was answered, by its contribution: the newest reply to each. */
export async function answersTo(
  tx: Tx,
  placeId: string,
  contributionIds: readonly string[],
): Promise<ReadonlyMap<string, { replyId: string; words: string; by: string; at: Date }>> {
  if (contributionIds.length === 0) return new Map();
  const { rows } = await sql<{ from_id: string; id: string; words: string; by_words: string; made_at: Date }>`
    select distinct on (l.from_id) l.from_id, p.id, p.words, p.by_words, p.made_at
    from link l join reply p on p.place_id = l.place_id and p.id = l.to_id
    where l.place_id = ${placeId} and l.kind = 'told-in' and l.from_id = any(${[...contributionIds]}::uuid[])
    order by l.from_id, p.made_at desc`.execute(tx);
  return new Map(
    rows.map((row) => [row.from_id, { replyId: row.id, words: row.words, by: row.by_words, at: row.made_at }]),
  );
}
