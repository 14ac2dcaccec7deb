import type { Positions } from './positions.ts';

/** Weighted points in an order that depends on their coordinates alone. */
export interface Cloud {
  x: Float64Array;
  y: Float64Array;
  w: Float64Array;
}

const STRIPS = 32;

export function sortedCloud(points: Positions, weight?: Float64Array): Cloud {
  const { x, y } = points;
  const kept = new Uint32Array(x.length);
  let count = 0;
  for (let i = 0; i < x.length; i += 1) {
    if (weight !== undefined && !(weight[i]! > 0)) continue;
    kept[count] = i;
    count += 1;
  }
  const order = kept.subarray(0, count).sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!);
  const cloud = { x: new Float64Array(count), y: new Float64Array(count), w: new Float64Array(count).fill(1) };
  for (let place = 0; place < count; place += 1) {
    cloud.x[place] = x[order[place]!]!;
    cloud.y[place] = y[order[place]!]!;
    if (weight !== undefined) cloud.w[place] = weight[order[place]!]!;
  }
  return cloud;
}

/** Number of distinct points, counted no further than k. */
export function distinctUpTo(cloud: Cloud, k: number): number {
  let distinct = 0;
  const scale = Math.max(1e-300, Math.abs(cloud.x[0] ?? 0), Math.abs(cloud.x[cloud.x.length - 1] ?? 0)) * 1e-9;
  const seen: [number, number][] = [];
  for (let i = 0; i < cloud.x.length && distinct < k; i += 1) {
    if (seen.some(([x, y]) => Math.abs(x - cloud.x[i]!) <= scale && Math.abs(y - cloud.y[i]!) <= scale)) continue;
    seen.push([cloud.x[i]!, cloud.y[i]!]);
    distinct += 1;
  }
  return distinct;
}

/** About a thousand cells of equal weight: strips along x, each cut along y. */
export function cells(cloud: Cloud): Cloud {
  const n = cloud.x.length;
  const x: number[] = [];
  const y: number[] = [];
  const w: number[] = [];
  for (let strip = 0; strip < STRIPS; strip += 1) {
    const from = Math.floor((strip * n) / STRIPS);
    const to = Math.floor(((strip + 1) * n) / STRIPS);
    const order = Uint32Array.from({ length: to - from }, (_, i) => from + i).sort(
      (a, b) => cloud.y[a]! - cloud.y[b]! || a - b,
    );
    for (let part = 0; part < STRIPS; part += 1) {
      const first = Math.floor((part * order.length) / STRIPS);
      const last = Math.floor(((part + 1) * order.length) / STRIPS);
      let sx = 0;
      let sy = 0;
      let mass = 0;
      for (let i = first; i < last; i += 1) {
        const point = order[i]!;
        sx += cloud.w[point]! * cloud.x[point]!;
        sy += cloud.w[point]! * cloud.y[point]!;
        mass += cloud.w[point]!;
      }
      if (mass === 0) continue;
      x.push(sx / mass);
      y.push(sy / mass);
      w.push(mass);
    }
  }
  return { x: Float64Array.from(x), y: Float64Array.from(y), w: Float64Array.from(w) };
}
