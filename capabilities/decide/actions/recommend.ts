import { type Contribution, contributionsOf } from '@upwell/listen';
import { calendarDay, defineAction, optionalId, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { someIds } from '../form-rows.ts';
import { problemAhead } from '../model.ts';
import { holdPanel, type Panel, recommendationsOf } from '../panels.ts';
import { mayHost } from '../rules.ts';
import { standingGroup } from '../seats.ts';
import '../tables.ts';

/** Writes down what a panel asks for, on which experiences it rests, and by when who owes an answer (DE04). */
export const recommend = defineAction({
  name: 'decide.recommend',
  rule: mayHost,
  subject: ({ tx, actor }, { id }) => holdPanel(tx, actor.placeId, id as string),
  input: z.strictObject({
    words: shortText({ max: 1000, lines: true, missing: 'decide.recommendation.missing-words' }),
    why: optionalText({ max: 3000, lines: true }),
    owedBy: shortText({ missing: 'decide.recommendation.missing-owed-by' }),
    group: optionalId(),
    answerDue: calendarDay('decide.recommendation.missing-due'),
    rests: someIds,
  }),
  async do({ tx, actor, place, now, announce, about }, input, panel: Panel) {
    const { placeId } = actor;
    const today = dayOf(now, place.timeZone);
    const wrongDay = problemAhead(input.answerDue, today);
    if (wrongDay) return refuseField('answerDue', wrongDay);
    if (input.group && !(await standingGroup(tx, input.group))) return refuseField('group', 'decide.no-group');
    const rests = [...new Set(input.rests)];
    if (rests.length > 0) {
      const said = await contributionsOf(tx, { placeId, conversationId: panel.id, signedIn: true, limit: 500 });
      const known = new Set(said.map(({ id }: Contribution) => id));
      if (rests.some((id) => !known.has(id))) return refuseField('rests', 'decide.recommendation.gone');
    }
    const number = (await recommendationsOf(tx, placeId, panel.id)).length + 1;
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'recommendation',
      step: 'decided',
      parentId: panel.id,
      title: input.words,
      line: input.owedBy,
      state: 'unanswered',
      onDay: today,
      dueOn: input.answerDue,
      owedBy: input.owedBy,
      now,
    });
    await tx
      .insertInto('recommendation')
      .values({
        place_id: placeId,
        id,
        panel_id: panel.id,
        number,
        words: input.words,
        why: input.why,
        answer_due: input.answerDue,
        owed_by: input.owedBy,
        group_id: input.group,
        answer: null,
        reason: null,
        owner: null,
        by_day: null,
        answered_on: null,
        commitment_id: null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    const tie = { placeId, to: id, kind: 'means' as const, madeBy: actor.personId, now };
    await link(tx, ...rests.map((from) => ({ ...tie, from })));
    about('recommendation', id);
    announce({ name: 'recommendation.made', subject: { type: 'recommendation', id } });
    return done({ id, panelId: panel.id });
  },
});
