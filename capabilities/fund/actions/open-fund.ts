import { findGroup } from '@upwell/ground';
import {
  defineAction,
  longText,
  optionalDay,
  optionalId,
  optionalText,
  pence,
  shortText,
  wholeNumber,
} from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, recordHead, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { burdenOf, underCap } from '../model.ts';
import { mayFund } from '../rules.ts';
import '../tables.ts';

/** Opens a fund: what for, how much, who holds it, who decides, how little it asks of people, who goes on after it (FU01, FU03). */
export const openFund = defineAction({
  name: 'fund.open',
  rule: mayFund,
  input: z.strictObject({
    name: shortText({ missing: 'fund.open.missing-name' }),
    purpose: longText({ missing: 'fund.open.missing-purpose' }),
    total: pence(),
    least: pence(),
    most: pence(),
    holder: shortText({ missing: 'fund.open.missing-holder' }),
    holderGroup: optionalId(),
    decider: shortText({ missing: 'fund.open.missing-decider' }),
    deciderGroup: optionalId(),
    askMinutes: wholeNumber({ max: 10_000 }),
    reportMinutes: wholeNumber({ max: 10_000 }),
    capMinutes: wholeNumber({ min: 1, max: 10_000 }),
    endsOn: optionalDay(),
    continuesWith: optionalText(),
    /** The insight it answers. */
    from: optionalId(),
  }),
  async do({ tx, actor, place, now, announce, about }, input) {
    const { placeId } = actor;
    const today = dayOf(now, place.timeZone);
    for (const field of ['total', 'least', 'most'] as const)
      if (input[field] === 0) return refuseField(field, 'fund.open.nothing');
    if (input.most < input.least) return refuseField('most', 'fund.open.most-under-least');
    if (input.total < input.most) return refuseField('total', 'fund.open.total-under-most');
    if (input.endsOn !== null && input.endsOn < today) return refuseField('endsOn', 'error.in-past');
    if (input.endsOn !== null && input.continuesWith === null)
      return refuseField('continuesWith', 'fund.open.missing-continues');
    const minutes = input.askMinutes + input.reportMinutes;
    if (!underCap(minutes, input.least, input.capMinutes))
      return refuseField('askMinutes', 'fund.open.over-cap', {
        burden: burdenOf(minutes, input.least),
        cap: input.capMinutes,
      });
    for (const field of ['holderGroup', 'deciderGroup'] as const) {
      const id = input[field];
      if (id !== null && !(await findGroup(tx, id))) return refuseField(field, 'fund.open.no-group');
    }
    const insight = input.from ? await recordHead(tx, placeId, input.from, true) : null;
    if (input.from && insight?.type !== 'insight') return refuseField('from', 'fund.open.no-insight');

    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'fund',
      step: 'promised',
      title: input.name,
      line: input.purpose,
      state: 'open',
      onDay: today,
      now,
    });
    await tx
      .insertInto('fund')
      .values({
        place_id: placeId,
        id,
        name: input.name,
        purpose: input.purpose,
        total_pence: input.total,
        least_pence: input.least,
        most_pence: input.most,
        holder_words: input.holder,
        holder_group: input.holderGroup,
        decider_words: input.decider,
        decider_group: input.deciderGroup,
        ask_minutes: input.askMinutes,
        report_minutes: input.reportMinutes,
        cap_minutes: input.capMinutes,
        opened_on: today,
        ends_on: input.endsOn,
        continues_with: input.continuesWith,
        closed_at: null,
        closed_because: null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    if (insight) await link(tx, { placeId, from: insight.id, to: id, kind: 'answers', madeBy: actor.personId, now });
    about('fund', id);
    announce({ name: 'fund.opened', subject: { type: 'fund', id } });
    return done({ id });
  },
});
