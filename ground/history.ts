import type { Tx } from '@upwell/platform/database';
import type { Problem } from '@upwell/platform/outcome';
import type { Selectable } from 'kysely';
import { v7 } from 'uuid';
import type { GroundChangeTable } from './tables.ts';

export type ChangeSubject = 'place' | 'group' | 'role' | 'document' | 'community';

/** What a change says besides its sentence. Public words only: never a person's name, contact or needs. */
export interface ChangeDetails {
  /** Fill in the sentence. */
  values?: Record<string, string | number>;
  added?: readonly string[];
  removed?: readonly string[];
  powers?: readonly string[];
  vote?: boolean;
  because?: string;
  group?: string;
  successor?: string | null;
  /** Sentences about what of a file could not be taken. */
  problems?: readonly Problem[];
}

/** One change as it is shown: `what` names a message `ground.change.<what>`. */
export interface Change {
  id: string;
  at: Date;
  subjectType: ChangeSubject;
  subjectId: string;
  what: string;
  details: ChangeDetails;
  byPerson: string | null;
}

export interface NewChange {
  placeId: string;
  at: Date;
  subject: { type: ChangeSubject; id: string };
  /** Ends a message key: 'place.principles', 'role.given'. */
  what: string;
  details?: ChangeDetails;
  byPerson: string | null;
}

/** Adds one line to the visible history, in the change's own transaction. Gives its id. */
export async function noteChange(tx: Tx, change: NewChange): Promise<string> {
  const id = v7();
  await tx
    .insertInto('ground_change')
    .values({
      place_id: change.placeId,
      id,
      at: change.at,
      subject_type: change.subject.type,
      subject_id: change.subject.id,
      what: change.what,
      details: JSON.stringify(change.details ?? {}) as never,
      by_person: change.byPerson,
    })
    .execute();
  return id;
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
  return rows.map(changeOf);
}

/** One line of the history; null when there is none of this id. */
export async function findChange(tx: Tx, id: string): Promise<Change | null> {
  const row = await tx.selectFrom('ground_change').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? changeOf(row) : null;
}

const changeOf = (row: Selectable<GroundChangeTable>): Change => ({
  id: row.id,
  at: row.at,
  subjectType: row.subject_type,
  subjectId: row.subject_id,
  what: row.what,
  details: row.details,
  byPerson: row.by_person,
});
