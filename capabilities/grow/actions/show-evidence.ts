import { choice, defineAction, isId, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { recordHead } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { signs } from '../model.ts';
import { type Round, roundById } from '../queries.ts';
import { mayAsk } from '../rules.ts';
import '../tables.ts';

/** Points from a sign to something in this place that shows it. The address of its page is enough. */
export const showEvidence = defineAction({
  name: 'grow.show-evidence',
  rule: mayAsk,
  subject: ({ tx, actor }, { id }) => roundById(tx, actor.placeId, id as string),
  input: z.strictObject({
    sign: choice(signs, 'grow.evidence.missing-sign'),
    record: shortText({ max: 500, missing: 'grow.evidence.missing-record' }),
  }),
  async do({ tx, actor, now, about }, input, round: Round) {
    const { placeId } = actor;
    const recordId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(input.record)?.[0]?.toLowerCase();
    if (!recordId || !isId(recordId)) return refuseField('record', 'grow.evidence.no-address');
    const head = await recordHead(tx, placeId, recordId, false);
    if (!head || head.id === round.id) return refuseField('record', 'grow.evidence.not-here');
    await tx
      .insertInto('sign_evidence')
      .values({
        place_id: placeId,
        id: newId(),
        reflection_id: round.id,
        sign: input.sign,
        record_id: head.id,
        made_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    about('reflection', round.id);
    return done({ id: round.id });
  },
});
