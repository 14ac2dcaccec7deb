import type { Random } from './random.ts';

/**
 * Chances of being asked next, for the statements a person has not voted on: proportional to priority. Statements whose
 * priority is unknown (new ones: NaN or missing) count 1, as Polis does; those set aside as rejected are never asked.
 * @param answered one byte a column, 1 where the person has voted
 * @returns chances that sum to 1, or all 0 when nothing is left to ask
 * @source reference/deliberation.md section 9
 */
export function askingChances(
  priority: ArrayLike<number | undefined>,
  answered: Uint8Array,
  aside: Uint8Array,
): Float64Array {
  const chance = new Float64Array(answered.length);
  let total = 0;
  for (let column = 0; column < chance.length; column += 1) {
    if (answered[column] || aside[column] === 1) continue;
    const known = priority[column];
    // A priority of 0 is a priority, not an unknown: reading it as one once made routing blind for fifteen months.
    chance[column] = known === undefined || Number.isNaN(known) ? 1 : Math.max(0, known);
    total += chance[column]!;
  }
  if (total > 0) for (let column = 0; column < chance.length; column += 1) chance[column]! /= total;
  return chance;
}

/** Draws the statement to show next; undefined when the person has answered all of them. */
export function nextStatement(chances: Float64Array, random: Random): number | undefined {
  let left = random();
  let last: number | undefined;
  for (let column = 0; column < chances.length; column += 1) {
    if (chances[column] === 0) continue;
    last = column;
    left -= chances[column]!;
    if (left < 0) return column;
  }
  return last;
}
