import type { Tx } from '@upwell/platform/database';
import type { Channel, ConversationKind, PowerLevel, Source } from './model.ts';
import './tables.ts';

export interface Conversation {
  id: string;
  question: string;
  about: string | null;
  kind: ConversationKind;
  purpose: 'say' | 'know';
  stage: 'before-decision' | 'decided';
  host: string;
  canChange: string;
  power: PowerLevel;
  openedOn: string;
  closesOn: string | null;
  closedAt: Date | null;
  replyDue: string;
  sourceWords: string | null;
}

export async function conversationById(tx: Tx, placeId: string, id: string): Promise<Conversation | null> {
  const row = await tx
    .selectFrom('conversation')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        question: row.question,
        about: row.about,
        kind: row.kind,
        purpose: row.purpose,
        stage: row.stage,
        host: row.host_words,
        canChange: row.can_change,
        power: row.power,
        openedOn: row.opened_on,
        closesOn: row.closes_on,
        closedAt: row.closed_at,
        replyDue: row.reply_due,
        sourceWords: row.source_words,
      }
    : null;
}

export interface Contribution {
  id: string;
  conversationId: string | null;
  /** Null where they are sealed. */
  words: string | null;
  lang: string;
  source: Source;
  forSomeone: boolean;
  channel: Channel;
  shownName: string | null;
  heardWhere: string | null;
  madeAt: Date;
}

const contributionColumns = [
  'contribution.id',
  'contribution.conversation_id',
  'contribution.words',
  'contribution.lang',
  'contribution.source',
  'contribution.for_someone',
  'contribution.channel',
  'contribution.shown_name',
  'contribution.heard_where',
  'contribution.made_at',
] as const;

const readContribution = (row: {
  id: string;
  conversation_id: string | null;
  words: string | null;
  lang: string;
  source: Source;
  for_someone: boolean;
  channel: Channel;
  shown_name: string | null;
  heard_where: string | null;
  made_at: Date;
}): Contribution => ({
  id: row.id,
  conversationId: row.conversation_id,
  words: row.words,
  lang: row.lang,
  source: row.source,
  forSomeone: row.for_someone,
  channel: row.channel,
  shownName: row.shown_name,
  heardWhere: row.heard_where,
  madeAt: row.made_at,
});

/** One contribution that may be shown, or null. */
export async function contributionById(
  tx: Tx,
  placeId: string,
  id: string,
  signedIn: boolean,
): Promise<Contribution | null> {
  const row = await tx
    .selectFrom('contribution')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'contribution.place_id').onRef('record.id', '=', 'contribution.id'),
    )
    .select(contributionColumns)
    .where('contribution.place_id', '=', placeId)
    .where('contribution.id', '=', id)
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', 'in', signedIn ? ['public', 'members'] : ['public'])
    .executeTakeFirst();
  return row ? readContribution(row) : null;
}

/** What was said in a conversation, newest first; a page goes on after the last one seen, so every page costs the same. */
export async function contributionsOf(
  tx: Tx,
  {
    placeId,
    conversationId,
    signedIn,
    after,
    limit = 20,
  }: {
    placeId: string;
    conversationId: string;
    signedIn: boolean;
    after?: { madeAt: Date; id: string } | null;
    limit?: number;
  },
): Promise<Contribution[]> {
  let query = tx
    .selectFrom('contribution')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'contribution.place_id').onRef('record.id', '=', 'contribution.id'),
    )
    .select(contributionColumns)
    .where('contribution.place_id', '=', placeId)
    .where('contribution.conversation_id', '=', conversationId)
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', 'in', signedIn ? ['public', 'members'] : ['public']);
  if (after)
    query = query.where((where) =>
      where(where.refTuple('contribution.made_at', 'contribution.id'), '<', where.tuple(after.madeAt, after.id)),
    );
  const rows = await query
    .orderBy('contribution.made_at', 'desc')
    .orderBy('contribution.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(readContribution);
}

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

/** How many contributions of a conversation came by each channel: no result is shown without it. */
export async function channelMix(
  tx: Tx,
  placeId: string,
  conversationId: string,
): Promise<{ channel: Channel; n: number }[]> {
  const rows = await tx
    .selectFrom('contribution')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'contribution.place_id').onRef('record.id', '=', 'contribution.id'),
    )
    .select((expression) => ['contribution.channel', expression.fn.countAll<number>().as('n')])
    .where('contribution.place_id', '=', placeId)
    .where('contribution.conversation_id', '=', conversationId)
    .where('record.withdrawn_at', 'is', null)
    .groupBy('contribution.channel')
    .orderBy('contribution.channel')
    .execute();
  return rows.map(({ channel, n }) => ({ channel, n: Number(n) }));
}

export interface Statement {
  number: number;
  contributionId: string;
  /** Null where the hosts refused it. */
  words: string | null;
  lang: string;
  agrees: number;
  disagrees: number;
  passes: number;
}

/** Statements of a conversation by their number; a page goes on after a number. */
export async function statementsOf(
  tx: Tx,
  placeId: string,
  conversationId: string,
  { after, limit }: { after: number | null; limit: number },
): Promise<Statement[]> {
  let query = tx
    .selectFrom('statement')
    .innerJoin('contribution', (join) =>
      join
        .onRef('contribution.place_id', '=', 'statement.place_id')
        .onRef('contribution.id', '=', 'statement.contribution_id'),
    )
    .select(['number', 'contribution_id', 'words', 'lang', 'moderated', 'agrees', 'disagrees', 'passes'])
    .where('statement.place_id', '=', placeId)
    .where('statement.conversation_id', '=', conversationId);
  if (after !== null) query = query.where('number', '>', after);
  const rows = await query.orderBy('number').limit(limit).execute();
  return rows.map((row) => ({
    number: row.number,
    contributionId: row.contribution_id,
    words: row.moderated === -1 ? null : row.words,
    lang: row.lang,
    agrees: row.agrees,
    disagrees: row.disagrees,
    passes: row.passes,
  }));
}
