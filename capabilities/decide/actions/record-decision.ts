import { powerLevels } from '@upwell/listen';
import {
  calendarDay,
  choice,
  defineAction,
  longText,
  optionalDay,
  optionalId,
  optionalText,
  shortText,
} from '@upwell/platform/action';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, recordHead, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { allInputFields, allPromiseFields, readInputs, readPromises, someIds } from '../form-rows.ts';
import { keepInputs, settleInvolvement } from '../involvement-state.ts';
import { takePower } from '../locked-power.ts';
import { makeCommitment } from '../make-commitment.ts';
import { meetingById } from '../meetings.ts';
import { linesOf, problemAhead, problemBefore } from '../model.ts';
import { conversationsBehind, isWeighable } from '../queries.ts';
import { mayWriteDown, mayWriteFor } from '../rules.ts';
import { seatsOf, standingGroup } from '../seats.ts';
import '../tables.ts';

/** Writes down a decision: question, options, what went in, who decided, with which level of power, why, and what is promised (DE01, DE02). */
export const recordDecision = defineAction({
  name: 'decide.recordDecision',
  rule: mayWriteDown,
  input: z.strictObject({
    question: shortText({ max: 300, missing: 'decide.decision.missing-question' }),
    framing: optionalText({ max: 5000, lines: true }),
    options: optionalText({ max: 8000, lines: true }),
    weighed: someIds,
    decided: shortText({ max: 1000, lines: true, missing: 'decide.decision.missing-decided' }),
    reason: longText({ missing: 'decide.decision.missing-reason' }),
    decidedBy: shortText({ missing: 'decide.decision.missing-by' }),
    group: optionalId(),
    seats: optionalText({ max: 4000, lines: true }),
    power: z.union([z.literal('').transform(() => null), choice(powerLevels)]).optional(),
    meeting: optionalId(),
    decidedOn: calendarDay(),
    reviewOn: optionalDay(),
    ...allInputFields,
    ...allPromiseFields,
  }),
  async do(context, input) {
    const { tx, actor, place, now, announce, about } = context;
    const { placeId } = actor;
    const today = dayOf(now, place.timeZone);
    if (!mayWriteFor(actor, input.group)) return refuse('not-allowed');
    const group = input.group ? await standingGroup(tx, input.group) : null;
    if (input.group && !group) return refuseField('group', 'decide.no-group');
    const wrongDay = problemBefore(input.decidedOn, today);
    if (wrongDay) return refuseField('decidedOn', wrongDay);
    if (input.reviewOn !== null && input.reviewOn <= input.decidedOn)
      return refuseField('reviewOn', 'decide.decision.review-before');
    if (input.reviewOn !== null && problemAhead(input.reviewOn, today) === 'decide.too-far')
      return refuseField('reviewOn', 'decide.too-far');
    const options = linesOf(input.options);
    if (options.length > 40) return refuseField('options', 'error.choose-fewer', { max: 40 });
    const typedSeats = linesOf(input.seats);
    if (typedSeats.length > 100) return refuseField('seats', 'error.choose-fewer', { max: 100 });
    const meeting = input.meeting ? await meetingById(tx, placeId, input.meeting) : null;
    if (input.meeting && !meeting) return refuseField('meeting', 'decide.decision.no-meeting');
    const weighed = [...new Set(input.weighed)];
    for (const id of weighed) {
      const head = await recordHead(tx, placeId, id, true);
      if (!head || !isWeighable(head)) return refuseField('weighed', 'decide.decision.nothing-to-weigh');
    }
    // What people took part in before holds; a meeting's own questions lock only what nothing else is behind.
    const before = await conversationsBehind(tx, placeId, weighed);
    const behind =
      before.length > 0 || !meeting ? before : await conversationsBehind(tx, placeId, [meeting.challenges]);
    const taken = takePower(behind, input.power ?? null);
    if ('ok' in taken) return taken;
    const inputs = readInputs(input);
    if ('ok' in inputs) return inputs;
    const promises = readPromises(input, today);
    if ('ok' in promises) return promises;

    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'decision',
      step: 'decided',
      parentId: meeting?.id ?? null,
      title: input.decided,
      line: input.decidedBy,
      state: 'standing',
      onDay: input.decidedOn,
      now,
    });
    await tx
      .insertInto('decision')
      .values({
        place_id: placeId,
        id,
        question: input.question,
        framing: input.framing,
        options,
        decided: input.decided,
        reason: input.reason,
        decided_by: input.decidedBy,
        group_id: input.group,
        seats: typedSeats.length > 0 || !group ? typedSeats : await seatsOf(tx, placeId, group.id, input.decidedOn),
        power: taken.power,
        conversation_id: taken.conversationId,
        meeting_id: meeting?.id ?? null,
        decided_on: input.decidedOn,
        review_on: input.reviewOn,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    const tie = { placeId, to: id, kind: 'weighed-in' as const, madeBy: actor.personId, now };
    await link(tx, ...[...weighed, ...(meeting ? [meeting.challenges] : [])].map((from) => ({ ...tie, from })));
    await keepInputs(context, id, inputs);
    await settleInvolvement(tx, { placeId, recordId: id, until: input.decidedOn, timeZone: place.timeZone });
    for (const promise of promises)
      await makeCommitment(context, {
        ...promise,
        groupId: null,
        owedTo: null,
        from: { id, type: 'decision' },
      });
    about('decision', id);
    announce({ name: 'decision.recorded', subject: { type: 'decision', id } });
    return done({ id });
  },
});
