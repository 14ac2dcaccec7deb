import { calendarDay, choice, defineAction, optionalText, pence } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf } from '@upwell/thread';
import { z } from 'zod';
import { addedKinds } from '../model.ts';
import { type AwardAndFund, awardAndFund } from '../queries.ts';
import { mayFund } from '../rules.ts';
import { writeLine } from '../write-line.ts';

/** Writes down what happened to the money of an award: more was promised, it was paid, spent, given back, put into another activity. */
export const addLine = defineAction({
  name: 'fund.add-line',
  rule: mayFund,
  subject: ({ tx, actor }, { id }) => awardAndFund(tx, actor.placeId, id as string, true),
  input: z.strictObject({
    kind: choice(addedKinds, 'fund.line.missing-kind'),
    amount: pence(),
    day: calendarDay(),
    note: optionalText({ max: 1000, lines: true }),
    by: optionalText(),
  }),
  async do(context, input, both: AwardAndFund) {
    if (input.amount === 0) return refuseField('amount', 'fund.open.nothing');
    if (input.day > dayOf(context.now, context.place.timeZone)) return refuseField('day', 'error.in-future');
    const line = {
      kind: input.kind,
      pence: input.amount,
      day: input.day,
      note: input.note,
      corrects: null,
      by: input.by ?? both.fund.holder,
    };
    const written = await writeLine(context, both, line, 'amount');
    return 'ok' in written ? written : done({ id: written.id, awardId: both.award.id });
  },
});
