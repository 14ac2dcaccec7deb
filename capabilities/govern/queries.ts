import { type Source, sources } from '@upwell/listen';
import { fingerprint } from '@upwell/platform/audit';
import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';

export interface LogState {
  /** Lines under a seal, and lines that still wait for one. */
  sealed: number;
  waiting: number;
  seals: number;
  /** Of the last seal, for two people to compare by voice; null before the first. */
  fingerprint: string | null;
  lastSealed: Date | null;
}

/** How the log of a place stands. Reads the last seal and what waits, never the lines themselves. */
export async function logState(tx: Tx, placeId: string): Promise<LogState> {
  const [last, waiting] = await Promise.all([
    tx
      .selectFrom('audit_seal')
      .select(['seq', 'first_n', 'line_count', 'hash', 'sealed_at'])
      .where('place_id', '=', placeId)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst(),
    tx
      .selectFrom('audit_unsealed')
      .select((expression) => expression.fn.countAll<number>().as('n'))
      .where('place_id', '=', placeId)
      .executeTakeFirst(),
  ]);
  return {
    sealed: last ? Number(last.first_n) + last.line_count - 1 : 0,
    waiting: Number(waiting?.n ?? 0),
    seals: last ? Number(last.seq) : 0,
    fingerprint: last ? fingerprint(last.hash.toString('hex')) : null,
    lastSealed: last?.sealed_at ?? null,
  };
}

export type BySource = Record<Source, number>;

/** Whose voices were heard: counts of contributions that stand. */
export interface Voices {
  bySource: BySource;
  /** Said for somebody else: a proxy, whatever the source. */
  forSomeone: number;
  byChannel: Map<string, number>;
  all: number;
}

export interface VoicesOf extends Voices {
  conversation: { id: string; question: string } | null;
}

const nobody = (): Voices => ({
  bySource: Object.fromEntries(sources.map((source) => [source, 0])) as BySource,
  forSomeone: 0,
  byChannel: new Map(),
  all: 0,
});

function add(
  voices: Voices,
  { source, channel, proxy, n }: { source: Source; channel: string; proxy: boolean; n: number },
) {
  voices.bySource[source] += n;
  if (proxy) voices.forSomeone += n;
  voices.byChannel.set(channel, (voices.byChannel.get(channel) ?? 0) + n);
  voices.all += n;
}

/**
 * Whose voices were heard in the whole place and in each of its newest conversations (GO07), by source and by channel,
 * withdrawn words left out. Confidential words are counted like all others: a count tells nothing of them.
 */
export async function voicesHeard(
  tx: Tx,
  placeId: string,
  newest = 30,
): Promise<{ whole: Voices; conversations: VoicesOf[] }> {
  const { rows } = await sql<{
    conversation_id: string | null;
    source: Source;
    channel: string;
    proxy: boolean;
    n: number;
  }>`
    select c.conversation_id, c.source, c.channel, c.for_someone as proxy, count(*) as n
    from contribution c
    join record r on r.place_id = c.place_id and r.id = c.id and r.withdrawn_at is null
    where c.place_id = ${placeId}
    group by c.conversation_id, c.source, c.channel, c.for_someone`.execute(tx);
  const open = await tx
    .selectFrom('conversation')
    .select(['id', 'question'])
    .where('place_id', '=', placeId)
    .orderBy('opened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(newest)
    .execute();
  const whole = nobody();
  const byConversation = new Map<string | null, Voices>([
    [null, nobody()],
    ...open.map(({ id }): [string, Voices] => [id, nobody()]),
  ]);
  for (const row of rows) {
    const counted = { ...row, n: Number(row.n) };
    add(whole, counted);
    const held = byConversation.get(row.conversation_id);
    if (held) add(held, counted);
  }
  return {
    whole,
    conversations: [
      ...open.map((conversation) => ({ conversation, ...(byConversation.get(conversation.id) as Voices) })),
      { conversation: null, ...(byConversation.get(null) as Voices) },
    ].filter(({ conversation, all }) => conversation !== null || all > 0),
  };
}
