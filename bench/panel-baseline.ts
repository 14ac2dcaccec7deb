import type { Problem, Solver } from '@upwell/sortition';

/**
 * The plain way to MAXIMIN, for comparison: one binary column per person, the dual over the panels known, an integer
 * programme for the best panel under its prices, until none improves by more than 5e-4 (the customary tolerance).
 * Returns the lowest chance, or undefined when `limit` milliseconds have passed.
 */
export function personLevelMaximin(problem: Problem, solver: Solver, limit: number): number | undefined {
  const n = problem.people.length;
  const end = performance.now() + limit;
  const members = problem.quotas.map(({ feature, value }) =>
    problem.people.flatMap((person, i) => (person.values[feature] === value ? [i] : [])),
  );
  const homes = new Map<string, number[]>();
  for (const [i, { household }] of problem.people.entries()) {
    if (household !== undefined) homes.set(household, [...(homes.get(household) ?? []), i]);
  }
  const shared = [...homes.values()].filter((list) => list.length > 1);
  const lists = [...members, ...shared, problem.people.map((_, i) => i)];
  const starts = [0];
  for (const list of lists) starts.push(starts.at(-1)! + list.length);
  const max = solver.constants.objectiveSense.maximize;
  const panels = solver.createModel({
    numCols: n,
    numRows: lists.length,
    sense: max,
    colCost: new Float64Array(n),
    colLower: new Float64Array(n),
    colUpper: new Float64Array(n).fill(1),
    rowLower: [...problem.quotas.map((q) => q.min), ...shared.map(() => 0), problem.size],
    rowUpper: [...problem.quotas.map((q) => q.max), ...shared.map(() => 1), problem.size],
    matrix: {
      format: 'csr',
      numRows: lists.length,
      numCols: n,
      starts,
      indices: lists.flat(),
      values: new Float64Array(starts.at(-1)!).fill(1),
    },
    integrality: new Int32Array(n).fill(1),
  });
  panels.options.set({ output_flag: false, mip_rel_gap: 0 });
  const best = (weights: Float64Array): number[] => {
    panels.changeColsCost({ kind: 'range', from: 0, to: n - 1 }, weights);
    panels.clearSolver();
    panels.run();
    return [...panels.getSolution().colValue].flatMap((x, i) => (x > 0.5 ? [i] : []));
  };
  // Dual: least y^ with every known panel's weight at most y^, weights summing to 1.
  const dual = solver.createModel({
    numCols: n + 1,
    numRows: 1,
    colCost: Float64Array.from({ length: n + 1 }, (_, i) => (i === n ? 1 : 0)),
    colLower: new Float64Array(n + 1),
    colUpper: new Float64Array(n + 1).fill(1),
    rowLower: [1],
    rowUpper: [1],
    matrix: {
      format: 'csr',
      numRows: 1,
      numCols: n + 1,
      starts: [0, n],
      indices: Array.from({ length: n }, (_, i) => i),
      values: new Float64Array(n).fill(1),
    },
  });
  dual.options.set({ output_flag: false });
  const know = (panel: readonly number[]) =>
    dual.addRow(Number.NEGATIVE_INFINITY, 0, { indices: [...panel, n], values: [...panel.map(() => 1), -1] });
  try {
    const weights = new Float64Array(n).fill(1);
    const covered = new Set<number>();
    for (let round = 0; round < n && covered.size < n; round++) {
      const panel = best(weights.map((w, i) => w + (1e-3 * ((i * 7919) % 101)) / 101));
      know(panel);
      for (const i of panel) {
        weights[i]! *= 0.8;
        covered.add(i);
      }
      if (performance.now() > end) return undefined;
    }
    for (;;) {
      dual.run();
      const values = dual.getSolution().colValue;
      const panel = best(values.slice(0, n));
      const weight = panel.reduce((sum, i) => sum + values[i]!, 0);
      if (weight <= values[n]! + 5e-4) return values[n]!;
      if (performance.now() > end) return undefined;
      know(panel);
    }
  } finally {
    panels.dispose();
    dual.dispose();
  }
}
