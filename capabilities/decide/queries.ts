import { type Conversation, conversationById, inputsBehind, type PowerLevel, type Source } from '@upwell/listen';
import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import { type Input, type Involvement, involvementOf, type Method } from './model.ts';
import './tables.ts';

export interface Priority {
  id: string;
  title: string;
  why: string | null;
  method: Method;
  chosenBy: string;
  people: number | null;
  chosenOn: string;
}

export async function priorityById(tx: Tx, placeId: string, id: string): Promise<Priority | null> {
  const row = await tx
    .selectFrom('priority')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        title: row.title,
        why: row.why,
        method: row.method,
        chosenBy: row.chosen_by,
        people: row.people,
        chosenOn: row.chosen_on,
      }
    : null;
}

export interface Decision {
  id: string;
  question: string;
  framing: string | null;
  options: string[];
  decided: string;
  reason: string;
  decidedBy: string;
  groupId: string | null;
  seats: string[];
  power: PowerLevel;
  conversationId: string | null;
  meetingId: string | null;
  decidedOn: string;
  reviewOn: string | null;
}

const readDecision = (row: {
  id: string;
  question: string;
  framing: string | null;
  options: string[];
  decided: string;
  reason: string;
  decided_by: string;
  group_id: string | null;
  seats: string[];
  power: PowerLevel;
  conversation_id: string | null;
  meeting_id: string | null;
  decided_on: string;
  review_on: string | null;
}): Decision => ({
  id: row.id,
  question: row.question,
  framing: row.framing,
  options: row.options,
  decided: row.decided,
  reason: row.reason,
  decidedBy: row.decided_by,
  groupId: row.group_id,
  seats: row.seats,
  power: row.power,
  conversationId: row.conversation_id,
  meetingId: row.meeting_id,
  decidedOn: row.decided_on,
  reviewOn: row.review_on,
});

export async function decisionsByIds(
  tx: Tx,
  placeId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Decision>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('decision')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, readDecision(row)]));
}

export const decisionById = async (tx: Tx, placeId: string, id: string): Promise<Decision | null> =>
  (await decisionsByIds(tx, placeId, [id])).get(id) ?? null;

export async function decisionsOfMeeting(tx: Tx, placeId: string, meetingId: string): Promise<Decision[]> {
  const rows = await tx
    .selectFrom('decision')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('meeting_id', '=', meetingId)
    .orderBy('made_at')
    .limit(200)
    .execute();
  return rows.map(readDecision);
}

/** An input that somebody typed in, because it did not come through this site. */
export interface TypedIn {
  id: string;
  who: string;
  source: Source;
  number: number | null;
  note: string | null;
}

export async function typedInputsOf(tx: Tx, placeId: string, recordId: string): Promise<TypedIn[]> {
  return await tx
    .selectFrom('involvement')
    .select(['id', 'who', 'source', 'number', 'note'])
    .where('place_id', '=', placeId)
    .where('record_id', '=', recordId)
    .orderBy('made_at')
    .orderBy('id')
    .limit(200)
    .execute();
}

/** Everything that went into a decision or a paper: counted from what is tied to it, and what was typed in. */
export interface Inputs {
  counted: { source: Source; number: number }[];
  typed: TypedIn[];
  involvement: Involvement;
}

/**
 * @param until the calendar day of the decision or paper: what was said later did not go into it
 */
export async function inputsOf(
  tx: Tx,
  {
    placeId,
    recordId,
    until,
    timeZone,
    also = [],
  }: { placeId: string; recordId: string; until: string; timeZone: string; also?: readonly string[] },
): Promise<Inputs> {
  const upstream = await sql<{ id: string }>`
    with recursive up (id) as (
      select l.from_id from link l
        where l.place_id = ${placeId} and l.to_id = ${recordId}::uuid and l.kind = 'weighed-in'
      union
      select l.from_id from up join link l on l.place_id = ${placeId} and l.to_id = up.id and l.kind = 'becomes'
    ) select id from up`.execute(tx);
  const recordIds = [...new Set([...upstream.rows.map(({ id }) => id), ...also])];
  const counted = await inputsBehind(tx, { placeId, recordIds, until, timeZone });
  const typed = await typedInputsOf(tx, placeId, recordId);
  const all: Input[] = [...counted, ...typed];
  return { counted, typed, involvement: involvementOf(all) };
}

/** What a decision may weigh: conversations, insights and priorities, newest first. */
export interface Weighable {
  id: string;
  type: string;
  title: string;
}

const weighed = ['conversation', 'insight', 'priority'];
export const isWeighable = ({ type }: { type: string }): boolean => weighed.includes(type);

export async function weighable(tx: Tx, placeId: string, limit = 60): Promise<Weighable[]> {
  return await tx
    .selectFrom('record')
    .select(['id', 'type', 'title'])
    .where('place_id', '=', placeId)
    .where('type', 'in', weighed)
    .where('withdrawn_at', 'is', null)
    .where('sensitivity', '=', 'public')
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** What a decision weighed, as links lead to it. */
export async function weighedIn(
  tx: Tx,
  placeId: string,
  decisionId: string,
): Promise<{ id: string; type: string; title: string }[]> {
  return await tx
    .selectFrom('link')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', 'link.from_id'),
    )
    .select(['record.id', 'record.type', 'record.title'])
    .where('link.place_id', '=', placeId)
    .where('link.to_id', '=', decisionId)
    .where('link.kind', '=', 'weighed-in')
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', '=', 'public')
    .orderBy('record.on_day')
    .limit(100)
    .execute();
}

/** Conversations that insights and priorities were gathered from, and those among the ids themselves; newest first. */
export async function conversationsBehind(tx: Tx, placeId: string, ids: readonly string[]): Promise<Conversation[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    with recursive up (id) as (
      select unnest(${[...ids]}::uuid[])
      union
      select l.from_id from up
        join link l on l.place_id = ${placeId} and l.to_id = up.id and l.kind in ('gathers-into', 'becomes')
    )
    select r.id from record r join up on up.id = r.id
    where r.place_id = ${placeId} and r.type = 'conversation' and r.withdrawn_at is null
    order by r.on_day desc, r.id desc limit 20`.execute(tx);
  const found: Conversation[] = [];
  for (const { id } of rows) {
    const conversation = await conversationById(tx, placeId, id);
    if (conversation) found.push(conversation);
  }
  return found;
}

/** The insights that a priority was chosen from. */
export async function insightsBehind(
  tx: Tx,
  placeId: string,
  priorityId: string,
): Promise<{ id: string; title: string }[]> {
  return await tx
    .selectFrom('link')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', 'link.from_id'),
    )
    .select(['record.id', 'record.title'])
    .where('link.place_id', '=', placeId)
    .where('link.to_id', '=', priorityId)
    .where('link.kind', '=', 'becomes')
    .where('record.withdrawn_at', 'is', null)
    .orderBy('record.on_day')
    .limit(50)
    .execute();
}
