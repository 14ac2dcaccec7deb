import { findGroup } from '@upwell/ground';
import { choice, defineAction, longText, optionalId, optionalText, pence, shortText } from '@upwell/platform/action';
import { translator } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, recordHead, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { leftIn } from '../model.ts';
import { openForAwards } from '../phases.ts';
import { type Fund, holdFund, sumsOfFund } from '../queries.ts';
import { mayFund } from '../rules.ts';
import '../tables.ts';

/** Promises money to a group for something, in its own words and with its own goals (FU02, FU06). */
export const makeAward = defineAction({
  name: 'fund.award',
  rule: mayFund,
  subject: ({ tx, actor }, { id }) => holdFund(tx, actor.placeId, id as string),
  phase: (fund: Fund, { now, place }) => openForAwards(fund, dayOf(now, place.timeZone)),
  input: z.strictObject({
    to: shortText({ missing: 'fund.award.missing-to' }),
    toGroup: optionalId(),
    standing: choice(['constituted', 'informal'], 'fund.award.missing-standing'),
    host: optionalText(),
    forWhat: longText({ max: 2000, missing: 'fund.award.missing-for' }),
    ownGoals: optionalText({ max: 5000, lines: true }),
    amount: pence(),
    /** The decision that creates it, and the activity it pays for. */
    from: optionalId(),
    for: optionalId(),
  }),
  async do({ tx, actor, place, now, lang, services, announce, about }, input, fund: Fund) {
    const { placeId } = actor;
    const t = translator(services.catalogue, lang, place.words);
    if (input.standing === 'informal' && input.host === null) return refuseField('host', 'fund.award.missing-host');
    if (input.toGroup !== null && !(await findGroup(tx, input.toGroup))) return refuseField('to', 'fund.open.no-group');
    if (input.amount < fund.leastPence || input.amount > fund.mostPence)
      return refuseField('amount', 'fund.award.limits', {
        least: t.money(fund.leastPence),
        most: t.money(fund.mostPence),
      });
    const left = leftIn(fund.totalPence, await sumsOfFund(tx, placeId, fund.id));
    if (input.amount > left) return refuseField('amount', 'fund.award.not-enough', { left: t.money(left) });
    const decision = input.from ? await recordHead(tx, placeId, input.from, true) : null;
    if (input.from && decision?.type !== 'decision') return refuse('not-found');
    const paysFor = input.for ? await recordHead(tx, placeId, input.for, true) : null;
    if (input.for && paysFor?.step !== 'done') return refuse('not-found');

    const id = newId();
    const today = dayOf(now, place.timeZone);
    await register(tx, {
      placeId,
      id,
      type: 'award',
      step: 'promised',
      parentId: fund.id,
      title: `${t.money(input.amount)} · ${input.to}`,
      line: input.forWhat,
      state: 'promised',
      onDay: today,
      now,
    });
    await tx
      .insertInto('award')
      .values({
        place_id: placeId,
        id,
        fund_id: fund.id,
        to_words: input.to,
        to_group: input.toGroup,
        constituted: input.standing === 'constituted',
        host_words: input.host,
        for_what: input.forWhat,
        own_goals: input.ownGoals,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    await tx
      .insertInto('ledger_line')
      .values({
        place_id: placeId,
        id: newId(),
        award_id: id,
        fund_id: fund.id,
        kind: 'promised',
        pence: input.amount,
        day: today,
        note: null,
        corrects: null,
        by_words: fund.decider,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    const tie = { placeId, madeBy: actor.personId, now };
    await link(
      tx,
      { ...tie, from: fund.id, to: id, kind: 'pays-for' },
      ...(decision ? [{ ...tie, from: decision.id, to: id, kind: 'creates' as const }] : []),
      ...(paysFor ? [{ ...tie, from: id, to: paysFor.id, kind: 'pays-for' as const }] : []),
    );
    about('award', id);
    announce({ name: 'award.made', subject: { type: 'award', id } });
    return done({ id });
  },
});
