/** Weights and results in plain words. */
import { percent, wholeNumber } from '@upwell/deliberation';
import type { Estimate } from './estimate.ts';
import type { WeightQuality } from './quality.ts';
import type { Trimmed } from './trim.ts';

/** "62 in 100 said yes. The real figure is probably between 57 and 67 in 100." */
export function shareInWords({ estimate, low, high, answered }: Estimate): string {
  const inHundred = (share: number) => String(Math.round(100 * Math.min(1, Math.max(0, share))));
  return `${inHundred(estimate)} in 100 said yes. Chance alone puts the figure between ${inHundred(low)} and ${inHundred(high)} in 100. ${wholeNumber(answered)} people answered.`;
}

export function amountInWords({ estimate, low, high, answered }: Estimate): string {
  return `${figure(estimate)}, between ${figure(low)} and ${figure(high)} by chance alone. ${wholeNumber(answered)} people answered.`;
}

function figure(value: number): string {
  return Math.abs(value) >= 1000 ? wholeNumber(value) : String(Number(value.toPrecision(4)));
}

/** What weighting cost: "1,500 replies are worth as much as 1,194 of a perfect sample." */
export function qualityInWords({ n, effectiveSize, largestOverMean }: WeightQuality): string[] {
  const margin = Math.round(1000 * 1.96 * Math.sqrt(0.25 / Math.max(1, effectiveSize))) / 10;
  return [
    `${wholeNumber(n)} replies are worth as much as ${wholeNumber(effectiveSize)} of a perfect sample.`,
    `A result of 50 % may be off by about ${margin} points through chance alone.`,
    `The largest weight is ${largestOverMean.toFixed(1)} times the mean.`,
  ];
}

export function trimmingInWords({ capped, cap, furthest }: Trimmed): string[] {
  if (capped === 0) return ['No weight was above the cap.'];
  return [
    `${wholeNumber(capped)} weights were cut to ${figure(cap)}. The margins no longer hold exactly:`,
    `  furthest off is ${furthest.margin} = ${furthest.category}, by ${percent(furthest.off)} of its target.`,
  ];
}

/** Said wherever a panel's results are shown. */
export const PANEL_CAUTION =
  'People chose to be in this panel. The ranges show chance only, not how those who took part differ from those who did not.';

/** Each margin: who is in the sample against the population. */
export function marginsInWords(
  shares: { margin: string; category: string; sample: number; population: number }[],
): string[] {
  return shares.map(
    ({ margin, category, sample, population }) =>
      `  ${margin} = ${category}: ${percent(sample)} of replies, ${percent(population)} of the population`,
  );
}
