import { choice, defineAction } from '@upwell/platform/action';
import { done } from '@upwell/platform/outcome';
import { remember } from '@upwell/thread';
import { z } from 'zod';
import { signs } from '../model.ts';
import { type Round, roundById } from '../queries.ts';
import { mayAsk } from '../rules.ts';
import '../tables.ts';

/** Chooses the one sign to work on until the next round. A change of it stays to be seen. */
export const workOn = defineAction({
  name: 'grow.work-on',
  rule: mayAsk,
  subject: ({ tx, actor }, { id }) => roundById(tx, actor.placeId, id as string),
  input: z.strictObject({ sign: choice(signs, 'grow.evidence.missing-sign') }),
  async do({ tx, actor, place, now, about }, { sign }, round: Round) {
    const { placeId } = actor;
    about('reflection', round.id);
    if (round.workingOn === sign) return done({ id: round.id });
    await tx
      .updateTable('reflection')
      .set({ working_on: sign })
      .where('place_id', '=', placeId)
      .where('id', '=', round.id)
      .execute();
    await remember(tx, {
      placeId,
      recordId: round.id,
      happened: `grow.history.${sign}`,
      byPerson: actor.personId,
      byWords: place.name,
      now,
    });
    return done({ id: round.id });
  },
});
