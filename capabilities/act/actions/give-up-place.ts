import { defineAction, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { amend } from '@upwell/thread';
import { z } from 'zod';
import { mayCome } from '../rules.ts';
import { signUpByCode, somebodyWaits } from '../sign-ups.ts';
import '../tables.ts';

/** Gives a place back with its code: the name, the needs and the address go, and somebody else can have it. */
export const giveUpPlace = defineAction({
  name: 'act.giveUpPlace',
  rule: mayCome,
  input: z.strictObject({ code: shortText({ max: 60, missing: 'thread.code.missing' }) }),
  async do({ tx, actor, services, about }, { code }) {
    const { placeId } = actor;
    const found = await signUpByCode(tx, services.sealer, placeId, code);
    if (!found) return refuseField('code', 'thread.code.unknown');
    await tx.deleteFrom('sign_up').where('place_id', '=', placeId).where('id', '=', found.id).execute();
    if (found.onDay === null && !(await somebodyWaits(tx, placeId, found.activityId)))
      await amend(tx, { placeId, id: found.activityId }, { dueOn: null, owedBy: null });
    about('activity', found.activityId);
    return done({ activityId: found.activityId });
  },
});
