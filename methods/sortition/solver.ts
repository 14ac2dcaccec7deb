import highs, { type Highs, type InitOptions, type Model, type ModelStatusCode, type NumberInput } from 'highs';
import type { LinearRow } from './polytope.ts';

/** A loaded HiGHS (WebAssembly). It computes synchronously: run long work in a worker. */
export type Solver = Highs;

let loaded: Promise<Solver> | undefined;

/** The package's types describe its CommonJS face; as an ES module its default export is the loader itself. */
const loadHighs = highs as unknown as (options?: InitOptions) => Promise<Highs>;

/** Loads HiGHS once per thread (about 50 ms). */
export function loadSolver(): Promise<Solver> {
  loaded ??= loadHighs({ print: () => undefined, printErr: () => undefined });
  return loaded;
}

export const OPTIMAL = 7 satisfies ModelStatusCode;
/** Also what a limit on branching nodes ends with; the best panel found may still be good. */
export const SOLUTION_LIMIT = 16 satisfies ModelStatusCode;
export const INFEASIBLE = 8 satisfies ModelStatusCode;

export interface Columns {
  readonly cost: NumberInput;
  readonly low: NumberInput;
  readonly high: NumberInput;
  readonly whole?: boolean;
}

/** A maximising or minimising model over the given rows; the caller disposes of it. */
export function modelOf(solver: Solver, columns: Columns, rows: readonly LinearRow[], sense: 'max' | 'min'): Model {
  const numCols = columns.cost.length;
  const starts = new Int32Array(rows.length + 1);
  for (const [r, row] of rows.entries()) starts[r + 1] = starts[r]! + row.kinds.length;
  const indices = new Int32Array(starts[rows.length]!);
  const values = new Float64Array(starts[rows.length]!);
  for (const [r, row] of rows.entries()) {
    indices.set(row.kinds, starts[r]!);
    values.set(row.weights, starts[r]!);
  }
  const model = solver.createModel({
    numCols,
    numRows: rows.length,
    sense: sense === 'max' ? solver.constants.objectiveSense.maximize : solver.constants.objectiveSense.minimize,
    colCost: columns.cost,
    colLower: columns.low,
    colUpper: columns.high,
    rowLower: rows.map((row) => row.low),
    rowUpper: rows.map((row) => row.high),
    matrix: { format: 'csr', numRows: rows.length, numCols, starts, indices, values },
    ...(columns.whole && { integrality: new Int32Array(numCols).fill(1) }),
  });
  model.options.set({ output_flag: false, random_seed: 1 });
  return model;
}

/** Tolerances of the fairness stages: with the default 1e-7 the tail of LEXIMIN is noise. */
export const EXACT_LP = { primal_feasibility_tolerance: 1e-10, dual_feasibility_tolerance: 1e-10 } as const;

/** Settings that make panel programmes two to three times faster without changing what is proved. */
export const PANEL_MIP = {
  mip_heuristic_run_feasibility_jump: false,
  mip_detect_symmetry: false,
  mip_allow_restart: false,
  mip_heuristic_run_root_reduced_cost: false,
} as const;

/** Whole counts from a solution that should be whole; undefined if it is not near enough to be believed. */
export function rounded(values: ArrayLike<number>, length: number): Int32Array | undefined {
  const counts = new Int32Array(length);
  for (let t = 0; t < length; t++) {
    counts[t] = Math.round(values[t]!);
    if (Math.abs(values[t]! - counts[t]!) > 1e-4) return undefined;
  }
  return counts;
}
