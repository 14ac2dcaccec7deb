import { type Kinds, kindsOf } from './kinds.ts';
import { feasibilityModel } from './lottery/walk.ts';
import { checkProblem, type Problem } from './model.ts';
import { type LinearRow, type Polytope, polytopeOf } from './polytope.ts';
import { done, type Fault, type Refusal, type Result, refuse } from './result.ts';
import { INFEASIBLE, modelOf, OPTIMAL, rounded, type Solver } from './solver.ts';

/** Panel sizes that every feature's quotas allow: from the largest sum of minimums to the smallest sum of maximums. */
export function sizeRange(kinds: Kinds): { least: number; most: number } {
  const per = kinds.features.map((feature) => kinds.values.filter((value) => value.feature === feature));
  return {
    least: Math.max(0, ...per.map((values) => values.reduce((sum, value) => sum + value.min, 0))),
    most: Math.min(kinds.people.length, ...per.map((values) => values.reduce((sum, value) => sum + value.max, 0))),
  };
}

/** Whether any panel exists. A refusal names the quotas that clash: first by simple sums, then by proof. */
export function feasible(
  problem: Problem,
  solver: Solver,
): Result<{ readonly kinds: Kinds; readonly panel: Int32Array }> {
  const checked = checkProblem(problem);
  if (!checked.ok) return checked;
  const kinds = kindsOf(problem);
  const simple = simpleFaults(kinds);
  if (simple.length > 0) return { ok: false, ...(simple[0] as Fault), faults: simple };
  const polytope = polytopeOf(kinds);
  const model = feasibilityModel(solver, polytope);
  model.options.set({ mip_max_nodes: 2_000_000_000 });
  try {
    const status = model.run().modelStatus;
    const panel = status === OPTIMAL ? rounded(model.getSolution().colValue, polytope.kinds) : undefined;
    if (panel) return done({ kinds, panel });
    if (status !== INFEASIBLE) return refuse('solver', 'The solver could not decide whether a panel exists.');
  } finally {
    model.dispose();
  }
  return conflict(kinds, polytope, solver);
}

/** Faults that need no solver: sums of quotas against the panel size, and minimums nobody is there to fill. */
export function simpleFaults(kinds: Kinds): Fault[] {
  const faults: Fault[] = [];
  for (const feature of kinds.features) {
    const values = kinds.values.filter((value) => value.feature === feature);
    const least = values.reduce((sum, value) => sum + value.min, 0);
    const most = values.reduce((sum, value) => sum + value.max, 0);
    if (least > kinds.size || most < kinds.size) {
      const message = `${feature}: the quotas allow panels of ${least} to ${most}, not of ${kinds.size}.`;
      faults.push({ code: 'infeasible', message, column: feature });
    }
  }
  for (const [row, value] of kinds.values.entries()) {
    const there = kinds.kinds.reduce((sum, kind) => sum + (kind.values.includes(row) ? kind.most : 0), 0);
    if (there < value.min) {
      const message = `${value.feature}: ${value.value} needs at least ${value.min}, but only ${there} can serve.`;
      faults.push({ code: 'infeasible', message, column: value.feature, value: value.value });
    }
  }
  return faults;
}

/** The refusal for a problem without panels, naming a smallest set of quotas found to clash. */
export function conflict(kinds: Kinds, polytope: Polytope, solver: Solver): Refusal {
  const simple = simpleFaults(kinds);
  if (simple.length > 0) return { ok: false, ...(simple[0] as Fault), faults: simple };
  const rows = clashing(kinds, polytope, solver);
  if (rows.length === 0) {
    return refuse('infeasible', 'No panel meets all quotas: averages could, but whole people cannot.');
  }
  const names = rows.map((row) => `${kinds.values[row]!.feature}: ${kinds.values[row]!.value}`);
  const faults = rows.map(
    (row, i): Fault => ({
      code: 'infeasible',
      message: `${names[i]} is one of the quotas that cannot be met together.`,
      column: kinds.values[row]!.feature,
      value: kinds.values[row]!.value,
    }),
  );
  return {
    ok: false,
    code: 'infeasible',
    message: `These quotas cannot be met together: ${names.join('; ')}.`,
    faults,
  };
}

/** Rows of feature values in an irreducible conflict of the linear relaxation, found by leaving rows out one by one. */
function clashing(kinds: Kinds, polytope: Polytope, solver: Solver): number[] {
  const raw: LinearRow[] = polytope.rows.slice(0, polytope.exactRows).map((row, r) => {
    const value = kinds.values[r];
    return value ? { ...row, low: value.min, high: value.max } : row;
  });
  const model = modelOf(
    solver,
    { cost: new Float64Array(polytope.kinds), low: new Float64Array(polytope.kinds), high: polytope.most },
    raw,
    'max',
  );
  try {
    if (model.run().modelStatus === OPTIMAL) return [];
    const kept: number[] = [];
    for (let row = 0; row < kinds.values.length; row++) {
      model.changeRowBounds(row, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY);
      if (model.run().modelStatus !== OPTIMAL) continue;
      model.changeRowBounds(row, raw[row]!.low, raw[row]!.high);
      kept.push(row);
    }
    return kept;
  } finally {
    model.dispose();
  }
}

/** Everyone who is on no feasible panel, by id. `panels` may hold panels already known, to save work. */
export function uncoveredPeople(problem: Problem, solver: Solver): Result<string[]> {
  const first = feasible(problem, solver);
  if (!first.ok) return first;
  const { kinds, panel } = first.value;
  const polytope = polytopeOf(kinds);
  const covered = Uint8Array.from(panel, (count) => (count > 0 ? 1 : 0));
  const all = { kind: 'range', from: 0, to: polytope.kinds - 1 } as const;
  const model = feasibilityModel(solver, polytope);
  model.options.set({ mip_rel_gap: 0, mip_max_nodes: 2_000_000_000 });
  try {
    for (;;) {
      model.changeColsCost(
        all,
        Float64Array.from(covered, (seen) => (seen ? 0 : 1)),
      );
      model.clearSolver();
      if (model.run().modelStatus !== OPTIMAL)
        return refuse('solver', 'The solver could not decide who can be selected.');
      const counts = rounded(model.getSolution().colValue, polytope.kinds);
      let more = false;
      for (let t = 0; t < polytope.kinds; t++) {
        if (!counts || counts[t] === 0 || covered[t]) continue;
        covered[t] = 1;
        more = true;
      }
      if (!more) break;
    }
  } finally {
    model.dispose();
  }
  return done(kinds.people.filter((_, i) => !covered[kinds.kindOf[i]!]));
}
