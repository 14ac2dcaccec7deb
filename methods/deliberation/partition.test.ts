import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { silhouette } from './lloyd.ts';
import { bestPartition } from './partition.ts';
import type { Positions } from './positions.ts';
import { normal, seededRandom } from './random.ts';
import { silhouettes } from './silhouettes.ts';

const squaresOf = (points: Positions, label: number[], k: number) => {
  let total = 0;
  for (let g = 0; g < k; g += 1) {
    const members = label.flatMap((own, i) => (own === g ? [i] : []));
    if (members.length === 0) return Number.POSITIVE_INFINITY;
    const mx = members.reduce((sum, i) => sum + points.x[i]!, 0) / members.length;
    const my = members.reduce((sum, i) => sum + points.y[i]!, 0) / members.length;
    for (const i of members) total += (points.x[i]! - mx) ** 2 + (points.y[i]! - my) ** 2;
  }
  return total;
};

/** Least sum of squares over every way to split a few points. */
const leastOfAll = (points: Positions, k: number) => {
  const n = points.x.length;
  let least = Number.POSITIVE_INFINITY;
  for (let code = 0; code < k ** n; code += 1) {
    const label = Array.from({ length: n }, (_, i) => Math.floor(code / k ** i) % k);
    least = Math.min(least, squaresOf(points, label, k));
  }
  return least;
};

const pointsFrom = (list: [number, number][]): Positions => ({
  x: Float64Array.from(list, ([x]) => x),
  y: Float64Array.from(list, ([, y]) => y),
});
const coordinate = fc.integer({ min: -20, max: 20 }).map((v) => v / 4);

describe('the search for groups', () => {
  it('finds the least sum of squares there is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 8 }),
        fc.constantFrom(2, 3),
        (list, k) => {
          const points = pointsFrom(list);
          const found = bestPartition(points, k, { restarts: 20 });
          const distinct = new Set(list.map(([x, y]) => `${x + 0},${y + 0}`)).size;
          if (distinct < k) expect(found).toBeUndefined();
          else expect(found!.withinSquares).toBeCloseTo(leastOfAll(points, k), 8);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives each point the same group whatever the order of the points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 5, maxLength: 30 }).chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(
              list.map((_, i) => i),
              { minLength: list.length },
            ),
          ),
        ),
        ([list, order]) => {
          const straight = bestPartition(pointsFrom(list), 3);
          const shuffled = bestPartition(pointsFrom(order.map((i) => list[i]!)), 3);
          expect(shuffled?.withinSquares).toBe(straight?.withinSquares);
          if (straight === undefined) return;
          expect(Array.from(shuffled!.label)).toEqual(order.map((i) => straight.label[i]));
        },
      ),
    );
  });

  it('is as good on gathered cells as on all the points', () => {
    const random = seededRandom(9);
    const list = Array.from({ length: 6000 }, (_, i): [number, number] => [
      normal(random) + 3 * (i % 3),
      normal(random) + 4 * (i % 2),
    ]);
    const points = pointsFrom(list);
    const gathered = bestPartition(points, 4, { restarts: 20 })!;
    const all = bestPartition(points, 4, { restarts: 20, most: 10_000 })!;
    expect(gathered.withinSquares).toBeLessThanOrEqual(all.withinSquares * (1 + 1e-6));
  });
});

describe('silhouettes of several groupings', () => {
  it('are those of each one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 4, maxLength: 30 }), (list) => {
        const points = pointsFrom(list);
        const a = { k: 2, label: Uint8Array.from(list, (_, i) => i % 2) };
        const b = { k: 3, label: Uint8Array.from(list, (_, i) => i % 3) };
        const { values } = silhouettes(points, [a, b]);
        expect(values[0]).toBeCloseTo(silhouette(points, a.label, 2), 10);
        expect(values[1]).toBeCloseTo(silhouette(points, b.label, 3), 10);
      }),
    );
  });
});
