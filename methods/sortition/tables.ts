import { SeededStream, seededOrder } from './draw/bytes.ts';
import type { Person } from './model.ts';

export interface Seating {
  /** Ids at each table, for each round. */
  readonly rounds: readonly (readonly (readonly string[])[])[];
  /** Sum over tables and feature values of the squared distance from an even spread: 0 is perfect mixing. */
  readonly uneven: number;
  /** Pairs who sit together more than once, counted each time after the first. */
  readonly repeatedPairs: number;
}

/** How much one repeated pair weighs against one unit of uneven spread. */
const PAIR_WEIGHT = 2;
const SWAPS_PER_PERSON = 300;

/**
 * Mixes a panel over tables for several rounds: each table as near as can be to the whole panel in every feature, and people
 * meeting as many others as possible. A seeded start improved by swaps; the seed makes it the same everywhere.
 */
export function mixTables(
  people: readonly Person[],
  features: readonly string[],
  tables: number,
  rounds: number,
  seed: string,
): Seating {
  const order = seededOrder(people, (person) => person.id, seed, 'tables');
  const n = order.length;
  const values = [...new Set(features.flatMap((f) => order.map((p) => `${f}\u0000${p.values[f]}`)))].sort();
  const has = order.map((p) => features.map((f) => values.indexOf(`${f}\u0000${p.values[f]}`)));
  const ideal = values.map((_, v) => has.filter((own) => own.includes(v)).length / n);
  const met = new Int32Array(n * n);
  const out: string[][][] = [];
  let uneven = 0;
  for (let round = 0; round < rounds; round++) {
    const stream = new SeededStream(seed, `tables:${round}`);
    const start = seededOrder(
      order.map((_, i) => i),
      (i) => order[i]!.id,
      seed,
      `round:${round}`,
    );
    const at = new Int32Array(n);
    for (const [place, i] of start.entries()) at[i] = place % tables;
    const size = new Float64Array(tables);
    const count = Array.from({ length: tables }, () => new Float64Array(values.length));
    for (let i = 0; i < n; i++) move(i, at[i]!, 1);
    let swaps = SWAPS_PER_PERSON * n;
    while (swaps-- > 0) {
      const [a, b] = [stream.below(n), stream.below(n)];
      if (at[a] === at[b]) continue;
      const before = spread(at[a]!) + spread(at[b]!) + PAIR_WEIGHT * (again(a, at[a]!) + again(b, at[b]!));
      exchange(a, b);
      const after = spread(at[a]!) + spread(at[b]!) + PAIR_WEIGHT * (again(a, at[a]!) + again(b, at[b]!));
      if (after > before) exchange(a, b);
    }
    for (let t = 0; t < tables; t++) uneven += spread(t);
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j && at[i] === at[j]) met[i * n + j]!++;
    out.push(
      Array.from({ length: tables }, (_, t) =>
        order
          .filter((_, i) => at[i] === t)
          .map((p) => p.id)
          .sort(),
      ),
    );

    function move(i: number, table: number, by: 1 | -1): void {
      size[table]! += by;
      for (const v of has[i]!) count[table]![v]! += by;
    }
    function exchange(a: number, b: number): void {
      move(a, at[a]!, -1);
      move(b, at[b]!, -1);
      [at[a], at[b]] = [at[b]!, at[a]!];
      move(a, at[a]!, 1);
      move(b, at[b]!, 1);
    }
    function spread(table: number): number {
      return ideal.reduce((sum, share, v) => sum + (count[table]![v]! - share * size[table]!) ** 2, 0);
    }
    function again(i: number, table: number): number {
      let sum = 0;
      for (let j = 0; j < n; j++) if (j !== i && at[j] === table) sum += met[i * n + j]!;
      return sum;
    }
  }
  const repeatedPairs = met.reduce((sum, times) => sum + Math.max(0, times - 1), 0) / 2;
  return { rounds: out, uneven, repeatedPairs };
}
