/** Ten significant digits: what the methods promise, and the same text on every machine. Not a number becomes null. */
export function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? Number(value.toPrecision(10)) : null;
  if (ArrayBuffer.isView(value)) return Array.from(value as Float64Array, (entry) => rounded(entry));
  if (Array.isArray(value)) return value.map(rounded);
  if (value instanceof Map) return rounded(Object.fromEntries(value));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, rounded(entry)]));
  }
  return value;
}

export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** 1,234 as people in the United Kingdom write it, on any machine. */
export function wholeNumber(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
