/**
 * The least within-group sum of squares k groups can reach, searched for until it is as good as found: many seeded
 * starts (k-means++, Arthur and Vassilvitskii 2007), Lloyd's rounds to the end, then single moves (Hartigan and Wong
 * 1979, doi 10.2307/2346830), which leave solutions Lloyd's rounds cannot.
 */
import { type Cloud, cells, distinctUpTo, sortedCloud } from './cloud.ts';
import type { Positions } from './positions.ts';
import { type Random, seededRandom } from './random.ts';

export interface Partition {
  k: number;
  /** Group of each point, in the order the points were given. Groups are numbered by size, largest first. */
  label: Uint8Array;
  centre: Positions;
  size: Uint32Array;
  withinSquares: number;
}

const MANY = 50_000;

export interface SearchOptions {
  /** Seeded starts, default 200. */
  restarts?: number;
  seed?: number;
  /** Points beyond this number are first gathered into cells, default 4096. */
  most?: number;
  /** How many of the best different solutions are worked out to the end, default 5 (2 beyond 50,000 points). */
  finalists?: number;
  /** Weight of each point, default 1; points of weight 0 get a label but do not count. */
  weight?: Float64Array;
  /** Further starts to try. */
  starts?: readonly Positions[];
}

/**
 * Best found partition of points into k groups. Depends only on the set of points, weights and seed: the points are put
 * in order of their coordinates first.
 * @returns undefined when there are fewer than k distinct points
 */
export function bestPartition(points: Positions, k: number, options: SearchOptions = {}): Partition | undefined {
  const found = bestCentres(points, k, options);
  return found === undefined ? undefined : named(points, found.centre, found.squares);
}

/** The centres of that partition alone, and its within-group sum of squares. */
export function bestCentres(
  points: Positions,
  k: number,
  options: SearchOptions = {},
): { centre: Positions; squares: number } | undefined {
  const { restarts = 200, seed = 1, most = 4096, weight, starts = [] } = options;
  const cloud = sortedCloud(points, weight);
  if (distinctUpTo(cloud, k) < k) return undefined;
  const coarse = cloud.x.length > most ? cells(cloud) : cloud;
  const finalists = options.finalists ?? (cloud.x.length <= MANY ? 5 : 2);
  const random = seededRandom(seed, k);
  const found: { squares: number; centre: Positions }[] = [];
  const consider = (start: Positions) => {
    const centre = { x: Float64Array.from(start.x), y: Float64Array.from(start.y) };
    const squares = settle(coarse, centre, new Uint8Array(coarse.x.length).fill(255));
    if (found.some((other) => Math.abs(other.squares - squares) <= 1e-10 * squares)) return;
    found.push({ squares, centre });
    found.sort((a, b) => a.squares - b.squares);
    if (found.length > finalists) found.pop();
  };
  for (const start of starts) if (start.x.length === k) consider(start);
  for (let r = 0; r < restarts; r += 1) consider(plusPlus(coarse, k, random));
  let best: { squares: number; centre: Positions } | undefined;
  for (const { centre } of found) {
    const label = new Uint8Array(cloud.x.length).fill(255);
    settle(cloud, centre, label);
    singleMoves(cloud, centre, label);
    const squares = settle(cloud, centre, label);
    if (best === undefined || squares < best.squares * (1 - 1e-12)) best = { squares, centre };
  }
  return best;
}

function plusPlus(cloud: Cloud, k: number, random: Random): Positions {
  const n = cloud.x.length;
  const centre = { x: new Float64Array(k), y: new Float64Array(k) };
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  for (let g = 0; g < k; g += 1) {
    let total = 0;
    for (let i = 0; i < n; i += 1) total += cloud.w[i]! * (g === 0 ? 1 : nearest[i]!);
    let left = random() * total;
    let chosen = n - 1;
    for (let i = 0; i < n; i += 1) {
      left -= cloud.w[i]! * (g === 0 ? 1 : nearest[i]!);
      if (left < 0) {
        chosen = i;
        break;
      }
    }
    centre.x[g] = cloud.x[chosen]!;
    centre.y[g] = cloud.y[chosen]!;
    for (let i = 0; i < n; i += 1) {
      const d = (cloud.x[i]! - centre.x[g]!) ** 2 + (cloud.y[i]! - centre.y[g]!) ** 2;
      if (d < nearest[i]!) nearest[i] = d;
    }
  }
  return centre;
}

