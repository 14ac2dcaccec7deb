import { anyone } from '@upwell/platform/access';
import { data } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { z } from 'zod';
import { behindClaim, type Claim, claimById, claimsOf } from './queries.ts';

/** A claim never leaves without its base, comparator and caveat; some of a whole never without the whole. */
const claimShape = z.object({
  id: z.string(),
  statement: z.string(),
  level: z.enum(['told', 'counted', 'compared', 'tested']),
  made: z.enum(['observed', 'modelled', 'projected']),
  kind: z.enum(['change', 'return-ratio']),
  /** As it was reported. Text on purpose: it is not to be added up. */
  figure: z.string().nullable(),
  base: z.union([z.number(), z.literal('not given')]),
  baseOf: z.string().nullable(),
  partOf: z.object({ whole: z.string(), base: z.number(), figure: z.string() }).nullable(),
  comparator: z.string(),
  method: z.string().nullable(),
  period: z.string(),
  horizon: z.string().nullable(),
  beneficiary: z.string().nullable(),
  source: z.string(),
  caveat: z.string(),
  saidBy: z.string(),
  madeAt: z.string(),
  retracted: z.object({ at: z.string(), because: z.string() }).nullable(),
});

const asData = (claim: Claim): z.infer<typeof claimShape> => ({
  id: claim.id,
  statement: claim.statement,
  level: claim.level,
  made: claim.made,
  kind: claim.kind,
  figure: claim.shown,
  base: claim.base ?? 'not given',
  baseOf: claim.baseOf,
  partOf: claim.whole && { whole: claim.whole.of, base: claim.whole.base, figure: claim.whole.shown },
  comparator: claim.comparator ?? 'no comparator',
  method: claim.method,
  period: claim.period,
  horizon: claim.horizon,
  beneficiary: claim.beneficiary,
  source: claim.source,
  caveat: claim.caveat ?? 'none given',
  saidBy: claim.by,
  madeAt: claim.madeAt.toISOString(),
  retracted:
    claim.retractedAt === null
      ? null
      : { at: claim.retractedAt.toISOString(), because: claim.retractedBecause as string },
});

/** Every claim of the place, newest first, page by page. */
export const claimsData = data({
  name: 'learn.data.claims',
  path: '/api/claims',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ before: z.uuid().optional() }),
  response: z.object({ claims: z.array(claimShape), next: z.string().nullable() }),
  async answer(context, { query }) {
    const found = await context.read((tx) => claimsOf(tx, context.place.id, { before: query.before, limit: 101 }));
    const claims = found.slice(0, 100);
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({ claims: claims.map(asData), next: found.length > 100 ? claims.at(-1)?.id : null }),
    };
  },
});

/** One claim with the records it rests on. */
export const claimData = data({
  name: 'learn.data.claim',
  path: '/api/claims/:id',
  rule: anyone,
  limit: 'read',
  response: claimShape.extend({
    restsOn: z.array(z.object({ id: z.string(), type: z.string(), title: z.string() })),
  }),
  async answer(context, { params }) {
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const claim = await claimById(tx, context.place.id, id);
      return claim && { claim, restsOn: await behindClaim(tx, context.place.id, id) };
    });
    if (!found) return refuse('not-found');
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({ ...asData(found.claim), restsOn: found.restsOn }),
    };
  },
});
