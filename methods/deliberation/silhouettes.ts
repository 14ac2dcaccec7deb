import { width } from './lloyd.ts';
import type { Positions } from './positions.ts';

/** People beyond this number are represented by an evenly spaced choice of them along the map. */
const MOST_EXACT = 4000;

/**
 * Mean silhouette over people of several groupings of the same points, sharing the distances.
 * Exact up to 4,000 people; beyond, of every ceil(n / 4,000)-th person in order of position, whatever the row order.
 * @returns one value a grouping, and the number of people it rests on
 */
export function silhouettes(
  points: Positions,
  groupings: readonly { label: ArrayLike<number>; k: number }[],
): { values: number[]; people: number } {
  const chosen = representatives(points, MOST_EXACT);
  const n = chosen.length;
  const x = Float64Array.from(chosen, (i) => points.x[i]!);
  const y = Float64Array.from(chosen, (i) => points.y[i]!);
  const offset: number[] = [];
  let slots = 0;
  for (const { k } of groupings) {
    offset.push(slots);
    slots += k;
  }
  const many = groupings.length;
  const slot = new Uint16Array(n * many);
  const size = new Float64Array(slots);
  for (let i = 0; i < n; i += 1) {
    for (let q = 0; q < many; q += 1) {
      slot[i * many + q] = offset[q]! + groupings[q]!.label[chosen[i]!]!;
      size[slot[i * many + q]!]! += 1;
    }
  }
  const sum = new Float64Array(slots);
  const total = new Float64Array(many);
  for (let i = 0; i < n; i += 1) {
    sum.fill(0);
    const px = x[i]!;
    const py = y[i]!;
    for (let j = 0; j < n; j += 1) {
      const dx = px - x[j]!;
      const dy = py - y[j]!;
      const d = Math.sqrt(dx * dx + dy * dy);
      for (let q = j * many; q < (j + 1) * many; q += 1) sum[slot[q]!]! += d;
    }
    for (let q = 0; q < many; q += 1) {
      const from = offset[q]!;
      const to = from + groupings[q]!.k;
      total[q]! += width(sum.subarray(from, to), size.subarray(from, to), slot[i * many + q]! - from);
    }
  }
  return { values: Array.from(total, (value) => (n === 0 ? 0 : value / n)), people: n };
}

/** Every so-many-th point in order of coordinates; all of them, in the order given, when there are at most `most`. */
export function representatives(points: Positions, most: number): Uint32Array {
  const n = points.x.length;
  const all = Uint32Array.from({ length: n }, (_, i) => i);
  if (n <= most) return all;
  all.sort((a, b) => points.x[a]! - points.x[b]! || points.y[a]! - points.y[b]!);
  const step = Math.ceil(n / most);
  return all.filter((_, place) => place % step === 0);
}
