import type { Tx } from '@upwell/platform/database';
import { SealError } from '@upwell/platform/seal';
import { type Selectable, sql } from 'kysely';
import type { Outgoing } from './adapters/adapter.ts';
import { heldByCapUntil, takeTextParts } from './caps.ts';
import { NEVER_STOPPED } from './limits.ts';
import { isStopped } from './queue.ts';
import { quietUntil } from './quiet-hours.ts';
import { openMessage } from './read.ts';
import { fingerprintContext } from './sealing.ts';
import type { Sending } from './send.ts';
import { stopLinkFor } from './stop.ts';
import type { MessageTable } from './tables.ts';

/** Longer than any adapter waits for its other side. */
const CLAIM = 10 * 60_000;

/** A message this process alone may send until `claimedUntil`. */
export interface Claimed {
  outgoing: Outgoing;
  attempts: number;
  claimedUntil: Date;
}

interface Claims {
  claimed: Claimed[];
  /** How many were due, held ones included. */
  looked: number;
  held: number;
  stopped: number;
  failed: number;
}

type Row = Selectable<MessageTable>;

/**
 * Takes the next due messages of a place, codes first. Those over a limit, in the night, stopped, or too late are
 * marked so. One process at a time looks at a place, so that two of them cannot both take the last room in a limit.
 */
export function claim(sending: Sending, most: number, now: Date): Promise<Claims> {
  const { db, placeId } = sending;
  return db.write({ placeId }, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`upwell.messages:${placeId}`}, 0))`.execute(tx);
    const due = await tx
      .selectFrom('message')
      .selectAll()
      .where('place_id', '=', placeId)
      .where('due_at', '<=', now)
      .where((where) =>
        where.or([
          where('state', 'in', ['waiting', 'held']),
          where.and([where('state', '=', 'sending'), where('claimed_until', '<=', now)]),
        ]),
      )
      .orderBy(sql`purpose = 'code'`, 'desc')
      .orderBy('due_at')
      .orderBy('id')
      .limit(most)
      .execute();
    const claims: Claims = { claimed: [], looked: due.length, held: 0, stopped: 0, failed: 0 };
    for (const message of due) await judge(tx, sending, message, now, claims);
    return claims;
  });
}

async function judge(tx: Tx, sending: Sending, message: Row, now: Date, claims: Claims): Promise<void> {
  const mark = (change: Partial<Row>) =>
    tx
      .updateTable('message')
      .set({ held_by: null, claimed_until: null, ...change })
      .where('place_id', '=', message.place_id)
      .where('id', '=', message.id)
      .execute();

  if (message.expires_at && message.expires_at <= now) {
    claims.failed++;
    await mark({ state: 'failed', failure: 'too-late' });
    return;
  }
  const opened = openOrNull(sending, message);
  if (!opened) {
    claims.failed++;
    await mark({ state: 'failed', failure: 'unreadable' });
    return;
  }
  const prints = sending.sealer.fingerprints(opened.address, fingerprintContext(message.place_id));
  if (!NEVER_STOPPED.includes(message.purpose) && (await isStopped(tx, message.place_id, prints, message.purpose))) {
    claims.stopped++;
    await mark({ state: 'stopped' });
    return;
  }
  const held = await heldUntil(tx, sending, message, prints, now);
  if (held) {
    claims.held++;
    await mark({ state: 'held', held_by: held.by, due_at: held.until });
    return;
  }
  const claimedUntil = new Date(now.getTime() + CLAIM);
  const attempts = message.attempts + 1;
  await mark({ state: 'sending', attempts, claimed_until: claimedUntil, counted_at: now });
  const stoppable = !NEVER_STOPPED.includes(message.purpose);
  claims.claimed.push({
    attempts,
    claimedUntil,
    outgoing: {
      ...opened,
      id: message.id,
      channel: message.channel,
      lang: message.lang,
      stopLink: stoppable ? stopLinkFor(sending, message.place_id, message.id) : null,
      repeated: message.attempts > 0,
    },
  });
}

async function heldUntil(tx: Tx, { limits, timeZone }: Sending, message: Row, prints: Buffer[], now: Date) {
  const asked = message.purpose === 'code';
  const morning = message.channel === 'sms' && !asked ? quietUntil(now, timeZone) : null;
  if (morning) return { by: 'quiet', until: morning } as const;
  const capped =
    (await heldByCapUntil(tx, { ...message, prints }, limits, now)) ??
    (message.channel === 'sms' ? await takeTextParts(tx, message, limits.textPartsPerDay, now) : null);
  return capped && ({ by: 'cap', until: capped } as const);
}

function openOrNull({ sealer }: Sending, message: Row) {
  try {
    return openMessage(sealer, message);
  } catch (problem) {
    if (problem instanceof SealError) return null;
    throw problem;
  }
}
