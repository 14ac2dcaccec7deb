import { Readable } from 'node:stream';
import { anyone } from '@upwell/platform/access';
import { data, type PageContext } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { z } from 'zod';
import { ledgerHeader, ledgerRow } from './exports.ts';
import { leftIn, type Sums, unspent } from './model.ts';
import { awardsOf, type Fund, fundById, fundsOf, insightBehind, linesOf, sumsOfFund } from './queries.ts';

const money = z.object({
  promised: z.number(),
  paid: z.number(),
  spent: z.number(),
  returned: z.number(),
  reinvested: z.number(),
  unspent: z.number(),
});
const fundShape = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  totalPence: z.number(),
  leastPence: z.number(),
  mostPence: z.number(),
  leftPence: z.number(),
  pence: money,
  holder: z.string(),
  decider: z.string(),
  minutes: z.object({ asking: z.number(), reporting: z.number(), mostPerThousandPounds: z.number() }),
  openedOn: z.string(),
  endsOn: z.string().nullable(),
  continuesWith: z.string().nullable(),
  closedAt: z.string().nullable(),
  closedBecause: z.string().nullable(),
});

const pence = (sums: Sums) => ({ ...sums, unspent: unspent(sums) });
const asData = (fund: Fund, sums: Sums): z.infer<typeof fundShape> => ({
  id: fund.id,
  name: fund.name,
  purpose: fund.purpose,
  totalPence: fund.totalPence,
  leastPence: fund.leastPence,
  mostPence: fund.mostPence,
  leftPence: leftIn(fund.totalPence, sums),
  pence: pence(sums),
  holder: fund.holder,
  decider: fund.decider,
  minutes: { asking: fund.askMinutes, reporting: fund.reportMinutes, mostPerThousandPounds: fund.capMinutes },
  openedOn: fund.openedOn,
  endsOn: fund.endsOn,
  continuesWith: fund.continuesWith,
  closedAt: fund.closedAt?.toISOString() ?? null,
  closedBecause: fund.closedBecause,
});

/** Every fund of the place with its sums. Whole pence. */
export const fundsData = data({
  name: 'fund.data.funds',
  path: '/api/funds',
  rule: anyone,
  limit: 'read',
  response: z.object({ funds: z.array(fundShape) }),
  async answer(context) {
    const funds = await context.read((tx) => fundsOf(tx, context.place.id, 1000));
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({ funds: funds.map(({ fund, sums }) => asData(fund, sums)) }),
    };
  },
});

/** One fund with its awards. Whole pence. */
export const fundData = data({
  name: 'fund.data.fund',
  path: '/api/funds/:id',
  rule: anyone,
  limit: 'read',
  response: fundShape.extend({
    answers: z.object({ id: z.string(), title: z.string() }).nullable(),
    awards: z.array(
      z.object({
        id: z.string(),
        to: z.string(),
        constituted: z.boolean(),
        moneyHeldBy: z.string().nullable(),
        forWhat: z.string(),
        ownGoals: z.string().nullable(),
        madeAt: z.string(),
        pence: money,
      }),
    ),
  }),
  async answer(context, { params }) {
    const id = params.id as string;
    const placeId = context.place.id;
    const found = await context.read(async (tx) => {
      const fund = await fundById(tx, placeId, id);
      if (!fund) return null;
      const [sums, awards, answers] = await Promise.all([
        sumsOfFund(tx, placeId, id),
        awardsOf(tx, placeId, id, 5000),
        insightBehind(tx, placeId, id),
      ]);
      return { fund, sums, awards, answers };
    });
    if (!found) return refuse('not-found');
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        ...asData(found.fund, found.sums),
        answers: found.answers,
        awards: found.awards.map(({ award, sums }) => ({
          id: award.id,
          to: award.to,
          constituted: award.constituted,
          moneyHeldBy: award.host,
          forWhat: award.forWhat,
          ownGoals: award.ownGoals,
          madeAt: award.madeAt.toISOString(),
          pence: pence(sums),
        })),
      }),
    };
  },
});

/** The ledger of a fund as a file for a spreadsheet. */
export const ledgerCsv = data({
  name: 'fund.data.ledger',
  path: '/api/funds/:id/ledger.csv',
  rule: anyone,
  limit: 'read',
  async answer(context, { params }) {
    const id = params.id as string;
    const fund = await context.read((tx) => fundById(tx, context.place.id, id));
    if (!fund) return refuse('not-found');
    return {
      type: 'text/csv; charset=utf-8',
      public: true,
      fileName: `ledger-${fund.openedOn}.csv`,
      body: Readable.from(rowsOf(context, id)),
    };
  },
});

/** Read part by part, so that a long ledger holds neither memory nor a transaction. */
async function* rowsOf(context: PageContext, fundId: string): AsyncGenerator<string> {
  yield `${ledgerHeader}\r\n`;
  let after: string | undefined;
  do {
    const lines = await context.read((tx) =>
      linesOf(tx, { placeId: context.place.id, fundId, limit: 1000, ...(after && { after }) }),
    );
    for (const line of lines) yield `${ledgerRow(line)}\r\n`;
    after = lines.length === 1000 ? lines.at(-1)?.id : undefined;
  } while (after);
}
