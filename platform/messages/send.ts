import type { Database } from '@upwell/platform/database';
import type { Adapter, Sent } from './adapters/adapter.ts';
import { nextAttempt } from './attempts.ts';
import { type Claimed, claim } from './claim.ts';
import type { MessageLimits } from './limits.ts';
import type { MessageRoom } from './queue.ts';

export interface Sending extends MessageRoom {
  db: Database;
  placeId: string;
  /** The first that takes a channel sends it. */
  adapters: readonly Adapter[];
  limits: MessageLimits;
  /** IANA name: when it is night there. */
  timeZone: string;
  /** Told of each failure, without address or words, for the log of who hosts. */
  onFailure?: (detail: string, messageId: string) => void;
}

export interface SendReport {
  sent: number;
  held: number;
  stopped: number;
  failed: number;
  /** Failed for now; will be tried again. */
  retrying: number;
}

const BATCH = 50;
const AT_ONCE = 5;

/**
 * Sends what is due in one place. At least once: a message is claimed, sent and then marked; if the process dies in
 * between, it is sent again after the claim runs out, under the same id. Any number of processes may call this.
 * @param mostBatches of 50, so that one place cannot keep the job for itself
 */
export async function sendDue(sending: Sending, now: Date, mostBatches = 20): Promise<SendReport> {
  const report: SendReport = { sent: 0, held: 0, stopped: 0, failed: 0, retrying: 0 };
  for (let batch = 0; batch < mostBatches; batch++) {
    const { claimed, looked, held, stopped, failed } = await claim(sending, BATCH, now);
    report.held += held;
    report.stopped += stopped;
    report.failed += failed;
    for (let at = 0; at < claimed.length; at += AT_ONCE)
      await Promise.all(claimed.slice(at, at + AT_ONCE).map((message) => sendOne(sending, message, now, report)));
    if (looked < BATCH) break;
  }
  return report;
}

async function sendOne(sending: Sending, message: Claimed, now: Date, report: SendReport): Promise<void> {
  const { adapters, onFailure } = sending;
  const adapter = adapters.find(({ channels }) => channels.includes(message.outgoing.channel));
  const sent: Sent = adapter
    ? await adapter.send(message.outgoing).catch(thrown)
    : { ok: false, permanent: true, reason: 'no-adapter', detail: `no adapter for ${message.outgoing.channel}` };
  if (!sent.ok) onFailure?.(sent.detail, message.outgoing.id);
  const change = sent.ok
    ? ({ state: 'sent', sent_at: now, sent_by: adapter!.name, provider_ref: sent.reference } as const)
    : afterFailure(sent, message.attempts, now);
  if (change.state === 'sent') report.sent++;
  else if (change.state === 'failed') report.failed++;
  else report.retrying++;

  await sending.db.write({ placeId: sending.placeId }, (tx) =>
    tx
      .updateTable('message')
      .set({ ...change, claimed_until: null })
      .where('place_id', '=', sending.placeId)
      .where('id', '=', message.outgoing.id)
      .where('state', '=', 'sending')
      .where('claimed_until', '=', message.claimedUntil)
      .execute(),
  );
}

/** What did not leave does not count against any limit. */
function afterFailure({ permanent, reason }: Extract<Sent, { ok: false }>, attempts: number, now: Date) {
  const again = permanent ? null : nextAttempt(attempts, now);
  if (again) return { state: 'waiting', due_at: again, counted_at: null } as const;
  const failure = permanent || reason === 'settings' ? reason : 'gave-up';
  return { state: 'failed', failure, counted_at: null } as const;
}

const thrown = (problem: unknown): Sent => ({
  ok: false,
  permanent: false,
  reason: 'refused',
  detail: problem instanceof Error ? problem.name : 'unknown error',
});
