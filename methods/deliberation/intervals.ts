/** An estimate with the range it may well lie in (95 % unless said otherwise). */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

const Z95 = 1.959963984540054;

/**
 * Wilson score interval of a share; undefined when there were no trials.
 * @source Wilson (1927), doi 10.1080/01621459.1927.10502953
 */
export function wilson(successes: number, trials: number, z = Z95): Interval | undefined {
  if (!(trials > 0)) return undefined;
  const p = successes / trials;
  const centre = (p + (z * z) / (2 * trials)) / (1 + (z * z) / trials);
  const half = (z / (1 + (z * z) / trials)) * Math.sqrt((p * (1 - p)) / trials + (z * z) / (4 * trials * trials));
  return { value: p, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * Group-aware consensus with its interval. Each factor (agree + 1) / (votes + 2) is the mean of a Beta distribution (agree
 * against not, uniform before any vote); the logarithm of their product has known mean and variance and is taken as normal.
 */
export function productInterval(agree: readonly number[], votes: readonly number[]): Interval {
  let value = 1;
  let mean = 0;
  let variance = 0;
  for (let g = 0; g < agree.length; g += 1) {
    const a = agree[g]! + 1;
    const total = votes[g]! + 2;
    value *= a / total;
    mean += digamma(a) - digamma(total);
    variance += trigamma(a) - trigamma(total);
  }
  const half = Z95 * Math.sqrt(Math.max(0, variance));
  return {
    value,
    low: Math.min(value, Math.exp(mean - half)),
    high: Math.min(1, Math.max(value, Math.exp(mean + half))),
  };
}

/** Derivative of the logarithm of the gamma function, x > 0 (asymptotic series after recurrence; Abramowitz and Stegun 6.3). */
export function digamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at += 1) shift -= 1 / at;
  const r = 1 / (at * at);
  return shift + Math.log(at) - 0.5 / at - r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r / 132))));
}

/** Second derivative of the same, x > 0 (Abramowitz and Stegun 6.4). */
export function trigamma(x: number): number {
  let shift = 0;
  let at = x;
  for (; at < 10; at += 1) shift += 1 / (at * at);
  const r = 1 / (at * at);
  return shift + 1 / at + r / 2 + (r / at) * (1 / 6 - r * (1 / 30 - r * (1 / 42 - r * (1 / 30 - (r * 5) / 66))));
}
