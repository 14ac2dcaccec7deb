/**
 * Residuals of a least-squares regression on the categories of several margins (dummies), computed on cells.
 * Margins overlap (each sums to everyone), so the equations are singular by nature; directions without weight are left at 0.
 */
import type { PreparedMargin } from './sample.ts';

/**
 * @param mass sum of regression weights of each cell
 * @param moment sum of regression weight × value of each cell
 * @returns fitted value of each cell
 */
export function fittedByCategories(
  margins: readonly PreparedMargin[],
  mass: Float64Array,
  moment: Float64Array,
): Float64Array {
  const offset: number[] = [];
  let size = 0;
  for (const { categories } of margins) {
    offset.push(size);
    size += categories.length;
  }
  const a = new Float64Array(size * size);
  const b = new Float64Array(size);
  for (let c = 0; c < mass.length; c += 1) {
    for (let m = 0; m < margins.length; m += 1) {
      const row = offset[m]! + margins[m]!.codes[c]!;
      b[row]! += moment[c]!;
      for (let o = 0; o < margins.length; o += 1) a[row * size + offset[o]! + margins[o]!.codes[c]!]! += mass[c]!;
    }
  }
  const solution = solveSemidefinite(a, b, size);
  const fitted = new Float64Array(mass.length);
  for (let c = 0; c < mass.length; c += 1) {
    let sum = 0;
    for (let m = 0; m < margins.length; m += 1) sum += solution[offset[m]! + margins[m]!.codes[c]!]!;
    fitted[c] = sum;
  }
  return fitted;
}

/** Gaussian elimination with the largest diagonal first; what is left under 1e-10 of the largest counts as nothing. */
function solveSemidefinite(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const pivots: number[] = [];
  const free = new Set(Array.from({ length: n }, (_, i) => i));
  let largest = 0;
  for (let i = 0; i < n; i += 1) largest = Math.max(largest, a[i * n + i]!);
  while (free.size > 0) {
    let pivot = -1;
    for (const i of free) if (pivot < 0 || a[i * n + i]! > a[pivot * n + pivot]!) pivot = i;
    if (!(a[pivot * n + pivot]! > 1e-10 * largest)) break;
    free.delete(pivot);
    pivots.push(pivot);
    for (const i of free) {
      const times = a[i * n + pivot]! / a[pivot * n + pivot]!;
      if (times === 0) continue;
      for (let j = 0; j < n; j += 1) a[i * n + j]! -= times * a[pivot * n + j]!;
      b[i]! -= times * b[pivot]!;
    }
  }
  const x = new Float64Array(n);
  for (const pivot of pivots.reverse()) {
    let sum = b[pivot]!;
    for (let j = 0; j < n; j += 1) if (j !== pivot) sum -= a[pivot * n + j]! * x[j]!;
    x[pivot] = sum / a[pivot * n + pivot]!;
  }
  return x;
}
