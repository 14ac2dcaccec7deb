import type { Tx } from '@upwell/platform/database';
import type { Insertable } from 'kysely';
import { v7 } from 'uuid';
import { ringSoon } from './bell.ts';
import type { EventData, EventTable } from './tables.ts';

/** What is told to whoever listens, in the transaction of the change. */
export interface Announcement {
  placeId: string;
  /** `<what>.<happened>`: 'contribution.made'. */
  name: string;
  subject: { type: string; id: string };
  data?: EventData;
  now: Date;
}

/** What a handler is given. */
export interface Event {
  placeId: string;
  id: string;
  name: string;
  subject: { type: string; id: string };
  data: EventData;
  madeAt: Date;
}

/**
 * Hears one kind of event. It runs in a transaction of its own, which also notes that it ran: what it writes through
 * `tx` happens once, what it does elsewhere (a message, a file) happens at least once. A later event may be heard
 * before an earlier one whose handler failed.
 */
export interface EventHandler {
  event: string;
  /** Unique among the handlers of the event and never changed: `<capability>.<what it does>`. */
  name: string;
  run(tx: Tx, event: Event, now: Date): Promise<void>;
}

/** Declares a handler; capabilities list theirs and the app hands all of them to `startJobs`. */
export const on = (event: string, name: string, run: EventHandler['run']): EventHandler => ({ event, name, run });

/** Makes the row of one event without touching the database, for whoever inserts several things in one statement. */
export const eventRow = ({ placeId, name, subject, data = {}, now }: Announcement): Insertable<EventTable> => ({
  place_id: placeId,
  id: v7(),
  name,
  subject_type: subject.type,
  subject_id: subject.id,
  data,
  made_at: now,
});

/**
 * Writes an event in the transaction of the change: it is delivered if and only if the change is kept.
 * Gives the id of the event.
 */
export async function announce(tx: Tx, announcement: Announcement): Promise<string> {
  const row = eventRow(announcement);
  await tx.insertInto('event').values(row).execute();
  ringSoon(announcement.placeId);
  return row.id;
}
