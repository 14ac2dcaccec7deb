import { choice, defineAction, optionalId } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { stages } from '../model.ts';
import { originOf, tieToOrigin } from '../origin.ts';
import { mayRun } from '../rules.ts';
import { activityFields, readActivity } from './activity-fields.ts';
import '../tables.ts';

/** Opens an activity, from an insight, a priority, a decision, an award or a gap in one step (AC01, AC13). */
export const openActivity = defineAction({
  name: 'act.openActivity',
  rule: mayRun,
  input: z.strictObject({
    ...activityFields,
    stage: choice(stages, 'act.open.missing-stage').default('staff-started'),
    from: optionalId(),
  }),
  async do({ tx, actor, place, now, services, announce, about }, { from, stage, ...input }) {
    const { placeId } = actor;
    const origin = from ? await originOf(tx, placeId, from, true) : null;
    if (from && !origin) return refuseField('title', 'act.open.no-origin');
    const id = newId();
    const today = dayOf(now, place.timeZone);
    const row = readActivity(input, { today, sealer: services.sealer, placeId, id });
    if ('ok' in row) return row;
    await register(tx, {
      placeId,
      id,
      type: 'activity',
      step: 'done',
      title: row.title,
      line: `${row.rhythm_words} · ${row.venue}`,
      state: stage,
      onDay: today,
      now,
    });
    await tx
      .insertInto('activity')
      .values({
        contact: null,
        ...row,
        place_id: placeId,
        id,
        stage,
        nested_place_id: null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    if (origin) await tieToOrigin(tx, { placeId, origin, activityId: id, madeBy: actor.personId, now });
    about('activity', id);
    announce({ name: 'activity.opened', subject: { type: 'activity', id }, data: { from: origin?.id ?? null } });
    return done({ id });
  },
});
