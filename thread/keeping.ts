import type { Tx } from '@upwell/platform/database';
import { v7 as newId } from 'uuid';
import type { LinkKind, Sensitivity, Step } from './model.ts';
import './tables.ts';

export interface NewRecord {
  placeId: string;
  id: string;
  type: string;
  step: Step;
  parentId?: string | null;
  /** Nothing confidential: a title is public wherever the record is. Longer texts are cut at a word. */
  title: string;
  line?: string | null;
  state: string;
  /** Calendar day it speaks of. */
  onDay: string;
  dueOn?: string | null;
  owedBy?: string | null;
  sensitivity?: Sensitivity;
  nestedPlaceId?: string | null;
  now: Date;
}

/** Puts a record on the thread, in the transaction that makes it. */
export async function register(tx: Tx, record: NewRecord): Promise<void> {
  await tx.insertInto('record').values(rowOf(record)).execute();
}

/** The row of a record's head, for bulk work. */
export const rowOf = (record: NewRecord) => ({
  place_id: record.placeId,
  id: record.id,
  type: record.type,
  step: record.step,
  parent_id: record.parentId ?? null,
  title: shortened(record.title, 300),
  line: record.line ? shortened(record.line, 500) : null,
  state: record.state,
  on_day: record.onDay,
  due_on: record.dueOn ?? null,
  owed_by: record.owedBy ?? null,
  sensitivity: record.sensitivity ?? 'public',
  nested_place_id: record.nestedPlaceId ?? null,
  made_at: record.now,
  withdrawn_at: null,
});

export interface NewLink {
  placeId: string;
  from: string;
  to: string;
  kind: LinkKind;
  note?: string | null;
  madeBy: string | null;
  now: Date;
}

/** Ties records together. A tie that is there already stays as it was. */
export async function link(tx: Tx, ...links: NewLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx
    .insertInto('link')
    .values(
      links.map((each) => ({
        place_id: each.placeId,
        id: newId(),
        from_id: each.from,
        to_id: each.to,
        kind: each.kind,
        note: each.note ?? null,
        made_at: each.now,
        made_by: each.madeBy,
      })),
    )
    .onConflict((conflict) => conflict.columns(['place_id', 'from_id', 'to_id', 'kind']).doNothing())
    .execute();
}

/** Changes what a record's head says: its state, title, promised day. */
export async function amend(
  tx: Tx,
  { placeId, id }: { placeId: string; id: string },
  change: Partial<{
    title: string;
    line: string | null;
    state: string;
    dueOn: string | null;
    owedBy: string | null;
    withdrawnAt: Date | null;
  }>,
): Promise<void> {
  await tx
    .updateTable('record')
    .set({
      ...(change.title !== undefined && { title: shortened(change.title, 300) }),
      ...(change.line !== undefined && { line: change.line === null ? null : shortened(change.line, 500) }),
      ...(change.state !== undefined && { state: change.state }),
      ...(change.dueOn !== undefined && { due_on: change.dueOn }),
      ...(change.owedBy !== undefined && { owed_by: change.owedBy }),
      ...(change.withdrawnAt !== undefined && { withdrawn_at: change.withdrawnAt }),
    })
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .execute();
}

export interface NewHistory {
  placeId: string;
  recordId: string;
  /** Message key: 'decide.history.reason-changed'. */
  happened: string;
  before?: string | null;
  after?: string | null;
  reason?: string | null;
  byPerson: string | null;
  /** How they are named in public. */
  byWords?: string | null;
  now: Date;
}

/** Writes down a change to a promise, an insight or a decision, for everybody to see. */
export async function remember(tx: Tx, change: NewHistory): Promise<void> {
  await tx
    .insertInto('history')
    .values({
      place_id: change.placeId,
      id: newId(),
      record_id: change.recordId,
      at: change.now,
      happened: change.happened,
      before_text: change.before ?? null,
      after_text: change.after ?? null,
      reason: change.reason ?? null,
      by_person: change.byPerson,
      by_words: change.byWords ?? null,
    })
    .execute();
}

/** Cuts at a word and says so with an ellipsis. Lengths in UTF-16 units, never inside a pair. */
export function shortened(text: string, most: number): string {
  const oneLine = text.replace(/\s+/g, ' ').trim();
  if (oneLine.length <= most) return oneLine;
  const cut = oneLine.slice(0, most - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
