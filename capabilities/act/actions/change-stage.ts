import { choice, defineAction, longText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { amend, remember } from '@upwell/thread';
import { z } from 'zod';
import { nextStages, stages } from '../model.ts';
import { type Activity, activityById } from '../queries.ts';
import { mayRun } from '../rules.ts';
import '../tables.ts';

/** Moves an activity along the ladder of ownership, with the reason, for everybody to see (AC09). It stays listed. */
export const changeStage = defineAction({
  name: 'act.changeStage',
  rule: mayRun,
  subject: ({ tx, actor }, { id }) => activityById(tx, actor.placeId, id as string, true),
  input: z.strictObject({
    stage: choice(stages, 'act.open.missing-stage'),
    reason: longText({ max: 1000, missing: 'act.stage.missing-reason' }),
  }),
  async do({ tx, actor, place, now, announce, about }, { stage, reason }, activity: Activity) {
    const { placeId } = actor;
    const { id } = activity;
    if (!nextStages[activity.stage].includes(stage)) return refuseField('stage', 'act.stage.not-from-here');
    await tx
      .updateTable('activity')
      .set({ stage, ...(stage === 'resident-run' && { led_hands: 'residents' as const, hand_on_by: null }) })
      .where('place_id', '=', placeId)
      .where('id', '=', id)
      .execute();
    await amend(tx, { placeId, id }, { state: stage });
    await remember(tx, {
      placeId,
      recordId: id,
      happened: `act.history.${stage}`,
      reason,
      byPerson: actor.personId,
      byWords: place.name,
      now,
    });
    about('activity', id);
    announce({ name: 'activity.stage-changed', subject: { type: 'activity', id }, data: { stage } });
    return done({ id });
  },
});
