/**
 * Estimates from weighted replies, with standard errors that know the weights were raked.
 * Deville and Särndal (1992), doi 10.1080/01621459.1992.10475217; reference/deliberation.md section 13.
 */
import { wilson } from '@upwell/deliberation';
import { fittedByCategories } from './least-squares.ts';
import { orderedSum } from './ordered-sum.ts';
import { give, type Outcome, refuse } from './refusal.ts';
import type { Sample } from './sample.ts';

/** How the people were drawn. */
export interface Design {
  /** Cluster of each person (households, districts); whole clusters were drawn. */
  clusters?: readonly string[];
  /** Stratum of each person (of each cluster). */
  strata?: readonly string[];
  /** Share of the population's people (clusters) that was drawn: 0 (default) for panels. By stratum where there are strata. */
  sampledFraction?: number | Readonly<Record<string, number>>;
}

export interface Question {
  /** Answer of each person; NaN where not answered. A share is a mean of 0 and 1. */
  answers: Float64Array;
  /** 'mean' over those who answered (default), or 'total' over the population. */
  of?: 'mean' | 'total';
  /** Only people with 1 here; the others count as not answering. */
  within?: Uint8Array;
}

export interface Estimate {
  estimate: number;
  se: number;
  /** 1.96 × se. */
  marginOfError: number;
  low: number;
  high: number;
  answered: number;
  /** 'normal' interval, or 'wilson' with the effective sample size for shares near 0 or 1. */
  interval: 'normal' | 'wilson';
}

export interface EstimateOptions extends Design {
  /**
   * Weights of the regression on the margins: 'starting' (the textbook; R's `calibrate`), 'equal' (R's `rake`), or 'none':
   * no regression, for weights that were not raked.
   */
  regression?: 'starting' | 'equal' | 'none';
}

export const Z95 = 1.959963984540054;

/**
 * Linearised (Taylor) standard error.
 * @param weights the raked weights, or the starting ones with `regression: 'none'`
 * @returns refusals `too-few-replies` (nobody answered, or a stratum with one person or cluster) and `bad-number`
 */
export function estimate(
  sample: Sample,
  weights: Float64Array,
  question: Question,
  options: EstimateOptions = {},
): Outcome<Estimate> {
  const checked = answeredSums(sample, weights, question);
  if (!checked.ok) return checked;
  const { value, z, answered, effective, share } = checked.value;
  const { regression = 'starting' } = options;
  const residual = regression === 'none' ? z : residuals(sample, z, regression);
  const parts = residual.map((e, i) => weights[i]! * e);
  const variance = designVariance(parts, options);
  return variance.ok ? give(withInterval(value, Math.sqrt(variance.value), answered, effective, share)) : variance;
}

/** The estimate itself, each person's linearised part, and what an interval needs. */
function answeredSums(sample: Sample, weights: Float64Array, { answers, of = 'mean', within }: Question) {
  const n = sample.people;
  if (answers.length !== n) return refuse('bad-number', `There are ${answers.length} answers for ${n} replies.`);
  const counts = (i: number) => !Number.isNaN(answers[i]!) && (within === undefined || within[i] === 1);
  const numerator = new Float64Array(n);
  const own = new Float64Array(n);
  let answered = 0;
  let share = true;
  for (let i = 0; i < n; i += 1) {
    if (!counts(i)) continue;
    const y = answers[i]!;
    if (!Number.isFinite(y)) return refuse('bad-number', `Answer ${i + 1} is ${y}.`);
    numerator[i] = weights[i]! * y;
    own[i] = weights[i]!;
    answered += 1;
    share &&= y === 0 || y === 1;
  }
  if (answered === 0) return refuse('too-few-replies', 'Nobody answered this.');
  const sum = orderedSum(own);
  const total = orderedSum(numerator);
  const value = of === 'total' ? total : total / sum;
  const z = new Float64Array(n);
  for (let i = 0; i < n; i += 1) if (counts(i)) z[i] = of === 'total' ? answers[i]! : (answers[i]! - value) / sum;
  const effective = (sum * sum) / orderedSum(own.map((weight) => weight * weight));
  return give({ value, z, answered, effective, share: share && of === 'mean' });
}

function residuals(sample: Sample, z: Float64Array, regression: 'starting' | 'equal'): Float64Array {
  const mass = new Float64Array(sample.cells);
  const moment = new Float64Array(sample.cells);
  const order = Uint32Array.from(sample.order).sort(
    (a, b) => sample.cellOf[a]! - sample.cellOf[b]! || sample.start[a]! - sample.start[b]! || z[a]! - z[b]!,
  );
  for (const i of order) {
    const weight = regression === 'starting' ? sample.start[i]! : 1;
    mass[sample.cellOf[i]!]! += weight;
    moment[sample.cellOf[i]!]! += weight * z[i]!;
  }
  const fitted = fittedByCategories(sample.margins, mass, moment);
  return z.map((value, i) => value - fitted[sample.cellOf[i]!]!);
}

/**
 * n / (n − 1) × (1 − f) × Σ (u − mean u)², inside each stratum and summed; over clusters, u is first added up in each.
 * @returns refusal `too-few-replies` for a stratum with a single person or cluster
 */
export function designVariance(
  parts: Float64Array,
  { clusters, strata, sampledFraction = 0 }: Design,
): Outcome<number> {
  const units = new Map<string, Map<string, number[]>>();
  for (let i = 0; i < parts.length; i += 1) {
    const stratum = strata?.[i] ?? '';
    const unit = clusters?.[i] ?? String(i);
    const inStratum = units.get(stratum) ?? new Map<string, number[]>();
    units.set(stratum, inStratum);
    const list = inStratum.get(unit);
    if (list === undefined) inStratum.set(unit, [parts[i]!]);
    else list.push(parts[i]!);
  }
  const variances: number[] = [];
  for (const [stratum, inStratum] of units) {
    const n = inStratum.size;
    const where = stratum === '' ? '' : ` in stratum ${stratum}`;
    if (n < 2)
      return refuse(
        'too-few-replies',
        `There is only one ${clusters ? 'cluster' : 'person'}${where}; a standard error needs two.`,
      );
    const sums = Float64Array.from([...inStratum.values()].map((list) => orderedSum(Float64Array.from(list))));
    const mean = orderedSum(sums) / n;
    const squares = orderedSum(sums.map((u) => (u - mean) ** 2));
    const f = typeof sampledFraction === 'number' ? sampledFraction : (sampledFraction[stratum] ?? 0);
    if (!(f >= 0 && f <= 1))
      return refuse('bad-option', `The sampled fraction${where} is ${f}; it must be from 0 to 1.`);
    variances.push((n / (n - 1)) * (1 - f) * squares);
  }
  return give(orderedSum(Float64Array.from(variances)));
}

/** A normal interval; for a share so near 0 or 1 that it would reach beyond, Wilson's with the effective sample size. */
export function withInterval(value: number, se: number, answered: number, effective: number, share: boolean): Estimate {
  const half = Z95 * se;
  const base = { estimate: value, se, marginOfError: half, answered };
  const nearEnd = share && (value - half < 0 || value + half > 1 || effective * Math.min(value, 1 - value) < 5);
  if (nearEnd) {
    const { low, high } = wilson(value * effective, effective)!;
    return { ...base, low, high, interval: 'wilson' };
  }
  return { ...base, low: value - half, high: value + half, interval: 'normal' };
}
