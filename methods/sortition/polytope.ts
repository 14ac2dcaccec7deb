import type { Kinds } from './kinds.ts';

/** One linear row over the kinds: `low ≤ Σ weights[j]·e[kinds[j]] ≤ high`. */
export interface LinearRow {
  readonly kinds: Int32Array;
  readonly weights: Float64Array;
  readonly low: number;
  readonly high: number;
}

/**
 * The counts a panel can have by kind, without the demand that they be whole: every lottery's expected counts lie in it.
 * The first rows are the feature values (in the order of {@link Kinds.values}), then the household signatures, then the
 * panel size, then any cuts found while proving that a target is out of reach.
 */
export interface Polytope {
  readonly kinds: number;
  /** People per kind. */
  readonly people: Float64Array;
  /** Largest count per kind. */
  readonly most: Float64Array;
  readonly rows: readonly LinearRow[];
  /** Number of rows that are exact conditions on panels; the rest are cuts. */
  readonly exactRows: number;
}

/** Quota bounds that cannot matter are pulled in (never shown to people): same panels, less work. */
export function tightened(kinds: Kinds): { low: number[]; high: number[] } {
  const available = new Array<number>(kinds.values.length).fill(0);
  for (const kind of kinds.kinds) for (const row of kind.values) available[row]! += kind.most;
  const low = kinds.values.map((value) => value.min);
  const high = kinds.values.map((value, row) => Math.min(value.max, available[row]!, kinds.size));
  for (let changed = true; changed; ) {
    changed = false;
    for (const feature of kinds.features) {
      const rows = kinds.values.flatMap((value, row) => (value.feature === feature ? [row] : []));
      const sumLow = rows.reduce((sum, row) => sum + low[row]!, 0);
      const sumHigh = rows.reduce((sum, row) => sum + high[row]!, 0);
      for (const row of rows) {
        const newHigh = Math.min(high[row]!, kinds.size - (sumLow - low[row]!));
        const newLow = Math.max(low[row]!, kinds.size - (sumHigh - high[row]!));
        if (newHigh < high[row]! || newLow > low[row]!) {
          high[row] = newHigh;
          low[row] = newLow;
          changed = true;
          break;
        }
      }
      if (changed) break;
    }
    if (low.some((bound, row) => bound > high[row]!)) break;
  }
  return { low, high };
}

export function polytopeOf(kinds: Kinds): Polytope {
  const { low, high } = tightened(kinds);
  const byValue: number[][] = kinds.values.map(() => []);
  for (const [t, kind] of kinds.kinds.entries()) for (const row of kind.values) byValue[row]!.push(t);
  const rows: LinearRow[] = byValue.map((list, row) => unitRow(list, low[row]!, high[row]!));
  for (const signature of kinds.signatures) rows.push(unitRow(signature.kinds, 0, signature.addresses.length));
  rows.push(
    unitRow(
      kinds.kinds.map((_, t) => t),
      kinds.size,
      kinds.size,
    ),
  );
  return {
    kinds: kinds.kinds.length,
    people: Float64Array.from(kinds.kinds, (kind) => kind.members.length),
    most: Float64Array.from(kinds.kinds, (kind) => kind.most),
    rows,
    exactRows: rows.length,
  };
}

function unitRow(kinds: readonly number[], low: number, high: number): LinearRow {
  return { kinds: Int32Array.from(kinds), weights: new Float64Array(kinds.length).fill(1), low, high };
}

/** The polytope with one more valid inequality `Σ weights[t]·e[t] ≤ high`. */
export function withCut(polytope: Polytope, weights: Float64Array, high: number): Polytope {
  const kinds: number[] = [];
  for (let t = 0; t < weights.length; t++) if (weights[t] !== 0) kinds.push(t);
  const row: LinearRow = {
    kinds: Int32Array.from(kinds),
    weights: Float64Array.from(kinds, (t) => weights[t]!),
    low: Number.NEGATIVE_INFINITY,
    high,
  };
  return { ...polytope, rows: [...polytope.rows, row] };
}

export function activity(row: LinearRow, counts: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < row.kinds.length; j++) sum += row.weights[j]! * counts[row.kinds[j]!]!;
  return sum;
}

/** True if whole counts meet every condition on panels, checked in integers. No panel is handed out without this. */
export function isPanel(polytope: Polytope, counts: ArrayLike<number>): boolean {
  for (let t = 0; t < polytope.kinds; t++) {
    const count = counts[t]!;
    if (!Number.isInteger(count) || count < 0 || count > polytope.most[t]!) return false;
  }
  return polytope.rows.slice(0, polytope.exactRows).every((row) => {
    const sum = activity(row, counts);
    return sum >= row.low && sum <= row.high;
  });
}
