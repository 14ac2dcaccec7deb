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

export const contributionColumns = [
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

export const readContribution = (row: {
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
