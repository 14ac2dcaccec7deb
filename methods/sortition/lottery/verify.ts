import { type Kinds, kindsOf } from '../kinds.ts';
import type { Problem } from '../model.ts';
import { isPanel, type Polytope, polytopeOf } from '../polytope.ts';
import { done, type Result, refuse } from '../result.ts';
import type { Solver } from '../solver.ts';
import { price, pricingModel } from './attain.ts';
import type { Lottery } from './lottery.ts';

/**
 * Checks a certificate as a stranger would: the largest total weight any feasible panel has, with weights given per person
 * (≥ 0, sum 1). No lottery gives everyone more than that. Proved by an integer programme.
 */
export function heaviestPanel(
  problem: Problem,
  weights: ReadonlyMap<string, number>,
  solver: Solver,
): Result<{ readonly weight: number; readonly bound: number }> {
  const kinds = kindsOf(problem);
  const polytope = polytopeOf(kinds);
  // Within a kind the heaviest people come first; unequal weights are bounded by the kind's mean only when all are equal.
  const own = kinds.kinds.map((kind) => kind.members.map((i) => weights.get(kinds.people[i]!) ?? 0));
  if (own.some((list) => list.some((w) => Math.abs(w - list[0]!) > 1e-12))) {
    return refuse('not-attained', 'People of one kind must carry the same weight.');
  }
  const model = pricingModel(solver, polytope);
  try {
    const scale = 1000 / Math.max(1e-300, ...own.map((list) => list[0] ?? 0));
    const best = price(
      model,
      polytope,
      Float64Array.from(own, (list) => (list[0] ?? 0) * scale),
    );
    if (!best) return refuse('solver', 'The solver could not weigh the panels.');
    const weight = best.panel.reduce((sum, count, t) => sum + count * (own[t]![0] ?? 0), 0);
    return done({ weight, bound: best.bound / scale });
  } finally {
    model.dispose();
  }
}

/** Faults of a lottery by its own portfolio: chances that do not sum to 1, a panel that breaks a rule, other marginals. */
export function lotteryFaults(problem: Problem, lottery: Lottery): string[] {
  const kinds: Kinds = kindsOf(problem);
  const polytope: Polytope = polytopeOf(kinds);
  const faults: string[] = [];
  const sum = lottery.chances.reduce((total, chance) => total + chance, 0);
  if (Math.abs(sum - 1) > 1e-9) faults.push(`the chances sum to ${sum}`);
  if (lottery.chances.some((chance) => chance < 0)) faults.push('a panel has a chance below 0');
  for (const [p, panel] of lottery.panels.entries())
    if (!isPanel(polytope, panel)) faults.push(`panel ${p + 1} breaks a rule`);
  for (let i = 0; i < kinds.people.length; i++) {
    const t = kinds.kindOf[i]!;
    const own = lottery.panels.reduce(
      (total, panel, p) => total + (lottery.chances[p]! * panel[t]!) / polytope.people[t]!,
      0,
    );
    if (Math.abs(own - lottery.probabilities[i]!) > 1e-9) faults.push(`person ${kinds.people[i]} has chance ${own}`);
  }
  return faults;
}
