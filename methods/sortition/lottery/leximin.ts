import type { Model } from 'highs';
import type { LinearRow, Polytope } from '../polytope.ts';
import { EXACT_LP, modelOf, OPTIMAL, type Solver } from '../solver.ts';

/** One stage of LEXIMIN: the level reached, who is fixed at it, and the weights that prove it cannot be raised. */
export interface Stage {
  /** Probability level. */
  readonly level: number;
  /** Kinds fixed at this level. */
  readonly fixed: readonly number[];
  /** Per kind, weight of each of its people: ≥ 0, summing to 1 over the people not fixed before. */
  readonly weights: Float64Array;
}

export interface LeximinTarget {
  /** Expected count per kind. */
  readonly expected: Float64Array;
  readonly stages: readonly Stage[];
}

/** Reduced cost (weights sum to 1 over all people) above which a kind is at its level in every optimum. */
const BINDING = 1e-9;
const ROOM = 1e-11;

/**
 * LEXIMIN over the polytope: the lowest probability as high as possible, then the second lowest, and so on. `stop` ends it
 * early (after the first stage it is MAXIMIN). Each stage is one linear programme in few rows: with `z` the level and
 * `d_t ≥ 0` what kind `t` has above it, `e_t = s_t z + d_t`; upper limits on single kinds enter only when they bind.
 */
export function leximin(
  solver: Solver,
  polytope: Polytope,
  options: { readonly stop?: (stage: Stage) => boolean } = {},
): LeximinTarget | undefined {
  const { people, most, rows } = polytope;
  const T = polytope.kinds;
  const fixedAt = new Float64Array(T).fill(Number.NaN);
  const isFree = (t: number) => Number.isNaN(fixedAt[t]);
  const levelRow = (row: LinearRow) => {
    let free = 0;
    let held = 0;
    for (let j = 0; j < row.kinds.length; j++) {
      const t = row.kinds[j]!;
      if (isFree(t)) free += row.weights[j]! * people[t]!;
      else held += row.weights[j]! * fixedAt[t]!;
    }
    return { free, held };
  };
  const withLevel = rows.map((row): LinearRow => {
    const kinds = new Int32Array(row.kinds.length + 1);
    const weights = new Float64Array(row.kinds.length + 1);
    kinds.set(
      row.kinds.map((t) => t + 1),
      1,
    );
    weights.set(row.weights, 1);
    weights[0] = levelRow(row).free;
    return { ...row, kinds, weights };
  });
  const cost = new Float64Array(T + 1);
  cost[0] = 1;
  const high = new Float64Array(T + 1).fill(Number.POSITIVE_INFINITY);
  high[0] = 1;
  const model: Model = modelOf(solver, { cost, low: new Float64Array(T + 1), high }, withLevel, 'max');
  model.options.set({ ...EXACT_LP, solver: 'simplex' });
  const capRow = new Map<number, number>();
  const stages: Stage[] = [];
  const expected = new Float64Array(T);
  try {
    let left = T;
    while (left > 0) {
      const level = solveStage();
      if (level === undefined) return undefined;
      const { colDual } = model.getSolution();
      const weights = new Float64Array(T);
      let total = 0;
      for (let t = 0; t < T; t++) {
        if (!isFree(t)) continue;
        weights[t] = Math.max(0, Math.abs(colDual[t + 1]!));
        total += weights[t]! * people[t]!;
      }
      const fixed: number[] = [];
      let largest = -1;
      for (let t = 0; t < T; t++) {
        if (!isFree(t)) continue;
        weights[t] = total > 0 ? weights[t]! / total : 0;
        if (expected[t]! > people[t]! * level + ROOM * Math.max(1, people[t]!) * 10) continue;
        if (weights[t]! > BINDING) fixed.push(t);
        if (largest < 0 || weights[t]! > weights[largest]!) largest = t;
      }
      if (fixed.length === 0 && largest >= 0) fixed.push(largest);
      if (fixed.length === 0) return undefined;
      for (const t of fixed) fix(t);
      left -= fixed.length;
      const stage = { level, fixed, weights };
      stages.push(stage);
      if (options.stop?.(stage)) break;
      for (const [r, row] of rows.entries()) {
        const { free, held } = levelRow(row);
        model.changeCoefficient(r, 0, free);
        model.changeRowBounds(r, row.low - held, row.high - held);
      }
    }
    return { expected, stages };
  } finally {
    model.dispose();
  }

  function fix(t: number): void {
    fixedAt[t] = expected[t]!;
    model.changeColBounds(t + 1, 0, 0);
    const cap = capRow.get(t);
    if (cap !== undefined) model.changeRowBounds(cap, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
  }

  function solveStage(): number | undefined {
    for (;;) {
      if (model.run().modelStatus !== OPTIMAL) return undefined;
      const { colValue } = model.getSolution();
      const z = colValue[0]!;
      let over = false;
      for (let t = 0; t < T; t++) {
        if (!isFree(t)) {
          expected[t] = fixedAt[t]!;
          continue;
        }
        expected[t] = people[t]! * z + Math.max(0, colValue[t + 1]!);
        if (expected[t]! > most[t]! + ROOM && !capRow.has(t)) {
          capRow.set(t, rows.length + capRow.size);
          model.addRow(Number.NEGATIVE_INFINITY, most[t]!, { indices: [0, t + 1], values: [people[t]!, 1] });
          over = true;
        }
        expected[t] = Math.min(expected[t]!, most[t]!);
      }
      if (!over) return z;
    }
  }
}
