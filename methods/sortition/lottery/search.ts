import type { Polytope } from '../polytope.ts';
import type { SearchRandom } from '../random.ts';

/** Where a panel is looked for: whole counts and row sums inside these bounds. */
export interface Box {
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly rowLow: Int32Array;
  readonly rowHigh: Int32Array;
}

/** The box that holds every panel. */
export function wholeBox(polytope: Polytope): Box {
  const rows = polytope.rows.slice(0, polytope.exactRows);
  return {
    low: new Int32Array(polytope.kinds),
    high: Int32Array.from(polytope.most),
    rowLow: Int32Array.from(rows, (row) => Math.ceil(row.low)),
    rowHigh: Int32Array.from(rows, (row) => Math.floor(row.high)),
  };
}

const SWAPS = 200;
const REMOVALS = 3;

/**
 * Looks for a panel by systematic sampling around the wanted expected counts and then swaps that mend broken rows
 * (min-conflicts with a short tabu list). Finds most panels in a fraction of the time of an integer programme; finding
 * none proves nothing, so callers fall back to the solver.
 */
export class PanelSearch {
  readonly #polytope: Polytope;
  readonly #random: SearchRandom;
  /** Rows of each kind but the panel size, flat: entries `#from[t] .. #from[t + 1] − 1`. */
  readonly #from: Int32Array;
  readonly #rowOf: Int32Array;
  readonly #size: number;
  readonly #sizeRow: number;
  readonly #sum: Int32Array;
  readonly #tabu: Int32Array;
  readonly #order: Int32Array;

