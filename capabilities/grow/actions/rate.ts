import { choice, defineAction } from '@upwell/platform/action';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { type Mark, raters, type Sign, signs } from '../model.ts';
import { openForRating } from '../phases.ts';
import { hasRated, type Round, roundById } from '../queries.ts';
import { mayRateAs, printsOf } from '../rater.ts';
import { mayRate } from '../rules.ts';
import '../tables.ts';

const mark = () => choice(['1', '2', '3', '4', '5', 'not-sure'], 'grow.rate.missing-mark');

/** Says how much one sees of each sign. Once a round: the first stands, and sending again does no harm. */
export const rate = defineAction({
  name: 'grow.rate',
  rule: mayRate,
  subject: ({ tx, actor }, { id }) => roundById(tx, actor.placeId, id as string),
  phase: (round: Round, { now, place }) => openForRating(round, dayOf(now, place.timeZone)),
  input: z.strictObject({
    rater: choice(raters, 'grow.rate.missing-rater'),
    ...(Object.fromEntries(signs.map((sign) => [sign, mark()])) as Record<Sign, ReturnType<typeof mark>>),
  }),
  async do({ tx, actor, services, about }, input, round: Round) {
    const { placeId } = actor;
    if (!mayRateAs(actor).includes(input.rater)) return refuseField('rater', 'grow.rate.not-as-that');
    const prints = printsOf(services.sealer, actor, round.id);
    const [print] = prints;
    if (!print) return refuse('expired-page');
    about('reflection', round.id);
    if (await hasRated(tx, placeId, round.id, prints)) return done({ id: round.id, again: true });
    const turn = newId();
    await tx
      .insertInto('sign_rating')
      .values(
        signs.map((sign) => ({
          place_id: placeId,
          reflection_id: round.id,
          rater_print: print,
          rater: input.rater,
          sign,
          mark: input[sign] === 'not-sure' ? null : (Number(input[sign]) as Mark),
          turn,
        })),
      )
      // The same browser twice at the same moment: the first stands.
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return done({ id: round.id, again: false });
  },
});
