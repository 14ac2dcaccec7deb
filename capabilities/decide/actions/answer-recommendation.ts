import { choice, defineAction, longText, optionalDay, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { amend, dayOf, remember } from '@upwell/thread';
import { z } from 'zod';
import { makeCommitment } from '../make-commitment.ts';
import { answers, problemAhead } from '../model.ts';
import { holdRecommendation, type Recommendation } from '../panels.ts';
import { notAnswered } from '../phases.ts';
import { mayAnswerFor } from '../rules.ts';
import '../tables.ts';

/** Answers a recommendation in writing: yes, partly or no, why, who owns it and by when. Yes and partly are promises (DE04). */
export const answerRecommendation = defineAction({
  name: 'decide.answerRecommendation',
  rule: mayAnswerFor,
  subject: ({ tx, actor }, { id }) => holdRecommendation(tx, actor.placeId, id as string),
  phase: (recommendation: Recommendation) => notAnswered(recommendation),
  input: z.strictObject({
    answer: choice(answers, 'decide.answer.missing-answer'),
    reason: longText({ max: 3000, missing: 'decide.answer.missing-reason' }),
    owner: shortText({ missing: 'decide.answer.missing-owner' }),
    promise: optionalText({ max: 1000, lines: true }),
    byDay: optionalDay(),
  }),
  async do(context, input, recommendation: Recommendation) {
    const { tx, actor, place, now, announce, about } = context;
    const { placeId } = actor;
    const today = dayOf(now, place.timeZone);
    const promised = input.answer !== 'no';
    if (promised && input.byDay === null) return refuseField('byDay', 'decide.commitment.missing-due');
    const wrongDay = input.byDay === null ? null : problemAhead(input.byDay, today);
    if (wrongDay) return refuseField('byDay', wrongDay);
    if (input.answer === 'partly' && input.promise === null)
      return refuseField('promise', 'decide.answer.missing-part');
    const commitmentId =
      promised && input.byDay !== null
        ? await makeCommitment(context, {
            promise: input.promise ?? recommendation.words,
            owner: input.owner,
            groupId: recommendation.groupId,
            owedTo: null,
            dueOn: input.byDay,
            from: { id: recommendation.id, type: 'recommendation' },
          })
        : null;
    await tx
      .updateTable('recommendation')
      .set({
        answer: input.answer,
        reason: input.reason,
        owner: input.owner,
        by_day: input.byDay,
        answered_on: today,
        commitment_id: commitmentId,
      })
      .where('place_id', '=', placeId)
      .where('id', '=', recommendation.id)
      .execute();
    await amend(tx, { placeId, id: recommendation.id }, { state: input.answer, dueOn: null, owedBy: null });
    await remember(tx, {
      placeId,
      recordId: recommendation.id,
      happened: `decide.history.answered-${input.answer}`,
      reason: input.reason,
      byPerson: actor.personId,
      byWords: recommendation.owedBy,
      now,
    });
    about('recommendation', recommendation.id);
    announce({
      name: 'recommendation.answered',
      subject: { type: 'recommendation', id: recommendation.id },
      data: { answer: input.answer },
    });
    return done({ id: recommendation.id, panelId: recommendation.panelId });
  },
});