/** Lloyd's rounds until no point changes group; moves the centres in place, returns the within-group sum of squares. */
function settle(cloud: Cloud, centre: Positions, label: Uint8Array): number {
  const k = centre.x.length;
  const n = cloud.x.length;
  const sx = new Float64Array(k);
  const sy = new Float64Array(k);
  const mass = new Float64Array(k);
  for (let round = 0; round < 500; round += 1) {
    let changed = 0;
    let squares = 0;
    let far = -1;
    let farthest = -1;
    sx.fill(0);
    sy.fill(0);
    mass.fill(0);
    for (let i = 0; i < n; i += 1) {
      const px = cloud.x[i]!;
      const py = cloud.y[i]!;
      const w = cloud.w[i]!;
      let least = Number.POSITIVE_INFINITY;
      let best = 0;
      for (let g = 0; g < k; g += 1) {
        const dx = px - centre.x[g]!;
        const dy = py - centre.y[g]!;
        const d = dx * dx + dy * dy;
        if (d < least) {
          least = d;
          best = g;
        }
      }
      if (least > farthest) {
        farthest = least;
        far = i;
      }
      if (label[i] !== best) changed += 1;
      label[i] = best;
      squares += w * least;
      sx[best]! += w * px;
      sy[best]! += w * py;
      mass[best]! += w;
    }
    if (changed === 0) return squares;
    for (let g = 0; g < k; g += 1) {
      if (mass[g]! > 0) {
        centre.x[g] = sx[g]! / mass[g]!;
        centre.y[g] = sy[g]! / mass[g]!;
      } else if (far >= 0) {
        centre.x[g] = cloud.x[far]!;
        centre.y[g] = cloud.y[far]!;
        far = -1;
      }
    }
  }
  return Number.POSITIVE_INFINITY;
}

/** Moves single points between groups while that lowers the sum of squares, counting the shift of both centres. */
function singleMoves(cloud: Cloud, centre: Positions, label: Uint8Array): void {
  const k = centre.x.length;
  const mass = new Float64Array(k);
  for (let i = 0; i < label.length; i += 1) mass[label[i]!]! += cloud.w[i]!;
  for (let pass = 0; pass < 50; pass += 1) {
    let moved = 0;
    for (let i = 0; i < label.length; i += 1) {
      const own = label[i]!;
      const w = cloud.w[i]!;
      if (mass[own]! - w < 1e-9) continue;
      const loss = (w * mass[own]! * squared(cloud, i, centre, own)) / (mass[own]! - w);
      let best = own;
      let least = loss * (1 - 1e-9);
      for (let g = 0; g < k; g += 1) {
        if (g === own) continue;
        const cost = (w * mass[g]! * squared(cloud, i, centre, g)) / (mass[g]! + w);
        if (cost < least) {
          least = cost;
          best = g;
        }
      }
      if (best === own) continue;
      moved += 1;
      label[i] = best;
      shift(cloud, i, centre, own, mass[own]!, -w);
      shift(cloud, i, centre, best, mass[best]!, w);
      mass[own]! -= w;
      mass[best]! += w;
    }
    if (moved === 0) return;
  }
}

function squared(cloud: Cloud, i: number, centre: Positions, g: number): number {
  return (cloud.x[i]! - centre.x[g]!) ** 2 + (cloud.y[i]! - centre.y[g]!) ** 2;
}

function shift(cloud: Cloud, i: number, centre: Positions, g: number, mass: number, w: number): void {
  centre.x[g]! += ((cloud.x[i]! - centre.x[g]!) * w) / (mass + w);
  centre.y[g]! += ((cloud.y[i]! - centre.y[g]!) * w) / (mass + w);
}

/** Numbers the groups by size, then by centre, and labels the points in the order they came. */
function named(points: Positions, centre: Positions, withinSquares: number): Partition {
  const k = centre.x.length;
  const raw = nearestCentre(points, centre);
  const count = new Uint32Array(k);
  for (const g of raw) count[g]! += 1;
  const order = Array.from({ length: k }, (_, g) => g).sort(
    (a, b) => count[b]! - count[a]! || centre.x[b]! - centre.x[a]! || centre.y[b]! - centre.y[a]!,
  );
  const to = new Uint8Array(k);
  order.forEach((from, place) => {
    to[from] = place;
  });
  return {
    k,
    label: raw.map((g) => to[g]!),
    centre: { x: Float64Array.from(order, (g) => centre.x[g]!), y: Float64Array.from(order, (g) => centre.y[g]!) },
    size: Uint32Array.from(order, (g) => count[g]!),
    withinSquares,
  };
}

/** Nearest centre of each point; on a tie the first. */
export function nearestCentre(points: Positions, centre: Positions): Uint8Array {
  const label = new Uint8Array(points.x.length);
  for (let i = 0; i < label.length; i += 1) {
    let least = Number.POSITIVE_INFINITY;
    for (let g = 0; g < centre.x.length; g += 1) {
      const d = (points.x[i]! - centre.x[g]!) ** 2 + (points.y[i]! - centre.y[g]!) ** 2;
      if (d < least) {
        least = d;
        label[i] = g;
      }
    }
  }
  return label;
}
