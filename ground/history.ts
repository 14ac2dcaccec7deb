import type { Tx } from '@upwell/platform/database';
import { v7 } from 'uuid';

export type ChangeSubject = 'place' | 'group' | 'role' | 'document' | 'community';

/** One change as it is shown: `what` names a message `ground.change.<what>`, `details` are its values. */
export interface Change {
  id: string;
  at: Date;
  subjectType: ChangeSubject;
  subjectId: string;
  what: string;
  details: Record<string, unknown>;
  byPerson: string | null;
}

export interface NewChange {
  placeId: string;
  at: Date;
  subject: { type: ChangeSubject; id: string };
  /** Ends a message key: 'principles', 'role.given'. */
  what: string;
  /** Public words only: never a person's name, contact or needs. */
  details?: Record<string, unknown>;
  byPerson: string | null;
}

/** Adds one line to the visible history, in the change's own transaction. */
export async function noteChange(tx: Tx, change: NewChange): Promise<void> {
  await tx
    .insertInto('ground_change')
    .values({
      place_id: change.placeId,
      id: v7(),
      at: change.at,
      subject_type: change.subject.type,
      subject_id: change.subject.id,
      what: change.what,
      details: JSON.stringify(change.details ?? {}) as never,
      by_person: change.byPerson,
    })
    .execute();
}

/** The history of one thing or of several of one kind, newest first. */
export async function changesOf(tx: Tx, type: ChangeSubject, ids: readonly string[], most = 100): Promise<Change[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom('ground_change')
    .selectAll()
    .where('subject_type', '=', type)
    .where('subject_id', 'in', ids)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    what: row.what,
    details: row.details,
    byPerson: row.by_person,
  }));
}
