/** Exact fractions on BigInt: the few operations counting needs, and correctly bounded conversion to floating point. */
export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** The fraction in lowest terms with a positive bottom. `bottom` must not be 0. */
export function fraction(top: bigint, bottom = 1n): Fraction {
  const divisor = gcd(top, bottom) * (bottom < 0n ? -1n : 1n);
  return divisor === 0n ? { top: 0n, bottom: 1n } : { top: top / divisor, bottom: bottom / divisor };
}

/** Negative, zero or positive as a is smaller than, equal to or larger than b (positive bottoms). */
export function compareFractions(a: Fraction, b: Fraction): number {
  const difference = a.top * b.bottom - b.top * a.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `3/7`, or `3` when whole. */
export function writeFraction({ top, bottom }: Fraction): string {
  return bottom === 1n ? `${top}` : `${top}/${bottom}`;
}

function bits(x: bigint): number {
  const hex = x.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex[0] as string, 16)) - 28);
}

/** top / bottom as a float64, within one unit in the last place. Both must be ≥ 0 and `bottom` > 0. */
export function toNumber(top: bigint, bottom: bigint): number {
  if (top === 0n) return 0;
  const shift = bits(bottom) - bits(top) + 64;
  const quotient = shift >= 0 ? (top << BigInt(shift)) / bottom : top / (bottom << BigInt(-shift));
  return Number(quotient) * 2 ** -shift;
}

/** Smallest whole number ≥ top / bottom, for a positive bottom. */
export function ceilDivide(top: bigint, bottom: bigint): bigint {
  const floor = top / bottom;
  return top % bottom > 0n ? floor + 1n : floor;
}
