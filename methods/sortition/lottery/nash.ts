import type { Polytope } from '../polytope.ts';

export interface NashTarget {
  readonly expected: Float64Array;
  /** Upper bound on how much the sum of log chances could still rise, per person. */
  readonly gapPerPerson: number;
}

const STEPS = 200;
const PRECISE = 1e-11;

/**
 * NASH: maximise the sum of the logarithms of everyone's probability, over the polytope, by a primal-dual interior point
 * method. The system solved at each step has one line per row of the polytope, not per kind, so thousands of kinds cost
 * little. `start` is where the search begins; `least` holds lower limits (default 0). Kinds not covered stay at 0.
 */
export function nash(
  polytope: Polytope,
  covered: readonly boolean[],
  start: Float64Array,
  least?: Float64Array,
): NashTarget | undefined {
  const { people, most, rows } = polytope;
  const active = Array.from({ length: polytope.kinds }, (_, t) => t).filter((t) => covered[t] && most[t]! > 0);
  const place = new Int32Array(polytope.kinds).fill(-1);
  for (const [i, t] of active.entries()) place[t] = i;
  const N = active.length;
  const n = active.reduce((sum, t) => sum + people[t]!, 0);
  // Each row becomes an equality with a bounded slack: a·x − v = 0, low ≤ v ≤ high; fixed rows have no slack.
  const lines = rows.map((row) => {
    const kinds: number[] = [];
    const weights: number[] = [];
    for (const [j, t] of row.kinds.entries()) {
      if (place[t]! < 0) continue;
      kinds.push(place[t]!);
      weights.push(row.weights[j]!);
    }
    return { kinds, weights, low: row.low, high: row.high };
  });
  const free = lines.filter((line) => line.kinds.length > 0);
  const slacks = free.filter((line) => line.high > line.low);
  const V = N + slacks.length;
  const m = free.length;
  const slackAt = new Map(slacks.map((line, i) => [line, N + i]));
  const low = new Float64Array(V);
  const high = new Float64Array(V);
  for (const [i, t] of active.entries()) {
    high[i] = most[t]!;
    low[i] = least?.[t] ?? 0;
  }
  const widest = rows[polytope.exactRows - 1]!.high;
  for (const line of slacks) {
    const at = slackAt.get(line)!;
    low[at] = Number.isFinite(line.low) ? line.low : -(line.high + widest * 1e4);
    high[at] = line.high;
  }
  const x = new Float64Array(V);
  for (const [i, t] of active.entries()) {
    const span = high[i]! - low[i]!;
    x[i] = Math.min(low[i]! + 0.9 * span, Math.max(low[i]! + Math.min(1e-3 * people[t]!, 0.1 * span), start[t]!));
  }
  for (const line of slacks)
    x[slackAt.get(line)!] = inside(
      line.low,
      line.high,
      line.kinds.reduce((s, i, j) => s + line.weights[j]! * x[i]!, 0),
    );
  // Distances to the bounds are carried on their own: near a bound, subtraction would lose them.
  const below = x.map((value, i) => value - low[i]!);
  const above = x.map((value, i) => high[i]! - value);
  const zl = new Float64Array(V).fill(1);
  const zu = new Float64Array(V).fill(1);
  const lambda = new Float64Array(m);
  const weight = Float64Array.from(active, (t) => people[t]!);

  for (let step = 0; step < STEPS; step++) {
    let gap = 0;
    for (let i = 0; i < V; i++) gap += zl[i]! * below[i]! + zu[i]! * above[i]!;
    const residual = primalResidual();
    const dual = dualResidual();
    const worst = Math.max(norm(residual), norm(dual));
    if (gap / n < PRECISE && (worst < 1e-9 || gap / n < PRECISE * 1e-3)) break;
    const mu = (0.1 * gap) / (2 * V);
    const before = x.slice();
    if (!newton(residual, dual, mu) || x.some(Number.isNaN)) {
      x.set(before);
      break;
    }
  }
  const expected = new Float64Array(polytope.kinds);
  for (const [i, t] of active.entries()) expected[t] = x[i]!;
  return { expected, gapPerPerson: gapOf() };

  function inside(a: number, b: number, value: number): number {
    const [lowEnd, highEnd] = [Number.isFinite(a) ? a : b - widest * 1e4, b];
    const margin = 0.05 * Math.min(1, highEnd - lowEnd);
    return Math.min(highEnd - margin, Math.max(lowEnd + margin, value));
  }

  function norm(vector: Float64Array): number {
    return vector.reduce((worst, value) => Math.max(worst, Math.abs(value)), 0);
  }

  /** a·x − v (or − bound for fixed rows), to be 0. */
  function primalResidual(): Float64Array {
    return Float64Array.from(free, (line) => {
      const at = slackAt.get(line);
      return (
        line.kinds.reduce((sum, i, j) => sum + line.weights[j]! * x[i]!, 0) - (at === undefined ? line.high : x[at]!)
      );
    });
  }

  /** Gradient of −Σ s·log x plus Aᵀλ − zl + zu, to be 0. */
  function dualResidual(): Float64Array {
    const out = new Float64Array(V);
    for (let i = 0; i < N; i++) out[i] = -weight[i]! / x[i]!;
    for (const [r, line] of free.entries()) {
      for (const [j, i] of line.kinds.entries()) out[i]! += line.weights[j]! * lambda[r]!;
      const at = slackAt.get(line);
      if (at !== undefined) out[at]! -= lambda[r]!;
    }
    for (let i = 0; i < V; i++) out[i]! += zu[i]! - zl[i]!;
    return out;
  }

  function newton(residual: Float64Array, dual: Float64Array, mu: number): boolean {
    const inverse = new Float64Array(V);
    const right = new Float64Array(V);
    for (let i = 0; i < V; i++) {
      const [a, b] = [below[i]!, above[i]!];
      const curve = i < N ? weight[i]! / (x[i]! * x[i]!) : 0;
      inverse[i] = 1 / (curve + zl[i]! / a + zu[i]! / b);
      right[i] = -dual[i]! + (mu / a - zl[i]!) - (mu / b - zu[i]!);
    }
    const matrix = Array.from({ length: m }, () => new Float64Array(m));
    const target = new Float64Array(m);
    const touching: { row: number; weight: number }[][] = Array.from({ length: V }, () => []);
    for (const [r, line] of free.entries()) {
      for (const [j, i] of line.kinds.entries()) touching[i]!.push({ row: r, weight: line.weights[j]! });
      const at = slackAt.get(line);
      if (at !== undefined) touching[at]!.push({ row: r, weight: -1 });
      target[r] = residual[r]!;
    }
    for (let i = 0; i < V; i++) {
      for (const one of touching[i]!) {
        target[one.row]! += one.weight * inverse[i]! * right[i]!;
        for (const other of touching[i]!) matrix[one.row]![other.row]! += one.weight * other.weight * inverse[i]!;
      }
    }
    const dLambda = solvePositive(matrix, target);
    const dx = new Float64Array(V);
    for (let i = 0; i < V; i++) {
      let sum = right[i]!;
      for (const one of touching[i]!) sum -= one.weight * dLambda[one.row]!;
      dx[i] = inverse[i]! * sum;
    }
    let primalStep = 1;
    let dualStep = 1;
    const dzl = new Float64Array(V);
    const dzu = new Float64Array(V);
    for (let i = 0; i < V; i++) {
      const [a, b] = [below[i]!, above[i]!];
      dzl[i] = mu / a - zl[i]! - (zl[i]! / a) * dx[i]!;
      dzu[i] = mu / b - zu[i]! + (zu[i]! / b) * dx[i]!;
      if (dx[i]! < 0) primalStep = Math.min(primalStep, (-0.995 * a) / dx[i]!);
      if (dx[i]! > 0) primalStep = Math.min(primalStep, (0.995 * b) / dx[i]!);
      if (dzl[i]! < 0) dualStep = Math.min(dualStep, (-0.995 * zl[i]!) / dzl[i]!);
      if (dzu[i]! < 0) dualStep = Math.min(dualStep, (-0.995 * zu[i]!) / dzu[i]!);
    }
    const stride = Math.min(primalStep, dualStep);
    if (!(stride > 1e-12)) return false;
    for (let i = 0; i < V; i++) {
      x[i]! += stride * dx[i]!;
      below[i]! += stride * dx[i]!;
      above[i]! -= stride * dx[i]!;
      zl[i]! += stride * dzl[i]!;
      zu[i]! += stride * dzu[i]!;
    }
    for (let r = 0; r < m; r++) lambda[r]! += stride * dLambda[r]!;
    return true;
  }

  function gapOf(): number {
    let gap = 0;
    for (let i = 0; i < V; i++) gap += zl[i]! * below[i]! + zu[i]! * above[i]!;
    return gap / n;
  }
}

/** Solves a symmetric positive (semi)definite system by Cholesky; dependent lines are skipped. */
export function solvePositive(matrix: Float64Array[], target: Float64Array): Float64Array {
  const m = target.length;
  const scale = matrix.map((line, r) => Math.max(line[r]!, 1e-300));
  const lower = matrix.map((line) => line.slice());
  for (let j = 0; j < m; j++) {
    for (let i = j; i < m; i++) {
      let sum = lower[i]![j]!;
      for (let q = 0; q < j; q++) sum -= lower[i]![q]! * lower[j]![q]!;
      if (i === j) lower[j]![j] = sum > 1e-14 * scale[j]! ? Math.sqrt(sum) : 1e64;
      else lower[i]![j] = sum / lower[j]![j]!;
    }
  }
  const y = target.slice();
  for (let i = 0; i < m; i++) {
    for (let q = 0; q < i; q++) y[i]! -= lower[i]![q]! * y[q]!;
    y[i]! /= lower[i]![i]!;
  }
  for (let i = m - 1; i >= 0; i--) {
    for (let q = i + 1; q < m; q++) y[i]! -= lower[q]![i]! * y[q]!;
    y[i]! /= lower[i]![i]!;
  }
  return y;
}
