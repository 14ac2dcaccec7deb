/**
 * k-means as Polis runs it: where it starts, how it breaks ties and when it stops decide its answer.
 * reference/deliberation.md sections 4 and 5.
 */
import type { Positions } from './positions.ts';

export interface Clusters {
  /** Cluster of each point, 0-based. Numbers follow the start order; a cluster that emptied is dropped. */
  label: Uint32Array;
  centre: Positions;
  /** Points (not weights) in each cluster. */
  size: Uint32Array;
  rounds: number;
}

export interface LloydOptions {
  /** Most rounds. */
  rounds: number;
  /** Stops when every centre moved less than this. */
  still: number;
  /** Weight of each point, default 1. */
  weight?: Float64Array;
}

/** The first k distinct points, in order: where Polis starts. */
export function firstDistinct(points: Positions, k: number): Positions {
  const seen = new Set<string>();
  const x: number[] = [];
  const y: number[] = [];
  for (let i = 0; i < points.x.length && x.length < k; i += 1) {
    const key = `${points.x[i]! + 0},${points.y[i]! + 0}`;
    if (seen.has(key)) continue;
    seen.add(key);
    x.push(points.x[i]!);
    y.push(points.y[i]!);
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y) };
}

/**
 * Lloyd's rounds from given centres: nearest centre (on a tie the later one), new centre = weighted mean, empty clusters
 * dropped, until all centres keep still or the rounds are used up. The clusters of the last round are returned.
 */
export function lloyd(points: Positions, from: Positions, options: LloydOptions): Clusters {
  const n = points.x.length;
  const { weight } = options;
  let centre = from;
  const label = new Uint32Array(n);
  for (let round = 1; ; round += 1) {
    const k = centre.x.length;
    assignLaterOnTies(points, centre, label);
    const sum = { x: new Float64Array(k), y: new Float64Array(k) };
    const mass = new Float64Array(k);
    const size = new Uint32Array(k);
    for (let i = 0; i < n; i += 1) {
      const g = label[i]!;
      const w = weight === undefined ? 1 : weight[i]!;
      sum.x[g]! += w * points.x[i]!;
      sum.y[g]! += w * points.y[i]!;
      mass[g]! += w;
      size[g]! += 1;
    }
    const kept: number[] = [];
    for (let g = 0; g < k; g += 1) if (size[g]! > 0) kept.push(g);
    const next: Positions = {
      x: Float64Array.from(kept, (g) => sum.x[g]! / mass[g]!),
      y: Float64Array.from(kept, (g) => sum.y[g]! / mass[g]!),
    };
    if (kept.length < k) {
      const to = new Uint32Array(k);
      kept.forEach((g, index) => {
        to[g] = index;
      });
      for (let i = 0; i < n; i += 1) label[i] = to[label[i]!]!;
    }
    if (round >= options.rounds || keptStill(centre, next, options.still)) {
      return { label, centre: next, size: Uint32Array.from(kept, (g) => size[g]!), rounds: round };
    }
    centre = next;
  }
}

function assignLaterOnTies(points: Positions, centre: Positions, label: Uint32Array): void {
  const k = centre.x.length;
  const cx = centre.x;
  const cy = centre.y;
  for (let i = 0; i < label.length; i += 1) {
    const px = points.x[i]!;
    const py = points.y[i]!;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let g = 0; g < k; g += 1) {
      const dx = px - cx[g]!;
      const dy = py - cy[g]!;
      const d = dx * dx + dy * dy;
      if (d <= least) {
        least = d;
        best = g;
      }
    }
    label[i] = best;
  }
}

function keptStill(before: Positions, after: Positions, still: number): boolean {
  const a = sortedCentres(before);
  const b = sortedCentres(after);
  const pairs = Math.min(a.length, b.length);
  for (let i = 0; i < pairs; i += 1) {
    if (!(Math.hypot(a[i]![0] - b[i]![0], a[i]![1] - b[i]![1]) < still)) return false;
  }
  return true;
}

function sortedCentres(centre: Positions): [number, number][] {
  return Array.from(centre.x, (x, i): [number, number] => [x, centre.y[i]!]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/**
 * Mean silhouette width over points: (b − a) / max(a, b), a = mean distance to the others of its own group, b = smallest
 * mean distance to another group; 0 for a point alone in its group. Every point counts once.
 * @source Rousseeuw (1987), doi 10.1016/0377-0427(87)90125-7
 */
export function silhouette(points: Positions, label: ArrayLike<number>, k: number): number {
  const n = points.x.length;
  const size = new Float64Array(k);
  for (let i = 0; i < n; i += 1) size[label[i]!]! += 1;
  const sum = new Float64Array(k);
  let total = 0;
  for (let i = 0; i < n; i += 1) {
    sum.fill(0);
    const px = points.x[i]!;
    const py = points.y[i]!;
    for (let j = 0; j < n; j += 1) {
      const dx = px - points.x[j]!;
      const dy = py - points.y[j]!;
      sum[label[j]!]! += Math.sqrt(dx * dx + dy * dy);
    }
    total += width(sum, size, label[i]!);
  }
  return n === 0 ? 0 : total / n;
}

/** Silhouette width of one point from its summed distances to each group. */
export function width(sum: Float64Array, size: Float64Array, own: number): number {
  if (size[own]! <= 1) return 0;
  const a = sum[own]! / (size[own]! - 1);
  let b = Number.POSITIVE_INFINITY;
  for (let g = 0; g < size.length; g += 1) {
    if (g !== own && size[g]! > 0) b = Math.min(b, sum[g]! / size[g]!);
  }
  if (b === Number.POSITIVE_INFINITY) return 0;
  const larger = Math.max(a, b);
  return larger === 0 ? 0 : (b - a) / larger;
}
