import { defineAction, shortText } from '@upwell/platform/action';
import { withdrawAll } from '@upwell/platform/consent';
import { done, refuseField } from '@upwell/platform/outcome';
import { amend, contributionByCode } from '@upwell/thread';
import { z } from 'zod';
import { maySay } from '../rules.ts';
import '../tables.ts';

/**
 * Takes one's words back, with the code on the slip. The words, the name and the address go; every count
 * and page that showed them follows in the same transaction, and the thread says only that somebody withdrew.
 */
export const withdraw = defineAction({
  name: 'listen.withdraw',
  rule: maySay,
  input: z.strictObject({ code: shortText({ max: 60, missing: 'thread.code.missing' }) }),
  async do({ tx, actor, now, services, announce, about }, { code }) {
    const { placeId } = actor;
    const id = await contributionByCode(tx, services.sealer, placeId, code);
    if (!id) return refuseField('code', 'thread.code.unknown');
    await amend(tx, { placeId, id }, { title: '…', line: null, state: 'withdrawn', withdrawnAt: now });
    await tx
      .updateTable('contribution')
      .set({ words: '', words_sealed: null, shown_name: null, heard_where: null, person_id: null, taken_down_by: null })
      .where('place_id', '=', placeId)
      .where('id', '=', id)
      .execute();
    await tx.deleteFrom('way_back').where('place_id', '=', placeId).where('record_id', '=', id).execute();
    await withdrawAll(tx, { placeId, type: 'contribution', id }, { by: 'self', now });
    about('contribution', id);
    announce({ name: 'contribution.withdrawn', subject: { type: 'contribution', id } });
    return done({ id });
  },
});
