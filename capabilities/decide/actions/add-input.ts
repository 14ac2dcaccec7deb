import { defineAction } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { recordHead, remember } from '@upwell/thread';
import { z } from 'zod';
import { inputFields, readInputs } from '../form-rows.ts';
import { keepInputs, settleInvolvement } from '../involvement-state.ts';
import { paperById } from '../meetings.ts';
import { decisionById } from '../queries.ts';
import { mayAnswerFor } from '../rules.ts';

interface Weighing {
  id: string;
  type: 'decision' | 'paper';
  title: string;
  groupId: string | null;
  until: string;
}

/** Adds to a decision or a paper what went into it by another way. It stays visible that it was added later. */
export const addInput = defineAction({
  name: 'decide.addInput',
  rule: mayAnswerFor,
  async subject({ tx, actor }, { id }): Promise<Weighing | null> {
    const { placeId } = actor;
    const head = await recordHead(tx, placeId, id as string, true);
    const decision = head?.type === 'decision' ? await decisionById(tx, placeId, head.id) : null;
    if (head && decision)
      return { id: head.id, type: 'decision', title: head.title, groupId: decision.groupId, until: decision.decidedOn };
    const paper = head?.type === 'paper' ? await paperById(tx, placeId, head.id) : null;
    return head && paper
      ? { id: head.id, type: 'paper', title: head.title, groupId: paper.meeting.groupId, until: paper.publishedOn }
      : null;
  },
  input: z.strictObject(inputFields('')),
  async do(context, typed, subject: Weighing) {
    const { tx, actor, place, now, about } = context;
    const inputs = readInputs(typed as Record<string, unknown>, ['']);
    if ('ok' in inputs) return inputs;
    const input = inputs[0];
    if (!input) return refuseField('who', 'decide.input.missing-who');
    const { placeId } = actor;
    await keepInputs(context, subject.id, inputs);
    await settleInvolvement(tx, {
      placeId,
      recordId: subject.id,
      until: subject.until,
      timeZone: place.timeZone,
    });
    await remember(tx, {
      placeId,
      recordId: subject.id,
      happened: 'decide.history.input-added',
      after: input.who,
      reason: input.note,
      byPerson: actor.personId,
      byWords: place.name,
      now,
    });
    about(subject.type, subject.id);
    return done({ id: subject.id, type: subject.type });
  },
});
