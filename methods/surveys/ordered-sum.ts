/** A sum that does not depend on the order of its parts: they are added from the smallest up. */
export function orderedSum(values: Float64Array): number {
  let sum = 0;
  for (const value of Float64Array.from(values).sort()) sum += value;
  return sum;
}
