import { defineAction, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { z } from 'zod';
import { mayCome } from '../rules.ts';
import { signUpByCode } from '../sign-ups.ts';
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
    about('activity', found.activityId);
    return done({ activityId: found.activityId });
  },
});
