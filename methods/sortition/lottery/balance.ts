import type { LinearRow, Polytope } from '../polytope.ts';
import { EXACT_LP, modelOf, OPTIMAL, type Solver } from '../solver.ts';

export interface BalanceTarget {
  readonly expected: Float64Array;
  readonly lowest: number;
  readonly highest: number;
  /** The objective reached over the polytope, and a proven lower bound on it. */
  readonly value: number;
  readonly bound: number;
}

const TANGENTS = 60;

/** MINIMAX: the highest probability as low as possible. People may be left without any chance. */
export function minimax(solver: Solver, polytope: Polytope, covered: readonly boolean[]): BalanceTarget | undefined {
  return solve(solver, polytope, covered, undefined);
}

/**
 * GOLDILOCKS (Baharav and Flanigan, EC 2024): minimise `(n/k)·highest + gamma·(k/n)/lowest`, neither very low nor very high
 * chances. `1/lowest` is approached from below by tangents, so the value of the programme is a proven bound.
 */
export function goldilocks(
  solver: Solver,
  polytope: Polytope,
  covered: readonly boolean[],
  gamma: number,
): BalanceTarget | undefined {
  return solve(solver, polytope, covered, gamma);
}

function solve(
  solver: Solver,
  polytope: Polytope,
  covered: readonly boolean[],
  gamma: number | undefined,
): BalanceTarget | undefined {
  const { kinds: T, people, most, rows } = polytope;
  const n = people.reduce((sum, count) => sum + count, 0);
  const k = rows[polytope.exactRows - 1]!.low;
  const [U, L, G] = [T, T + 1, T + 2];
  const cost = new Float64Array(T + 3);
  cost[U] = n / k;
  if (gamma !== undefined) cost[G] = gamma * (k / n);
  const low = new Float64Array(T + 3);
  const high = Float64Array.from([...most, 1, 1, Number.POSITIVE_INFINITY]);
  const links: LinearRow[] = [];
  for (let t = 0; t < T; t++) {
    links.push({
      kinds: Int32Array.of(t, U),
      weights: Float64Array.of(1, -people[t]!),
      low: Number.NEGATIVE_INFINITY,
      high: 0,
    });
    if (gamma !== undefined && covered[t]) {
      links.push({
        kinds: Int32Array.of(t, L),
        weights: Float64Array.of(1, -people[t]!),
        low: 0,
        high: Number.POSITIVE_INFINITY,
      });
    }
  }
  const model = modelOf(solver, { cost, low, high }, [...rows, ...links], 'min');
  model.options.set(EXACT_LP);
  try {
    let best: BalanceTarget | undefined;
    if (gamma !== undefined) tangent((k / n) * 0.5);
    for (let i = 0; i < TANGENTS; i++) {
      if (model.run().modelStatus !== OPTIMAL) return undefined;
      const { colValue } = model.getSolution();
      const expected = Float64Array.from(colValue.subarray(0, T));
      const [highest, lowest] = [colValue[U]!, colValue[L]!];
      if (gamma === undefined) return { expected, lowest: 0, highest, value: highest, bound: highest };
      const value = (n / k) * highest + (gamma * (k / n)) / lowest;
      const bound = model.getObjectiveValue();
      if (!best || value < best.value) best = { expected, lowest, highest, value, bound };
      best = { ...best, bound };
      if (value - bound < 1e-9 * value) return best;
      tangent(lowest > 1e-9 ? lowest : (k / n) * 0.01);
    }
    return best;
  } finally {
    model.dispose();
  }

  /** G ≥ 1/at − (L − at)/at². */
  function tangent(at: number): void {
    model.addRow(2 / at, Number.POSITIVE_INFINITY, { indices: [G, L], values: [1, 1 / (at * at)] });
  }
}
