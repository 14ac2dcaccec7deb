import type { Tx } from '@upwell/platform/database';
import type { Translator } from '@upwell/platform/i18n';
import type { Sealer } from '@upwell/platform/seal';
import type { Selectable } from 'kysely';
import { contexts } from './sealing.ts';
import type { MessageTable } from './tables.ts';

type Row = Selectable<MessageTable>;

/** What of a message may be shown to an organiser: whether it reached somebody, never where. */
export type MessageFate = Pick<
  Row,
  'id' | 'person_id' | 'channel' | 'purpose' | 'lang' | 'state' | 'created_at' | 'due_at' | 'sent_at'
> &
  Pick<Row, 'sent_by' | 'held_by' | 'failure' | 'attempts'>;

const FATE = [
  'id',
  'person_id',
  'channel',
  'purpose',
  'lang',
  'state',
  'created_at',
  'due_at',
  'sent_at',
  'sent_by',
  'held_by',
  'failure',
  'attempts',
] as const;

/** What became of messages, by id; those of other places are left out. */
export async function messageFates(tx: Tx, placeId: string, ids: readonly string[]): Promise<MessageFate[]> {
  if (ids.length === 0) return [];
  return tx.selectFrom('message').select(FATE).where('place_id', '=', placeId).where('id', 'in', ids).execute();
}

/** Messages that wait for a limit or the morning, and those that failed: the list an organiser looks after. */
export function troubledMessages(tx: Tx, placeId: string, most = 200): Promise<MessageFate[]> {
  return tx
    .selectFrom('message')
    .select(FATE)
    .where('place_id', '=', placeId)
    .where('state', 'in', ['held', 'failed'])
    .orderBy('created_at', 'desc')
    .limit(most)
    .execute();
}

/** One sentence on what became of a message. */
export function fateSentence(fate: MessageFate, t: Translator): string {
  const date = t.date(fate.sent_at ?? fate.due_at, 'moment');
  switch (fate.state) {
    case 'sent':
      return t(fate.sent_by === 'outbox' ? 'platform.message.state.outbox' : 'platform.message.state.sent', { date });
    case 'held':
      return t(`platform.message.state.held-${fate.held_by}`, { date });
    case 'failed':
      return t('platform.message.state.failed', { reason: t(`platform.message.failure.${fate.failure}`) });
    case 'waiting':
      return fate.attempts > 0 ? t('platform.message.state.again', { date }) : t('platform.message.state.waiting');
    default:
      return t(`platform.message.state.${fate.state}`);
  }
}

export interface OpenedMessage {
  address: string;
  subject: string;
  body: string;
}

/** @throws SealError when the key is gone, or what is needed of it was already forgotten */
export function openMessage(sealer: Sealer, message: Row): OpenedMessage {
  const context = contexts(message.place_id, message.id);
  const address = sealer.openText(message.address ?? new Uint8Array(), context.address);
  if (message.words) return { address, ...JSON.parse(sealer.openText(message.words, context.words)) };
  return { address, subject: message.subject ?? '', body: message.body ?? '' };
}

export interface OutboxEntry extends MessageFate {
  address: string | null;
  subject: string;
  /** Null where the words are sealed and `showSealed` was not asked for. */
  body: string | null;
}

/**
 * Messages of a place, newest first, as the outbox page shows them.
 * @param showSealed addresses and sealed words too: for the demo place, where everybody is invented
 */
export async function readOutbox(
  tx: Tx,
  sealer: Sealer,
  placeId: string,
  { most = 50, showSealed = false }: { most?: number; showSealed?: boolean } = {},
): Promise<OutboxEntry[]> {
  const rows = await tx
    .selectFrom('message')
    .selectAll()
    .where('place_id', '=', placeId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => {
    const opened = showSealed && row.address ? openMessage(sealer, row) : null;
    const fate = Object.fromEntries(FATE.map((field) => [field, row[field]])) as unknown as MessageFate;
    return {
      ...fate,
      address: opened?.address ?? null,
      subject: opened?.subject ?? row.subject ?? '',
      body: opened?.body ?? row.body,
    };
  });
}

/** Kept readable for as long as somebody may ask "did you tell them?"; its fate and fingerprint stay. */
const KEEP_WORDS = 90 * 86_400_000;

/** Takes address and words out of messages that are done with: codes once they are worth nothing, others after 90 days. */
export async function forgetMessages(tx: Tx, placeId: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('message')
    .set({ address: null, subject: null, body: null, words: null })
    .where('place_id', '=', placeId)
    .where('address', 'is not', null)
    .where('state', 'in', ['sent', 'failed', 'stopped'])
    .where((where) =>
      where.or([where('expires_at', '<=', now), where('created_at', '<=', new Date(now.getTime() - KEEP_WORDS))]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
