import { calendarDay, defineAction, optionalText, wholeNumber } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { type Activity, activityById } from '../queries.ts';
import { mayCount } from '../rules.ts';
import '../tables.ts';

/** Logs one session: how many heads, counted at the door or tallied on paper. Nobody's name is asked for (AC06). */
export const logSession = defineAction({
  name: 'act.logSession',
  rule: mayCount,
  subject: ({ tx, actor }, { id }) => activityById(tx, actor.placeId, id as string),
  input: z.strictObject({
    headcount: wholeNumber({ max: 100_000, missing: 'act.session.missing-headcount' }),
    onDay: calendarDay(),
    delight: optionalText({ max: 2000, lines: true }),
    learned: optionalText({ max: 2000, lines: true }),
  }),
  async do({ tx, actor, place, now, announce, about }, input, activity: Activity) {
    const { placeId } = actor;
    if (input.onDay > dayOf(now, place.timeZone)) return refuseField('onDay', 'error.in-future');
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'session',
      step: 'done',
      parentId: activity.id,
      title: activity.title,
      line: input.delight,
      state: 'held',
      onDay: input.onDay,
      now,
    });
    await tx
      .insertInto('activity_session')
      .values({
        place_id: placeId,
        id,
        activity_id: activity.id,
        on_day: input.onDay,
        headcount: input.headcount,
        delight: input.delight,
        learned: input.learned,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    await link(tx, { placeId, from: activity.id, to: id, kind: 'held-as', madeBy: actor.personId, now });
    about('session', id);
    announce({ name: 'session.held', subject: { type: 'session', id }, data: { headcount: input.headcount } });
    return done({ id, activityId: activity.id });
  },
});
