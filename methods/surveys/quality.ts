import { orderedSum } from './ordered-sum.ts';

/** What weighting costs. */
export interface WeightQuality {
  n: number;
  sum: number;
  min: number;
  max: number;
  /** Largest weight over the mean. */
  largestOverMean: number;
  /** Coefficient of variation (population form). */
  cv: number;
  /** Kish's design effect n Σw² / (Σw)². */
  designEffect: number;
  /** n / design effect. */
  effectiveSize: number;
}

/** @source Kish (1965), Survey Sampling, section 11.7 */
export function weightQuality(weights: Float64Array): WeightQuality {
  const n = weights.length;
  const sum = orderedSum(weights);
  const squares = orderedSum(weights.map((weight) => weight * weight));
  const designEffect = n === 0 ? 1 : (n * squares) / (sum * sum);
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (const weight of weights) {
    min = Math.min(min, weight);
    max = Math.max(max, weight);
  }
  return {
    n,
    sum,
    min: n === 0 ? 0 : min,
    max,
    largestOverMean: n === 0 ? 1 : (max * n) / sum,
    cv: Math.sqrt(Math.max(0, designEffect - 1)),
    designEffect,
    effectiveSize: n / designEffect,
  };
}
