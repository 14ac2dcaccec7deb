import { anyone } from '@upwell/platform/access';
import { data } from '@upwell/platform/http';
import { z } from 'zod';
import { raters, signs } from './model.ts';
import { evidenceOf, resultsOf, roundsOf } from './queries.ts';

const said = z.object({ ratings: z.number(), mean: z.number() }).nullable();

/** The last rounds of the eight signs. Kinds of people too few to show are null; there is no total. */
export const signsData = data({
  name: 'grow.data.signs',
  path: '/api/signs',
  rule: anyone,
  limit: 'read',
  response: z.object({
    rounds: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        openedOn: z.string(),
        closesOn: z.string(),
        workingOn: z.string().nullable(),
        signs: z.array(
          z.object({
            sign: z.string(),
            organisers: said,
            residents: said,
            partners: said,
            evidence: z.array(z.object({ id: z.string(), type: z.string(), title: z.string() })),
          }),
        ),
      }),
    ),
  }),
  async answer(context) {
    const placeId = context.place.id;
    const rounds = await context.read(async (tx) => {
      const list = await roundsOf(tx, placeId, 10);
      return await Promise.all(
        list.map(async (round) => ({
          round,
          results: await resultsOf(tx, placeId, round.id),
          evidence: await evidenceOf(tx, placeId, round.id),
        })),
      );
    });
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        rounds: rounds.map(({ round, results, evidence }) => ({
          ...round,
          signs: signs.map((sign) => ({
            sign,
            ...Object.fromEntries(
              raters.map((rater) => {
                const here = results[sign][rater];
                return [rater, here && { ratings: here.shown, mean: here.mean }];
              }),
            ),
            evidence: evidence.filter((each) => each.sign === sign).map(({ id, type, title }) => ({ id, type, title })),
          })),
        })),
      }),
    };
  },
});
