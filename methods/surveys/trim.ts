/** Capping weights. After it the margins no longer hold exactly, and the result says by how much. */
import { orderedSum } from './ordered-sum.ts';
import { type Raked, type RakeOptions, rake, reachedMargins } from './rake.ts';
import { give, type Outcome, refuse } from './refusal.ts';
import type { Sample } from './sample.ts';

export interface Trimmed {
  weights: Float64Array;
  cap: number;
  /** People whose weight was cut to the cap. */
  capped: number;
  rounds: number;
  /** Margin → category → weighted count after capping. */
  reached: Record<string, Record<string, number>>;
  /** Furthest a category now is from its target, as a share of it, and which. */
  furthest: { margin: string; category: string; off: number };
}

/**
 * Cuts weights above the cap to the cap and adds the excess in equal parts to the others, until none is above (what R's
 * `survey::trimWeights` does, repeated). The sum stays.
 * @param cap largest weight; must be above the mean
 */
export function trimWeights(sample: Sample, weights: Float64Array, cap: number): Outcome<Trimmed> {
  const n = weights.length;
  const total = orderedSum(weights);
  if (!(cap > total / n))
    return refuse(
      'bad-cap',
      `The cap ${cap} is not above the mean weight ${total / n}; the weights cannot stay below it.`,
    );
  const trimmed = Float64Array.from(weights);
  const atCap = new Uint8Array(n);
  let capped = 0;
  let rounds = 0;
  for (; ; rounds += 1) {
    let excess = 0;
    let fresh = 0;
    for (const i of sample.order) {
      if (atCap[i] || trimmed[i]! <= cap) continue;
      excess += trimmed[i]! - cap;
      trimmed[i] = cap;
      atCap[i] = 1;
      fresh += 1;
    }
    capped += fresh;
    if (fresh === 0 || capped === n) break;
    const part = excess / (n - capped);
    for (let i = 0; i < n; i += 1) if (!atCap[i]) trimmed[i]! += part;
  }
  return give(finished(sample, trimmed, cap, capped, rounds));
}

/**
 * Rakes with a cap inside each round: after every pass over the margins, weights above `times` × mean become that, as R's
 * `anesrake` does (its default is 5). Only margins with a category at least `worthwhile` (default 0.05) off in share are raked.
 * @returns refusal `cannot-be-met` when the capped weights do not settle
 */
export function rakeCapped(
  sample: Sample,
  times: number,
  options: RakeOptions & { worthwhile?: number } = {},
): Outcome<Trimmed> {
  if (!(times > 1)) return refuse('bad-cap', `The cap must be above 1 × the mean weight; it is ${times}.`);
  const { worthwhile = 0.05, rounds: most = 1000, tolerance = 1e-8 } = options;
  const margins = sample.margins.filter((margin) => farOff(sample, margin) >= worthwhile);
  const n = sample.people;
  const scale = sample.total / orderedSum(sample.start);
  const weights = sample.start.map((weight) => weight * scale);
  const cap = (times * sample.total) / n;
  for (let round = 1; round <= most; round += 1) {
    const before = Float64Array.from(weights);
    for (const { codes, target } of margins) {
      const sum = new Float64Array(target.length);
      for (const i of sample.order) sum[codes[sample.cellOf[i]!]!]! += weights[i]!;
      for (let i = 0; i < n; i += 1) {
        const g = codes[sample.cellOf[i]!]!;
        weights[i]! *= target[g]! / sum[g]!;
      }
    }
    const capped = capInProportion(weights, cap, sample.total);
    let largest = 0;
    for (let i = 0; i < n; i += 1) largest = Math.max(largest, Math.abs(weights[i]! - before[i]!) / cap);
    if (largest <= tolerance) return give(finished(sample, weights, cap, capped, round));
  }
  return refuse(
    'cannot-be-met',
    `The weights did not settle under a cap of ${times} × the mean in ${most} rounds. Raise the cap or merge categories.`,
  );
}

/**
 * Cuts weights to the cap and scales the others up so that the sum stays, until none exceeds: where capping and rescaling in
 * turn would end. Returns how many are at the cap.
 */
function capInProportion(weights: Float64Array, cap: number, total: number): number {
  const atCap = new Uint8Array(weights.length);
  for (let capped = 0; ; ) {
    const free = orderedSum(weights.map((weight, i) => (atCap[i] ? 0 : weight)));
    const scale = free > 0 ? (total - capped * cap) / free : 1;
    let fresh = 0;
    for (let i = 0; i < weights.length; i += 1) {
      if (atCap[i]) continue;
      weights[i]! *= scale;
      if (weights[i]! <= cap) continue;
      atCap[i] = 1;
      fresh += 1;
    }
    for (let i = 0; i < weights.length; i += 1) if (atCap[i]) weights[i] = cap;
    capped += fresh;
    if (fresh === 0) return capped;
  }
}

/** Largest difference of a category's share in the sample from its share in the population. */
function farOff(sample: Sample, margin: Sample['margins'][number]): number {
  const sum = new Float64Array(margin.target.length);
  for (let c = 0; c < sample.cells; c += 1) sum[margin.codes[c]!]! += sample.mass[c]!;
  const mass = sum.reduce((a, b) => a + b, 0);
  return margin.target.reduce((far, target, g) => Math.max(far, Math.abs(sum[g]! / mass - target / sample.total)), 0);
}

function finished(sample: Sample, weights: Float64Array, cap: number, capped: number, rounds: number): Trimmed {
  const reached = reachedMargins(sample, weights);
  let furthest = { margin: '', category: '', off: 0 };
  for (const { name, categories, target } of sample.margins) {
    categories.forEach((category, g) => {
      const off = Math.abs(reached[name]![category]! - target[g]!) / target[g]!;
      if (off > furthest.off) furthest = { margin: name, category, off };
    });
  }
  return { weights, cap, capped, rounds, reached, furthest };
}

/** Rakes, then caps at `times` × mean weight. */
export function rakeThenTrim(
  sample: Sample,
  times: number,
  options: RakeOptions = {},
): Outcome<Trimmed & { untrimmed: Raked }> {
  const raked = rake(sample, options);
  if (!raked.ok) return raked;
  const trimmed = trimWeights(sample, raked.value.weights, (times * orderedSum(raked.value.weights)) / sample.people);
  return trimmed.ok ? give({ ...trimmed.value, untrimmed: raked.value }) : trimmed;
}
