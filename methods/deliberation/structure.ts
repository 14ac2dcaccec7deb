/**
 * Is there anything to group? Two Monte Carlo tests (Barnard 1963), each against worlds in which the answer is no.
 */
import { bestPartition } from './partition.ts';
import type { Positions } from './positions.ts';
import { principalComponents } from './principal-components.ts';
import { below, normal, seededRandom } from './random.ts';
import { representatives, silhouettes } from './silhouettes.ts';
import type { VoteMatrix } from './votes.ts';

export interface TestResult {
  observed: number;
  /** Largest value in the imagined worlds. */
  chance: number;
  /** Share of worlds, this one included, with a value at least as large. */
  p: number;
}

const WORLDS = 19;
const MOST_PEOPLE = 2000;
const MOST_IN_CLOUD = 1000;

function judge(observed: number, worlds: number[]): TestResult {
  const asLarge = worlds.filter((value) => value >= observed).length;
  return { observed, chance: Math.max(...worlds), p: (asLarge + 1) / (worlds.length + 1) };
}

/**
 * Do people's votes hang together? The share of variance along the first component, against worlds in which the votes on each
 * statement are dealt anew among those who voted on it (parallel analysis, Horn 1965, doi 10.1007/BF02289447).
 * On at most 2,000 people, evenly spaced by row.
 */
export function sharedOpinion(matrix: VoteMatrix, aside: Uint8Array | undefined, seed = 1): TestResult {
  const part = everySo(matrix, MOST_PEOPLE);
  const share = (m: VoteMatrix) => {
    const found = principalComponents(m, { aside, tolerance: 1e-3 });
    return found.totalVariance > 0 ? found.variance[0]! / found.totalVariance : 0;
  };
  const byColumn = cellsByColumn(part);
  const worlds: number[] = [];
  for (let world = 0; world < WORLDS; world += 1) {
    const random = seededRandom(seed, 2000 + world);
    const cell = Uint16Array.from(part.cell);
    for (const places of byColumn) {
      for (let i = places.length - 1; i > 0; i -= 1) {
        const j = below(random, i + 1);
        const held = cell[places[i]!]!;
        cell[places[i]!] = cell[places[j]!]!;
        cell[places[j]!] = held;
      }
    }
    worlds.push(share({ ...part, cell }));
  }
  return judge(share(part), worlds);
}

function cellsByColumn(matrix: VoteMatrix): number[][] {
  const places: number[][] = matrix.statements.map(() => []);
  matrix.cell.forEach((cell, at) => {
    places[(cell / 3) | 0]!.push(at);
  });
  return places;
}

function everySo(matrix: VoteMatrix, most: number): VoteMatrix {
  const n = matrix.people.length;
  if (n <= most) return matrix;
  const step = Math.ceil(n / most);
  const people: string[] = [];
  const start = [0];
  const pieces: Uint16Array[] = [];
  let total = 0;
  for (let row = 0; row < n; row += step) {
    const piece = matrix.cell.subarray(matrix.start[row]!, matrix.start[row + 1]!);
    people.push(matrix.people[row]!);
    pieces.push(piece);
    total += piece.length;
    start.push(total);
  }
  const cell = new Uint16Array(total);
  pieces.forEach((piece, i) => {
    cell.set(piece, start[i]!);
  });
  return { ...matrix, people, start: Uint32Array.from(start), cell };
}

/**
 * Are the groups separate, or the ends of one cloud? The silhouette of the grouping against single Gaussian clouds of the
 * same spread, grouped the same way, of at most 1,000 people (after Liu, Hayes, Nobel and Marron 2008, SigClust, doi 10.1198/016214508000000454).
 */
export function separateGroups(points: Positions, k: number, observed: number, seed = 1): TestResult {
  const chosen = representatives(points, MOST_IN_CLOUD);
  const n = chosen.length;
  let mx = 0;
  let my = 0;
  for (const i of chosen) {
    mx += points.x[i]! / n;
    my += points.y[i]! / n;
  }
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const i of chosen) {
    const dx = points.x[i]! - mx;
    const dy = points.y[i]! - my;
    xx += (dx * dx) / n;
    xy += (dx * dy) / n;
    yy += (dy * dy) / n;
  }
  const a = Math.sqrt(xx);
  const b = a > 0 ? xy / a : 0;
  const c = Math.sqrt(Math.max(0, yy - b * b));
  const worlds: number[] = [];
  for (let world = 0; world < WORLDS; world += 1) {
    const random = seededRandom(seed, 3000 + world);
    const cloud = { x: new Float64Array(n), y: new Float64Array(n) };
    for (let i = 0; i < n; i += 1) {
      const u = normal(random);
      const v = normal(random);
      cloud.x[i] = a * u;
      cloud.y[i] = b * u + c * v;
    }
    const grouping = bestPartition(cloud, k, { restarts: 10, seed: seed + world });
    worlds.push(grouping === undefined ? 0 : silhouettes(cloud, [grouping]).values[0]!);
  }
  return judge(observed, worlds);
}
