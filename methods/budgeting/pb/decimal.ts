/** A decimal number as written: `digits / 10^places`. */
export interface Decimal {
  readonly digits: bigint;
  readonly places: number;
}

/** Reads `1250`, `1250.5`, `1250,50` (old files), `-3`. Undefined for anything else, including thousands separators. */
export function readDecimal(text: string | undefined): Decimal | undefined {
  const match = /^\s*([+-]?)(\d+)(?:[.,](\d+))?\s*$/.exec(text ?? '');
  if (!match) return undefined;
  const places = (match[3] ?? '').replace(/0+$/, '');
  const digits = BigInt(match[2] + places);
  return { digits: match[1] === '-' ? -digits : digits, places: places.length };
}

/** The whole number of units when one unit is 10^−places. */
export function atPlaces({ digits, places }: Decimal, want: number): bigint {
  return digits * 10n ** BigInt(want - places);
}

/** Money units back to text: 12550 at 100 to the unit is `125.5`. */
export function writeMoney(amount: bigint, unit: bigint): string {
  const sign = amount < 0n ? '-' : '';
  const size = amount < 0n ? -amount : amount;
  const rest = size % unit;
  if (rest === 0n) return `${sign}${size / unit}`;
  const places = unit.toString().length - 1;
  return `${sign}${size / unit}.${rest.toString().padStart(places, '0').replace(/0+$/, '')}`;
}
