import { kindsOf } from './kinds.ts';
import { checkProblem, type Problem, type Quota } from './model.ts';
import { type LinearRow, polytopeOf } from './polytope.ts';
import { done, type Result, refuse } from './result.ts';
import { modelOf, OPTIMAL, PANEL_MIP, type Solver } from './solver.ts';

/** One quota bound moved. */
export interface Change {
  readonly feature: string;
  readonly value: string;
  readonly bound: 'min' | 'max';
  readonly from: number;
  readonly to: number;
}

/** A proposal, never applied by itself: who accepts it must be recorded. */
export interface Relaxation {
  /** Raising a maximum by one costs 1; lowering a minimum from `l` by one costs 1 + 2/l, so small groups lose last. */
  readonly cost: number;
  readonly changes: readonly Change[];
  readonly quotas: readonly Quota[];
  /** In words, one sentence a change. */
  readonly sentences: readonly string[];
}

export interface RelaxationOptions {
  /** How many different proposals to look for. Default 3. */
  readonly alternatives?: number;
  /** Make room for this person too (for someone on no feasible panel). */
  readonly include?: string;
}

/**
 * The cheapest changes of quotas, within the flex columns, that make a panel possible; the first is optimal, the others are
 * the next different ones. Refuses when even the flex columns cannot help.
 */
export function relaxations(problem: Problem, solver: Solver, options: RelaxationOptions = {}): Result<Relaxation[]> {
  const checked = checkProblem(problem);
  if (!checked.ok) return checked;
  const kinds = kindsOf(problem);
  const polytope = polytopeOf(kinds);
  const quotas = kinds.values.map(
    (row) => problem.quotas.find((q) => q.feature === row.feature && q.value === row.value) as Quota,
  );
  const T = polytope.kinds;
  const V = quotas.length;
  const cost = new Float64Array(T + 2 * V);
  const high = new Float64Array(T + 2 * V);
  const low = new Float64Array(T + 2 * V);
  high.set(polytope.most);
  if (options.include !== undefined) {
    const at = kinds.people.indexOf(options.include);
    if (at < 0)
      return refuse('unknown-person', `There is nobody with the id ${options.include}.`, { value: options.include });
    low[kinds.kindOf[at]!] = 1;
  }
  for (const [v, { min, max, minFlex, maxFlex }] of quotas.entries()) {
    cost[T + v] = min > 0 ? 1 + 2 / min : 0;
    high[T + v] = min > 0 ? min - minFlex : 0;
    cost[T + V + v] = 1;
    high[T + V + v] = Math.min(maxFlex, problem.people.length) - Math.min(max, problem.people.length);
  }
  const rows: LinearRow[] = [];
  for (const [r, row] of polytope.rows.entries()) {
    if (r >= V) rows.push(row);
    else {
      const own = [...row.kinds];
      const ones = own.map(() => 1);
      rows.push({
        kinds: Int32Array.from([...own, T + r]),
        weights: Float64Array.from([...ones, 1]),
        low: quotas[r]!.min,
        high: Number.POSITIVE_INFINITY,
      });
      rows.push({
        kinds: Int32Array.from([...own, T + V + r]),
        weights: Float64Array.from([...ones, -1]),
        low: Number.NEGATIVE_INFINITY,
        high: quotas[r]!.max,
      });
    }
  }
  const model = modelOf(solver, { cost, low, high, whole: true }, rows, 'min');
  model.options.set({ ...PANEL_MIP, mip_rel_gap: 0 });
  const found: Relaxation[] = [];
  try {
    for (let i = 0; i < (options.alternatives ?? 3); i++) {
      model.clearSolver();
      if (model.run().modelStatus !== OPTIMAL) break;
      const values = model.getSolution().colValue;
      const moves: { column: number; by: number }[] = [];
      for (let column = T; column < T + 2 * V; column++) {
        const by = Math.round(values[column]!);
        if (by > 0) moves.push({ column, by });
      }
      found.push(describe(quotas, moves, T));
      if (moves.length === 0) break;
      forbid(moves);
    }
  } finally {
    model.dispose();
  }
  if (found.length === 0)
    return refuse('infeasible-within-flex', 'The quotas cannot be met even within the flex columns.');
  return done(found);

  /** The next answer must move at least one of these bounds by less: one binary per move says which. */
  function forbid(moves: readonly { column: number; by: number }[]): void {
    const first = model.getDimensions().numCols;
    for (const [i, { column, by }] of moves.entries()) {
      model.addCol(0, 0, 1, { indices: [], values: [] });
      model.changeColIntegrality(first + i, 1);
      // chosen = 1 forces the move below `by`
      model.addRow(Number.NEGATIVE_INFINITY, high[column]!, {
        indices: [column, first + i],
        values: [1, high[column]! - by + 1],
      });
    }
    model.addRow(1, Number.POSITIVE_INFINITY, { indices: moves.map((_, i) => first + i), values: moves.map(() => 1) });
  }

  function describe(all: readonly Quota[], moves: readonly { column: number; by: number }[], T: number): Relaxation {
    const changes = moves.map(({ column, by }): Change => {
      const lowers = column < T + V;
      const { feature, value, min, max } = all[(column - T) % V]!;
      return lowers
        ? { feature, value, bound: 'min', from: min, to: min - by }
        : { feature, value, bound: 'max', from: max, to: max + by };
    });
    return {
      cost: moves.reduce((sum, { column, by }) => sum + cost[column]! * by, 0),
      changes,
      quotas: applied(problem.quotas, changes),
      sentences: changes.map(sentence),
    };
  }
}

function sentence({ feature, value, bound, from, to }: Change): string {
  return bound === 'min'
    ? `Ask for at least ${to} instead of ${from} people with ${feature} “${value}”.`
    : `Allow up to ${to} instead of ${from} people with ${feature} “${value}”.`;
}

/** The quotas after the changes, for a run someone has agreed to. */
export function applied(quotas: readonly Quota[], changes: readonly Change[]): Quota[] {
  return quotas.map((quota) => {
    const own = changes.filter(({ feature, value }) => feature === quota.feature && value === quota.value);
    return Object.assign({}, quota, ...own.map(({ bound, to }) => ({ [bound]: to })));
  });
}
