/** Iterative proportional fitting of a table of counts to targets along some of its dimensions. */
import { give, type Outcome, refuse } from './refusal.ts';

/** A table of any number of dimensions, as nested lists. */
export type Table = number[] | Table[];

export interface TableTarget {
  /** Dimensions the target is about, 0-based. */
  dims: readonly number[];
  values: Table;
}

/**
 * @returns the fitted table in the seed's shape; refusals `bad-target` (shapes, figures), `empty-cell` and `cannot-be-met`
 * @source Deming and Stephan (1940), doi 10.1214/aoms/1177731829
 */
export function fitTable(
  seed: Table,
  targets: readonly TableTarget[],
  tolerance = 1e-13,
  rounds = 10_000,
): Outcome<Table> {
  const shape = shapeOf(seed);
  const values = Float64Array.from(flat(seed));
  if (values.length !== shape.reduce((a, b) => a * b, 1) || values.some((v) => !(v >= 0 && Number.isFinite(v))))
    return refuse('bad-target', 'The table must be full, with counts from 0.');
  const strides = shape.map((_, d) => shape.slice(d + 1).reduce((a, b) => a * b, 1));
  const fits: { slot: Int32Array; target: Float64Array; name: string }[] = [];
  for (const { dims, values: wanted } of targets) {
    const target = Float64Array.from(flat(wanted));
    const size = dims.reduce((a, d) => a * (shape[d] ?? 0), 1);
    const name = `dimension ${dims.join(' × ')}`;
    if (target.length !== size || target.some((v) => !(v >= 0 && Number.isFinite(v))))
      return refuse('bad-target', `The target of ${name} does not fit the table.`, { margin: name });
    const slot = Int32Array.from(values, (_, at) =>
      dims.reduce((place, d) => place * shape[d]! + (Math.floor(at / strides[d]!) % shape[d]!), 0),
    );
    const held = new Float64Array(size);
    values.forEach((value, at) => {
      held[slot[at]!]! += value;
    });
    const empty = target.findIndex((value, g) => value > 0 && held[g] === 0);
    if (empty >= 0)
      return refuse(
        'empty-cell',
        `Entry ${empty + 1} of ${name} is to be ${target[empty]}, but the table has nothing there.`,
        { margin: name, category: String(empty) },
      );
    fits.push({ slot, target, name });
  }
  // Targets that contradict each other never all hold; then the last steps repeat themselves, and that is the answer ipfn gives.
  let before = Float64Array.from(values);
  for (let round = 0; round < rounds; round += 1) {
    for (const { slot, target } of fits) {
      const sum = new Float64Array(target.length);
      for (let at = 0; at < values.length; at += 1) sum[slot[at]!]! += values[at]!;
      for (let at = 0; at < values.length; at += 1) {
        const g = slot[at]!;
        values[at] = sum[g]! > 0 ? (values[at]! * target[g]!) / sum[g]! : 0;
      }
    }
    let moved = 0;
    for (let at = 0; at < values.length; at += 1) moved = Math.max(moved, Math.abs(values[at]! - before[at]!));
    if (
      moved <=
      tolerance *
        Math.max(
          1,
          values.reduce((a, b) => Math.max(a, b), 0),
        )
    )
      return give(nested(values, shape));
    before = Float64Array.from(values);
  }
  return refuse('cannot-be-met', `The table did not settle in ${rounds} rounds.`);
}

function shapeOf(table: Table): number[] {
  const first = table[0];
  return Array.isArray(first) ? [table.length, ...shapeOf(first)] : [table.length];
}

function flat(table: Table): number[] {
  return (table as unknown[]).flat(Number.POSITIVE_INFINITY) as number[];
}

function nested(values: Float64Array, shape: number[]): Table {
  if (shape.length === 1) return Array.from(values);
  const size = values.length / shape[0]!;
  return Array.from({ length: shape[0]! }, (_, i) => nested(values.subarray(i * size, (i + 1) * size), shape.slice(1)));
}
