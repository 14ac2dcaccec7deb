import type { ActionContext } from '@upwell/platform/action';
import { dayOf, link, register, remember } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import './tables.ts';

export interface NewCommitment {
  promise: string;
  owner: string;
  groupId: string | null;
  owedTo: string | null;
  dueOn: string;
  /** The record it comes from: a decision or a recommendation creates it, an insight or a priority is answered by it. */
  from: { id: string; type: string } | null;
}

/** Makes one promise: its head on the thread with its day, its tie to what it came from, and the first line of its history. */
export async function makeCommitment(
  { tx, actor, place, now, announce }: ActionContext,
  made: NewCommitment,
): Promise<string> {
  const { placeId } = actor;
  const id = newId();
  const today = dayOf(now, place.timeZone);
  await register(tx, {
    placeId,
    id,
    type: 'commitment',
    step: 'promised',
    title: made.promise,
    line: made.owner,
    state: 'open',
    onDay: today,
    dueOn: made.dueOn,
    owedBy: made.owner,
    now,
  });
  await tx
    .insertInto('commitment')
    .values({
      place_id: placeId,
      id,
      promise: made.promise,
      owner: made.owner,
      group_id: made.groupId,
      owed_to: made.owedTo,
      due_on: made.dueOn,
      state: 'open',
      settled_on: null,
      made_on: today,
      made_at: now,
      made_by: actor.personId,
    })
    .execute();
  if (made.from)
    await link(tx, {
      placeId,
      from: made.from.id,
      to: id,
      kind: ['decision', 'recommendation'].includes(made.from.type) ? 'creates' : 'answers',
      madeBy: actor.personId,
      now,
    });
  await remember(tx, {
    placeId,
    recordId: id,
    happened: 'decide.history.promised',
    after: made.dueOn,
    byPerson: actor.personId,
    byWords: made.owner,
    now,
  });
  announce({ name: 'commitment.made', subject: { type: 'commitment', id } });
  return id;
}
