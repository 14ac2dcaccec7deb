import { defineAction, longText } from '@upwell/platform/action';
import { done, refuse } from '@upwell/platform/outcome';
import { amend, remember } from '@upwell/thread';
import { z } from 'zod';
import { type Fund, holdFund } from '../queries.ts';
import { mayFund } from '../rules.ts';

/** Closes a fund, with a reason everybody can read (GO11). What was promised stays promised. */
export const closeFund = defineAction({
  name: 'fund.close',
  rule: mayFund,
  subject: ({ tx, actor }, { id }) => holdFund(tx, actor.placeId, id as string),
  phase: (fund: Fund) => (fund.closedAt ? refuse('closed', { problem: { key: 'fund.close.already' } }) : null),
  input: z.strictObject({ because: longText({ missing: 'fund.close.missing-because' }) }),
  async do({ tx, actor, now, announce, about }, { because }, fund: Fund) {
    const { placeId } = actor;
    await tx
      .updateTable('fund')
      .set({ closed_at: now, closed_because: because })
      .where('place_id', '=', placeId)
      .where('id', '=', fund.id)
      .execute();
    await amend(tx, { placeId, id: fund.id }, { state: 'closed' });
    await remember(tx, {
      placeId,
      recordId: fund.id,
      happened: 'fund.history.closed',
      reason: because,
      byPerson: actor.personId,
      byWords: fund.holder,
      now,
    });
    about('fund', fund.id);
    announce({ name: 'fund.closed', subject: { type: 'fund', id: fund.id } });
    return done({ id: fund.id });
  },
});
