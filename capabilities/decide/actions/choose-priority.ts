import { calendarDay, choice, defineAction, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, recordHead, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { optionalNumber, someIds } from '../form-rows.ts';
import { methods, problemBefore } from '../model.ts';
import { mayHost } from '../rules.ts';
import '../tables.ts';

/** Writes down what a community chose to work on, from which insights, by which method and by whom (DE05). */
export const choosePriority = defineAction({
  name: 'decide.choosePriority',
  rule: mayHost,
  input: z.strictObject({
    title: shortText({ max: 300, missing: 'decide.priority.missing-title' }),
    why: optionalText({ max: 5000, lines: true }),
    method: choice(methods, 'decide.priority.missing-method'),
    chosenBy: shortText({ missing: 'decide.priority.missing-by' }),
    people: optionalNumber({ min: 1, max: 10_000_000 }),
    chosenOn: calendarDay(),
    from: someIds,
  }),
  async do({ tx, actor, place, now, announce, about }, input) {
    const { placeId } = actor;
    const wrongDay = problemBefore(input.chosenOn, dayOf(now, place.timeZone));
    if (wrongDay) return refuseField('chosenOn', wrongDay);
    const from = [...new Set(input.from)];
    for (const insight of from)
      if ((await recordHead(tx, placeId, insight, true))?.type !== 'insight')
        return refuseField('from', 'decide.priority.no-insight');
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'priority',
      step: 'decided',
      title: input.title,
      line: input.chosenBy,
      state: 'chosen',
      onDay: input.chosenOn,
      now,
    });
    await tx
      .insertInto('priority')
      .values({
        place_id: placeId,
        id,
        title: input.title,
        why: input.why,
        method: input.method,
        chosen_by: input.chosenBy,
        people: input.people,
        chosen_on: input.chosenOn,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    await link(
      tx,
      ...from.map((insight) => ({
        placeId,
        from: insight,
        to: id,
        kind: 'becomes' as const,
        madeBy: actor.personId,
        now,
      })),
    );
    about('priority', id);
    announce({ name: 'priority.chosen', subject: { type: 'priority', id } });
    return done({ id });
  },
});
