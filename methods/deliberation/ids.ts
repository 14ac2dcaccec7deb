const WHOLE = /^(0|-?[1-9]\d{0,14})$/;

/**
 * Orders two identifiers by what they say, never by where they stood in a file: whole numbers by value
 * before all others, the others by UTF-16 code unit (so the order is the same on every machine and locale).
 */
export function compareIds(a: string, b: string): number {
  const aNumber = WHOLE.test(a);
  const bNumber = WHOLE.test(b);
  if (aNumber && bNumber) return Number(a) - Number(b);
  if (aNumber !== bNumber) return aNumber ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Ranks of `ids` when sorted by {@link compareIds}: `order[rank]` = index. */
export function idOrder(ids: readonly string[]): Uint32Array {
  const order = Uint32Array.from({ length: ids.length }, (_, index) => index);
  if (ids.every((id) => WHOLE.test(id))) {
    const values = Float64Array.from(ids, Number);
    return order.sort((a, b) => values[a]! - values[b]!);
  }
  return order.sort((a, b) => compareIds(ids[a]!, ids[b]!));
}
