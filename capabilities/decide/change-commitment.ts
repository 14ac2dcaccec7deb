import type { ActionContext } from '@upwell/platform/action';
import { amend, dayOf, remember } from '@upwell/thread';
import type { Commitment } from './commitments.ts';
import { type CommitmentState, settled } from './model.ts';
import './tables.ts';

/** What changes about a promise. What is left out stays. */
export interface CommitmentChange {
  state: CommitmentState;
  dueOn?: string;
  owner?: string;
  groupId?: string | null;
  reason: string | null;
  /** What the history says it was and became. */
  before?: string;
  after?: string;
}

/** Changes how a promise stands: its row, its head on the thread and its history, for everybody to see (GO12). */
export async function changeCommitment(
  { tx, actor, place, now, announce, about }: ActionContext,
  commitment: Commitment,
  change: CommitmentChange,
): Promise<void> {
  const { placeId } = actor;
  const over = settled.includes(change.state);
  const dueOn = change.dueOn ?? commitment.dueOn;
  const owner = change.owner ?? commitment.owner;
  await tx
    .updateTable('commitment')
    .set({
      state: change.state,
      due_on: dueOn,
      owner,
      group_id: change.groupId === undefined ? commitment.groupId : change.groupId,
      settled_on: over ? dayOf(now, place.timeZone) : null,
    })
    .where('place_id', '=', placeId)
    .where('id', '=', commitment.id)
    .execute();
  await amend(
    tx,
    { placeId, id: commitment.id },
    { state: change.state, line: owner, dueOn: over ? null : dueOn, owedBy: over ? null : owner },
  );
  await remember(tx, {
    placeId,
    recordId: commitment.id,
    happened: `decide.history.${change.state}`,
    before: change.before ?? null,
    after: change.after ?? null,
    reason: change.reason,
    byPerson: actor.personId,
    byWords: commitment.owner,
    now,
  });
  about('commitment', commitment.id);
  announce({
    name: 'commitment.changed',
    subject: { type: 'commitment', id: commitment.id },
    data: { state: change.state },
  });
}