  constructor(polytope: Polytope, random: SearchRandom) {
    this.#polytope = polytope;
    this.#random = random;
    this.#sizeRow = polytope.exactRows - 1;
    this.#size = polytope.rows[this.#sizeRow]!.low;
    const lists: number[][] = Array.from({ length: polytope.kinds }, () => []);
    for (let r = 0; r < this.#sizeRow; r++) for (const t of polytope.rows[r]!.kinds) lists[t]!.push(r);
    this.#from = new Int32Array(polytope.kinds + 1);
    for (let t = 0; t < polytope.kinds; t++) this.#from[t + 1] = this.#from[t]! + lists[t]!.length;
    this.#rowOf = Int32Array.from(lists.flat());
    this.#sum = new Int32Array(polytope.exactRows);
    this.#tabu = new Int32Array(polytope.kinds);
    this.#order = Int32Array.from({ length: polytope.kinds }, (_, t) => t);
  }

  /** A panel in the box, drawn near `wanted` (expected counts), or undefined. */
  find(box: Box, wanted: Float64Array, swaps = SWAPS): Int32Array | undefined {
    const counts = this.#sample(box, wanted);
    if (!counts) return undefined;
    const sum = this.#sum.fill(0);
    for (let t = 0; t < counts.length; t++) {
      if (counts[t] === 0) continue;
      for (let j = this.#from[t]!; j < this.#from[t + 1]!; j++) sum[this.#rowOf[j]!]! += counts[t]!;
    }
    this.#tabu.fill(-1);
    let best = Number.POSITIVE_INFINITY;
    let stale = 0;
    for (let step = 0; step < swaps; step++) {
      let broken = 0;
      for (let r = 0; r < this.#sizeRow; r++) broken += this.#cost(box, r, sum[r]!);
      if (broken === 0) return counts;
      if (broken < best) {
        best = broken;
        stale = 0;
      } else if (++stale > 60) return undefined;
      if (!this.#swap(box, counts, step)) return undefined;
    }
    return undefined;
  }

  /** Panels of large weight: samples biased towards it, each bettered by single exchanges until none helps. */
  heavy(box: Box, wanted: Float64Array, weights: Float64Array, tries: number): Int32Array[] {
    const top = weights.reduce((most, w) => Math.max(most, w), 1e-300);
    const found: Int32Array[] = [];
    for (let i = 0; i < tries; i++) {
      const pull = 4 * this.#random.next();
      const biased = wanted.map((e, t) => e * Math.exp((pull * weights[t]!) / top));
      const counts = this.find(box, biased);
      if (!counts) continue;
      while (this.#better(box, counts, weights));
      found.push(counts);
    }
    return found;
  }

  /** One exchange that adds weight and breaks nothing, if there is one. `#sum` is as `find` left it. */
  #better(box: Box, counts: Int32Array, weights: Float64Array): boolean {
    const sum = this.#sum;
    let gain = 1e-9;
    let bestOut = -1;
    let bestIn = -1;
    for (let out = 0; out < counts.length; out++) {
      if (counts[out]! <= box.low[out]!) continue;
      this.#move(out, -1);
      for (let t = 0; t < counts.length; t++) {
        if (t === out || counts[t]! >= box.high[t]! || weights[t]! - weights[out]! <= gain) continue;
        this.#move(t, 1);
        if (this.#keeps(box, sum, out) && this.#keeps(box, sum, t)) {
          gain = weights[t]! - weights[out]!;
          bestOut = out;
          bestIn = t;
        }
        this.#move(t, -1);
      }
      this.#move(out, 1);
    }
    if (bestIn < 0) return false;
    counts[bestOut]!--;
    counts[bestIn]!++;
    this.#move(bestOut, -1);
    this.#move(bestIn, 1);
    return true;
  }

  #move(t: number, by: 1 | -1): void {
    for (let j = this.#from[t]!; j < this.#from[t + 1]!; j++) this.#sum[this.#rowOf[j]!]! += by;
  }

  #keeps(box: Box, sum: Int32Array, t: number): boolean {
    for (let j = this.#from[t]!; j < this.#from[t + 1]!; j++) {
      const r = this.#rowOf[j]!;
      if (sum[r]! < box.rowLow[r]! || sum[r]! > box.rowHigh[r]!) return false;
    }
    return true;
  }

  #cost(box: Box, r: number, sum: number): number {
    const low = box.rowLow[r]!;
    const high = box.rowHigh[r]!;
    return sum < low ? low - sum : sum > high ? sum - high : 0;
  }

  /** Whole counts summing to the panel size, kind by kind near the wanted ones. */
  #sample({ low, high }: Box, wanted: Float64Array): Int32Array | undefined {
    const T = this.#polytope.kinds;
    const counts = low.slice();
    let need = this.#size;
    let room = 0;
    let weight = 0;
    for (let t = 0; t < T; t++) {
      need -= low[t]!;
      room += high[t]! - low[t]!;
      if (high[t]! > low[t]!) weight += Math.min(high[t]!, wanted[t]!) - Math.min(low[t]!, wanted[t]!) + 1e-9;
    }
    if (need < 0 || room < need) return undefined;
    const offset = this.#random.below(T);
    let level = this.#random.next();
    for (let i = 0; i < T && need > 0; i++) {
      const t = this.#order[(i + offset) % T]!;
      const span = high[t]! - low[t]!;
      if (span === 0) continue;
      level += ((Math.min(high[t]!, wanted[t]!) - Math.min(low[t]!, wanted[t]!) + 1e-9) * need) / weight;
      weight -= Math.min(high[t]!, wanted[t]!) - Math.min(low[t]!, wanted[t]!) + 1e-9;
      const take = Math.min(span, Math.floor(level), need);
      level -= Math.max(take, Math.floor(level));
      counts[t]! += take;
      need -= take;
    }
    for (let tries = 0; need > 0; tries++) {
      const t = tries < 4 * T ? this.#random.below(T) : tries % T;
      if (counts[t]! >= high[t]!) continue;
      counts[t]!++;
      need--;
    }
    return counts;
  }

  #swap(box: Box, counts: Int32Array, step: number): boolean {
    const T = this.#polytope.kinds;
    const from = this.#from;
    const rowOf = this.#rowOf;
    const sum = this.#sum;
    const { rowLow, rowHigh, low, high } = box;
    const outs: number[] = [];
    const gains: number[] = [];
    for (let t = 0; t < T; t++) {
      if (counts[t]! <= low[t]! || this.#tabu[t]! > step) continue;
      let gain = this.#random.next() * 0.5;
      for (let j = from[t]!; j < from[t + 1]!; j++) {
        const r = rowOf[j]!;
        if (sum[r]! > rowHigh[r]!) gain--;
        else if (sum[r]! <= rowLow[r]!) gain++;
      }
      if (outs.length < REMOVALS || gain < gains[gains.length - 1]!) {
        let i = gains.length;
        while (i > 0 && gains[i - 1]! > gain) i--;
        gains.splice(i, 0, gain);
        outs.splice(i, 0, t);
        if (outs.length > REMOVALS) {
          outs.pop();
          gains.pop();
        }
      }
    }
    let best = Number.POSITIVE_INFINITY;
    let bestOut = -1;
    let bestIn = -1;
    for (const [i, out] of outs.entries()) {
      for (let j = from[out]!; j < from[out + 1]!; j++) sum[rowOf[j]!]!--;
      for (let t = 0; t < T; t++) {
        if (counts[t]! >= high[t]! || t === out || this.#tabu[t]! > step) continue;
        let gain = gains[i]!;
        for (let j = from[t]!; j < from[t + 1]!; j++) {
          const r = rowOf[j]!;
          if (sum[r]! < rowLow[r]!) gain--;
          else if (sum[r]! >= rowHigh[r]!) gain++;
        }
        if (gain < best || (gain < best + 0.25 && this.#random.next() < 0.3)) {
          best = Math.min(gain, best);
          bestOut = out;
          bestIn = t;
        }
      }
      for (let j = from[out]!; j < from[out + 1]!; j++) sum[rowOf[j]!]!++;
    }
    if (bestIn < 0) return false;
    counts[bestOut]!--;
    counts[bestIn]!++;
    for (let j = from[bestOut]!; j < from[bestOut + 1]!; j++) sum[rowOf[j]!]!--;
    for (let j = from[bestIn]!; j < from[bestIn + 1]!; j++) sum[rowOf[j]!]!++;
    this.#tabu[bestOut] = step + 3 + this.#random.below(6);
    this.#tabu[bestIn] = step + 2 + this.#random.below(4);
    return true;
  }
}
