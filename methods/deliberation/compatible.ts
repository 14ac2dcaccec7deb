/**
 * Opinion groups exactly as one cold-start update of Polis forms them (reference/deliberation.md sections 1 to 5).
 * The answer depends on the order in which people first voted: that is the method, and why `stable` exists.
 */
import { type Clusters, firstDistinct, lloyd, silhouette } from './lloyd.ts';
import { rowsInAnalysis } from './membership.ts';
import { type Positions, personPositions } from './positions.ts';
import { type Components, principalComponents } from './principal-components.ts';
import type { VoteMatrix } from './votes.ts';

const BASE_CLUSTERS = 100;
// Polis counts down to zero and then still takes one step: its limits of 100 and 20 rounds allow 101 and 21
// (seen in vtaiwan-uberx, k = 5: the stored silhouette is that of round 21 and no other).
const BASE_ROUNDS = 101;
const GROUP_ROUNDS = 21;
/** A centre that moved less than this has kept still. */
const STILL = 0.01;
const MOST_PEOPLE = 100_000;
const MOST_COLUMNS = 10_000;

export interface CompatibleGroups {
  components: Components;
  /** Position of every row of the matrix, in the analysis or not. */
  positions: Positions;
  /** Rows in the analysis, ascending. */
  inside: Uint32Array;
  baseClusters: Clusters;
  /** k → mean silhouette over base clusters; k without one is not offered. */
  silhouetteByK: Record<number, number>;
  k: number;
  /** Group of each entry of `inside`. */
  label: Uint32Array;
  /** Centres and base clusters of each group. */
  centre: Positions;
  baseClustersByGroup: number[];
}

/** Keeps the first 100,000 people and 10,000 statements of a matrix, as Polis does. Smaller ones are returned as they are. */
export function withinPolisLimits(matrix: VoteMatrix): VoteMatrix {
  const people = Math.min(matrix.people.length, MOST_PEOPLE);
  const columns = Math.min(matrix.statements.length, MOST_COLUMNS);
  if (people === matrix.people.length && columns === matrix.statements.length) return matrix;
  const start = new Uint32Array(people + 1);
  const cell = new Uint16Array(matrix.start[people]!);
  let kept = 0;
  for (let row = 0; row < people; row += 1) {
    for (let at = matrix.start[row]!; at < matrix.start[row + 1]!; at += 1) {
      if (matrix.cell[at]! >= 3 * columns) break;
      cell[kept] = matrix.cell[at]!;
      kept += 1;
    }
    start[row + 1] = kept;
  }
  return {
    ...matrix,
    people: matrix.people.slice(0, people),
    statements: matrix.statements.slice(0, columns),
    start,
    cell: cell.slice(0, kept),
  };
}

/**
 * @param matrix in 'appearance' order for Polis's own answer, within its size limits
 * @param aside columns set aside (`setAside`)
 * @param count components to find; the map uses the first two
 */
export function compatibleGroups(matrix: VoteMatrix, aside: Uint8Array, count = 2): CompatibleGroups {
  const components = principalComponents(matrix, { aside, count });
  const positions = personPositions(matrix, components, aside);
  const inside = rowsInAnalysis(matrix);
  const points = select(positions, inside);
  const baseClusters = lloyd(points, firstDistinct(points, BASE_CLUSTERS), { rounds: BASE_ROUNDS, still: STILL });
  const base = baseClusters.centre;
  const weight = Float64Array.from(baseClusters.size);
  const largestK = Math.min(5, 2 + Math.floor(base.x.length / 12));
  const silhouetteByK: Record<number, number> = {};
  let best: Clusters | undefined;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (let k = 2; k <= largestK; k += 1) {
    const grouping = lloyd(base, firstDistinct(base, k), { rounds: GROUP_ROUNDS, still: STILL, weight });
    const score = silhouette(base, grouping.label, grouping.centre.x.length);
    silhouetteByK[k] = score;
    if (score > bestScore) {
      best = grouping;
      bestScore = score;
    }
  }
  const grouping = best!;
  return {
    components,
    positions,
    inside,
    baseClusters,
    silhouetteByK,
    k: grouping.centre.x.length,
    label: Uint32Array.from(baseClusters.label, (cluster) => grouping.label[cluster]!),
    centre: grouping.centre,
    baseClustersByGroup: Array.from(grouping.size),
  };
}

/** Positions of some rows, in the order of the rows. */
export function select(positions: Positions, rows: Uint32Array): Positions {
  const x = new Float64Array(rows.length);
  const y = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i += 1) {
    x[i] = positions.x[rows[i]!]!;
    y[i] = positions.y[rows[i]!]!;
  }
  return { x, y };
}
