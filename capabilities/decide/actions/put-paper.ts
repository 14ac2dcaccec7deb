import { defineAction, longText, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, recordHead, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { allInputFields, readInputs, someIds } from '../form-rows.ts';
import { keepInputs, settleInvolvement } from '../involvement-state.ts';
import { type Meeting, meetingById } from '../meetings.ts';
import { beforeMeeting } from '../phases.ts';
import { isWeighable } from '../queries.ts';
import { mayAnswerFor } from '../rules.ts';
import '../tables.ts';

/** Puts a paper to an open meeting, with what went into it by source. A late one is taken and says so (DE07). */
export const putPaper = defineAction({
  name: 'decide.putPaper',
  rule: mayAnswerFor,
  subject: ({ tx, actor }, { id }) => meetingById(tx, actor.placeId, id as string),
  phase: (meeting: Meeting, { now, place }) => beforeMeeting(meeting, dayOf(now, place.timeZone)),
  input: z.strictObject({
    title: shortText({ missing: 'decide.paper.missing-title' }),
    summary: longText({ max: 2000, missing: 'decide.paper.missing-summary' }),
    asks: optionalText({ max: 2000, lines: true }),
    text: optionalText({ max: 40_000, lines: true }),
    weighed: someIds,
    ...allInputFields,
  }),
  async do(context, input, meeting: Meeting) {
    const { tx, actor, place, now, announce, about } = context;
    const { placeId } = actor;
    const today = dayOf(now, place.timeZone);
    const inputs = readInputs(input);
    if ('ok' in inputs) return inputs;
    const weighed = [...new Set(input.weighed)];
    for (const each of weighed) {
      const head = await recordHead(tx, placeId, each, true);
      if (!head || !isWeighable(head)) return refuseField('weighed', 'decide.decision.nothing-to-weigh');
    }
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'paper',
      step: 'decided',
      parentId: meeting.id,
      title: input.title,
      line: input.summary,
      state: 'standing',
      onDay: today,
      now,
    });
    await tx
      .insertInto('paper')
      .values({
        place_id: placeId,
        id,
        meeting_id: meeting.id,
        title: input.title,
        summary: input.summary,
        text: input.text,
        asks: input.asks,
        published_on: today,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    const tie = { placeId, to: id, kind: 'weighed-in' as const, madeBy: actor.personId, now };
    await link(tx, ...weighed.map((from) => ({ ...tie, from })));
    await keepInputs(context, id, inputs);
    await settleInvolvement(tx, { placeId, recordId: id, until: today, timeZone: place.timeZone });
    about('paper', id);
    announce({ name: 'paper.put', subject: { type: 'paper', id } });
    return done({ id });
  },
});
