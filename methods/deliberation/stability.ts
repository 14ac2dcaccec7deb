/**
 * How sure the groups are: the whole analysis is done again on people drawn with replacement, and everyone is placed
 * again. Efron (1979), doi 10.1214/aos/1176344552; Hennig (2007), Cluster-wise assessment of cluster stability,
 * doi 10.1016/j.csda.2006.11.025.
 */
import { adjustedRand, bestMatch, crossTable } from './agreement.ts';
import { select } from './compatible.ts';
import { bestCentres, nearestCentre, type Partition } from './partition.ts';
import { personPositions } from './positions.ts';
import { type Components, principalComponents } from './principal-components.ts';
import { below, seededRandom } from './random.ts';
import type { VoteMatrix } from './votes.ts';

export interface Stability {
  /** Mean adjusted Rand index between the grouping and its repeats: 1 always the same, about 0 no better than chance. */
  agreement: number;
  /** Share of repeats in which each person stayed in their group; one entry a label. */
  person: Float64Array;
  /** Mean Jaccard overlap of each group with its repeats: from 0.75 stable, under 0.6 not to be trusted (Hennig). */
  group: number[];
  /** Of the pairs of people in each group, the mean share still together in the repeats. */
  together: number[];
  repeats: number;
}

export interface StabilityOptions {
  /** Repeats, default 50. */
  repeats?: number;
  seed?: number;
  /** People drawn in each repeat, at most; default 5,000. Fewer than all makes the groups look less sure, never more. */
  mostPeople?: number;
  aside?: Uint8Array;
}

interface Tally {
  agreement: number;
  person: Float64Array;
  group: Float64Array;
  together: Float64Array;
}

/**
 * Stability of several groupings of the same people (rows `inside`), one result a grouping. The random draws depend on the seed
 * and the row order of the matrix alone, so a matrix in 'id' order always gives the same answer.
 */
export function stabilities(
  matrix: VoteMatrix,
  inside: Uint32Array,
  components: Components,
  groupings: readonly Partition[],
  options: StabilityOptions = {},
): Stability[] {
  const { repeats = 50, seed = 1, mostPeople = 5000, aside } = options;
  const people = matrix.people.length;
  const tallies = groupings.map(
    ({ k, label }): Tally => ({
      agreement: 0,
      person: new Float64Array(label.length),
      group: new Float64Array(k),
      together: new Float64Array(k),
    }),
  );
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const random = seededRandom(seed, 1000 + repeat);
    const weight = new Float64Array(people);
    const draws = Math.min(people, mostPeople);
    for (let draw = 0; draw < draws; draw += 1) weight[below(random, people)]! += 1;
    const again = principalComponents(matrix, { aside, weight, start: components.loadings, tolerance: 1e-4 });
    const points = select(personPositions(matrix, again, aside), inside);
    const drawn = new Float64Array(inside.length);
    for (let i = 0; i < inside.length; i += 1) drawn[i] = weight[inside[i]!]!;
    groupings.forEach((grouping, which) => {
      const start = meansOf(points, grouping, drawn);
      const fresh = bestCentres(points, grouping.k, {
        restarts: 6,
        seed: seed * 7919 + repeat,
        weight: drawn,
        starts: start === undefined ? [] : [start],
        most: 1500,
        finalists: 1,
      });
      const label = fresh === undefined ? new Uint8Array(inside.length) : nearestCentre(points, fresh.centre);
      count(tallies[which]!, grouping, label, fresh === undefined ? 1 : grouping.k);
    });
  }
  return tallies.map((tally, which) => ({
    agreement: tally.agreement / repeats,
    person: tally.person.map((stayed) => stayed / repeats),
    group: Array.from(tally.group, (overlap) => overlap / repeats),
    together: Array.from(tally.together, (share, g) => (groupings[which]!.size[g]! < 2 ? 1 : share / repeats)),
    repeats,
  }));
}

/** Where the original groups lie on a repeat's map; undefined when one of them was not drawn at all. */
function meansOf(points: { x: Float64Array; y: Float64Array }, { k, label }: Partition, drawn: Float64Array) {
  const x = new Float64Array(k);
  const y = new Float64Array(k);
  const mass = new Float64Array(k);
  for (let i = 0; i < label.length; i += 1) {
    x[label[i]!]! += drawn[i]! * points.x[i]!;
    y[label[i]!]! += drawn[i]! * points.y[i]!;
    mass[label[i]!]! += drawn[i]!;
  }
  for (let g = 0; g < k; g += 1) {
    if (mass[g] === 0) return undefined;
    x[g]! /= mass[g]!;
    y[g]! /= mass[g]!;
  }
  return { x, y };
}

function count(tally: Tally, original: Partition, label: Uint8Array, k: number): void {
  const table = crossTable(original.label, original.k, label, k);
  const match = bestMatch(table, original.k, k);
  tally.agreement += adjustedRand(table, original.k, k);
  for (let i = 0; i < label.length; i += 1) if (match[original.label[i]!] === label[i]) tally.person[i]! += 1;
  const sizes = new Float64Array(k);
  for (const g of label) sizes[g]! += 1;
  for (let g = 0; g < original.k; g += 1) {
    const own = original.size[g]!;
    let overlap = 0;
    let pairs = 0;
    for (let other = 0; other < k; other += 1) {
      const both = table[g * k + other]!;
      overlap = Math.max(overlap, both / (own + sizes[other]! - both));
      pairs += both * (both - 1);
    }
    tally.group[g]! += overlap;
    if (own > 1) tally.together[g]! += pairs / (own * (own - 1));
  }
}
