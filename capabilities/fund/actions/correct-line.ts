import { defineAction, longText, pence } from '@upwell/platform/action';
import { translator } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf, remember } from '@upwell/thread';
import { z } from 'zod';
import { type AwardAndFund, awardAndFund, type Line, lineById, standsFor } from '../queries.ts';
import { mayFund } from '../rules.ts';
import { writeLine } from '../write-line.ts';

/** Puts a line right with another line: the wrong one stays to be seen, with why (GO12). */
export const correctLine = defineAction({
  name: 'fund.correct-line',
  rule: mayFund,
  subject: async ({ tx, actor }, { id, lineId }) => {
    const both = await awardAndFund(tx, actor.placeId, id as string, true);
    const line = both && (await lineById(tx, actor.placeId, id as string, lineId as string));
    return both && line ? { ...both, line } : null;
  },
  // A correction is not corrected itself: the line it belongs to is.
  phase: ({ line }: AwardAndFund & { line: Line }) =>
    line.corrects ? refuse('closed', { problem: { key: 'fund.correct.already-one' } }) : null,
  input: z.strictObject({
    amount: pence(),
    because: longText({ max: 1000, missing: 'fund.correct.missing-because' }),
  }),
  async do(context, { amount, because }, { award, fund, line }: AwardAndFund & { line: Line }) {
    const { tx, actor, now, place, lang, services } = context;
    const { placeId } = actor;
    const stood = await standsFor(tx, placeId, line.id);
    if (amount === stood) return refuseField('amount', 'fund.correct.same');
    const written = await writeLine(
      context,
      { award, fund },
      {
        kind: line.kind,
        pence: amount - stood,
        day: dayOf(now, place.timeZone),
        note: because,
        corrects: line.id,
        by: fund.holder,
      },
      'amount',
    );
    if ('ok' in written) return written;
    const t = translator(services.catalogue, lang, place.words);
    await remember(tx, {
      placeId,
      recordId: award.id,
      happened: 'fund.history.corrected',
      before: t.money(stood),
      after: t.money(amount),
      reason: because,
      byPerson: actor.personId,
      byWords: fund.holder,
      now,
    });
    return done({ id: written.id, awardId: award.id });
  },
});
