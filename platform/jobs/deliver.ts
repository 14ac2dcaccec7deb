import type { Database, Tx } from '@upwell/platform/database';
import { type SqlBool, sql } from 'kysely';
import type { Event, EventHandler } from './event.ts';
import { problemOf, type Report } from './problem.ts';

/** After so many failures a delivery waits for somebody to look at it. */
export const mostTries = 10;

/** Seconds until the next try: 2, 4, 8 … and never more than an hour. */
const pause = (tries: number) => Math.min(3600, 2 ** Math.min(tries, 12));

/** Events looked at in one go. */
const batch = 200;

export interface Delivery {
  db: Database;
  handlers: readonly EventHandler[];
  report: Report;
  /** Milliseconds after which a handler counts as failed. */
  patience?: number;
}

/**
 * Delivers what is due in one place, in the order it happened, each handler in a transaction of its own. A handler
 * that fails is tried again later and holds up neither the other handlers nor the other events. Several workers may do
 * this at once: an event that one of them holds is passed over by the rest.
 * @returns how many handlers ran, well or not.
 */
export async function deliverDue(delivery: Delivery, placeId: string, now: Date): Promise<number> {
  const { db, handlers } = delivery;
  await dismissUnheard(db, placeId, handlers, now);
  let ran = 0;
  for (let after = 0; ; ) {
    const events = await due(db, placeId, now, after);
    for (const { n, ...event } of events) {
      after = n;
      ran += await deliverOne(delivery, event, now);
    }
    if (events.length < batch) return ran;
  }
}

/** Whether anything is due in a place. */
export function anythingDue(db: Database, placeId: string, now: Date): Promise<boolean> {
  return db.read({ placeId }, async (tx) => {
    const row = await dueEvents(tx, placeId, now).select('n').limit(1).executeTakeFirst();
    return row !== undefined;
  });
}

const dueEvents = (tx: Tx, placeId: string, now: Date) =>
  tx.selectFrom('event').where('place_id', '=', placeId).where('due_at', 'is not', null).where('due_at', '<=', now);

function due(db: Database, placeId: string, now: Date, after: number): Promise<(Event & { n: number })[]> {
  return db.read({ placeId }, async (tx) => {
    const rows = await dueEvents(tx, placeId, now)
      .select(['n', 'id', 'name', 'subject_type', 'subject_id', 'data', 'made_at'])
      .where('n', '>', after)
      .orderBy('n')
      .limit(batch)
      .execute();
    return rows.map((row) => ({
      n: row.n,
      placeId,
      id: row.id,
      name: row.name,
      subject: { type: row.subject_type, id: row.subject_id },
      data: row.data,
      madeAt: row.made_at,
    }));
  });
}

/** Events that nobody listens to are done as they are. */
async function dismissUnheard(db: Database, placeId: string, handlers: readonly EventHandler[], now: Date) {
  const heard = [...new Set(handlers.map((handler) => handler.event))];
  await db.write({ placeId }, (tx) =>
    tx
      .updateTable('event')
      .set({ due_at: null })
      .where('place_id', '=', placeId)
      .where('due_at', 'is not', null)
      .where('due_at', '<=', now)
      .where(sql<SqlBool>`name <> all(${heard}::text[])`)
      .execute(),
  );
}

async function deliverOne(
  { db, handlers, report, patience = 5 * 60_000 }: Delivery,
  event: Event,
  now: Date,
): Promise<number> {
  const hearing = handlers.filter((handler) => handler.event === event.name);
  const names = hearing.map((handler) => handler.name);
  let ran = 0;
  for (const handler of hearing) {
    try {
      ran += await db.write({ placeId: event.placeId }, async (tx) => {
        // Sent together and answered in order: what stands in the second answer holds because of the first.
        const [held, due] = await Promise.all([hold(tx, event, now), isDue(tx, event, handler.name, now)]);
        if (!held || !due) return 0;
        await inTime(handler.run(tx, event, now), patience);
        await Promise.all([
          note(tx, event, { handler: handler.name, done_at: now, problem: null }),
          settle(tx, event, names),
        ]);
        return 1;
      });
    } catch (error) {
      ran += 1;
      report(error, { event: event.name, handler: handler.name, placeId: event.placeId });
      await db.write({ placeId: event.placeId }, async (tx) => {
        await postpone(tx, event, handler.name, error, now);
        await settle(tx, event, names);
      });
    }
  }
  return ran;
}

class TookTooLong extends Error {
  override name = 'TookTooLong';
}

/** A handler that never ends would keep its place waiting; its transaction is undone like that of any that failed. */
async function inTime(work: Promise<void>, patience: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new TookTooLong(`Not done after ${patience} ms.`)), patience);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Takes the event for this transaction, unless another worker has it or it is no longer due. */
async function hold(tx: Tx, event: Event, now: Date): Promise<boolean> {
  const row = await dueEvents(tx, event.placeId, now)
    .select('id')
    .where('id', '=', event.id)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
  return row !== undefined;
}

async function isDue(tx: Tx, event: Event, handler: string, now: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('event_delivery')
    .select(['done_at', 'stuck_at', 'next_at'])
    .where('place_id', '=', event.placeId)
    .where('event_id', '=', event.id)
    .where('handler', '=', handler)
    .executeTakeFirst();
  return !row || (!row.done_at && !row.stuck_at && (!row.next_at || row.next_at <= now));
}

interface Note {
  handler: string;
  tries?: number;
  next_at?: Date | null;
  problem: string | null;
  done_at?: Date | null;
  stuck_at?: Date | null;
}

async function note(tx: Tx, event: Event, what: Note): Promise<void> {
  const row = { tries: 0, next_at: null, done_at: null, stuck_at: null, ...what };
  const { handler: _, tries, ...changes } = row;
  await tx
    .insertInto('event_delivery')
    .values({ place_id: event.placeId, event_id: event.id, ...row })
    .onConflict((conflict) =>
      conflict
        .columns(['place_id', 'event_id', 'handler'])
        .doUpdateSet(what.tries === undefined ? changes : { ...changes, tries }),
    )
    .execute();
}

async function postpone(tx: Tx, event: Event, handler: string, error: unknown, now: Date): Promise<void> {
  const row = await tx
    .selectFrom('event_delivery')
    .select(['tries', 'done_at'])
    .where('place_id', '=', event.placeId)
    .where('event_id', '=', event.id)
    .where('handler', '=', handler)
    .forUpdate()
    .executeTakeFirst();
  if (row?.done_at) return;
  const tries = (row?.tries ?? 0) + 1;
  const stuck = tries >= mostTries;
  await note(tx, event, {
    handler,
    tries,
    problem: problemOf(error),
    next_at: stuck ? null : new Date(now.getTime() + pause(tries) * 1000),
    stuck_at: stuck ? now : null,
  });
}

/** Sets when the event is to be looked at next: at once while a handler has not had its turn, never when all have. */
async function settle(tx: Tx, event: Event, handlers: string[]): Promise<void> {
  await sql`
    update event set due_at = (
      select case when count(*) < ${handlers.length}::int then '-infinity'::timestamptz
                  else min(next_at) filter (where done_at is null and stuck_at is null) end
        from event_delivery
       where place_id = ${event.placeId} and event_id = ${event.id} and handler = any(${handlers}::text[]))
     where place_id = ${event.placeId} and id = ${event.id}`.execute(tx);
}
