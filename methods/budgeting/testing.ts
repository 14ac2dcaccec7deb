import fc from 'fast-check';
import { type Election, election, type PlainElection } from './model.ts';
import { compareFractions, type Fraction, fraction } from './rational.ts';

/** Small approval elections with costs that make ties and empty purses common. */
export const smallElections: fc.Arbitrary<PlainElection> = fc
  .record({
    costs: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }),
    budget: fc.integer({ min: 0, max: 40 }),
    ballots: fc.array(fc.array(fc.nat({ max: 5 }), { maxLength: 5 }), { minLength: 1, maxLength: 9 }),
  })
  .map(({ costs, budget, ballots }) => ({
    ballotType: 'approval' as const,
    projects: costs.map((cost, i) => ({ id: `p${i}`, cost: BigInt(cost) })),
    budget: BigInt(budget),
    ballots: ballots.map((ballot) => [...new Set(ballot)].filter((i) => i < costs.length).map((i) => `p${i}`)),
  }));

/** The same with points on the ballots. */
export const smallPointElections: fc.Arbitrary<PlainElection> = smallElections.chain((plain) =>
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 60, maxLength: 60 }).map((points) => ({
    ...plain,
    ballotType: 'cumulative' as const,
    ballots: plain.ballots.map((ids, b) =>
      Object.fromEntries((ids as readonly string[]).map((id, i) => [id, points[(b * 7 + i) % 60]!])),
    ),
  })),
);

export function made(plain: PlainElection): Election {
  const result = election(plain);
  if (!result.ok) throw new Error(result.message);
  return result.value;
}

/**
 * Equal Shares as the paper states it, voter by voter in exact fractions, with nothing clever: what the fast count is
 * checked against. `utility(voter, project)` in whole numbers.
 */
export function plainEqualShares(
  costs: readonly bigint[],
  voters: number,
  utility: (voter: number, project: number) => bigint,
  endowment: Fraction,
  tieRank: Int32Array,
): number[] {
  const held = Array.from({ length: voters }, () => endowment);
  const add = (a: Fraction, b: Fraction) => fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom);
  const times = (a: Fraction, n: bigint) => fraction(a.top * n, a.bottom);
  const open = new Set(costs.keys());
  const bought: number[] = [];
  for (;;) {
    let best: { c: number; rho: Fraction } | undefined;
    for (const c of open) {
      const supporters = [...held.keys()].filter((i) => utility(i, c) > 0n);
      if (supporters.length === 0) continue;
      const order = [...supporters].sort((a, b) =>
        compareFractions(
          fraction(held[a]!.top, held[a]!.bottom * utility(a, c)),
          fraction(held[b]!.top, held[b]!.bottom * utility(b, c)),
        ),
      );
      let due = fraction(costs[c]!);
      let weight = supporters.reduce((sum, i) => sum + utility(i, c), 0n);
      for (const i of order) {
        const rho = fraction(due.top, due.bottom * weight);
        if (compareFractions(held[i]!, times(rho, utility(i, c))) >= 0) {
          const order = best ? compareFractions(rho, best.rho) : -1;
          if (order < 0 || (order === 0 && tieRank[c]! < tieRank[best!.c]!)) best = { c, rho };
          break;
        }
        due = add(due, fraction(-held[i]!.top, held[i]!.bottom));
        weight -= utility(i, c);
      }
    }
    if (!best) return bought;
    for (const [i, own] of held.entries()) {
      const u = utility(i, best.c);
      if (u === 0n) continue;
      const due = times(best.rho, u);
      held[i] = compareFractions(own, due) <= 0 ? fraction(0n) : add(own, fraction(-due.top, due.bottom));
    }
    open.delete(best.c);
    bought.push(best.c);
  }
}
