import { SearchRandom } from '../random.ts';
import { done, type Result, refuse } from '../result.ts';

/** Whole weights summing to this are drawn from: each chance is exact to (number of panels) / 2^32. */
export const TICKETS = 2 ** 32;

/** Chances as whole numbers of tickets summing to `total`, by largest remainder; equal remainders go to the earlier panel. */
export function wholeWeights(chances: readonly number[], total = TICKETS): number[] {
  const sum = chances.reduce((all, chance) => all + chance, 0);
  const exact = chances.map((chance) => (chance / sum) * total);
  const weights = exact.map((value) => Math.max(0, Math.floor(value)));
  let left = total - weights.reduce((all, weight) => all + weight, 0);
  const order = exact
    .map((_, i) => i)
    .sort((a, b) => exact[b]! - Math.floor(exact[b]!) - (exact[a]! - Math.floor(exact[a]!)) || a - b);
  for (let i = 0; left > 0; i = (i + 1) % order.length, left--) weights[order[i]!]!++;
  return weights;
}

export interface RoundedLottery {
  /** Copies of each panel among the `m`, in the order of the portfolio; every count is the floor or ceiling of m × chance. */
  readonly copies: readonly number[];
  readonly seed: number;
  /** Lowest chance of any kind that can be selected, and the largest change of any chance, after rounding. */
  readonly lowest: number;
  readonly largestChange: number;
}

/** How many seeds are tried; the rule is published: largest lowest chance, then smallest seed. */
export const SEEDS = 200;
const FEWEST = 1000;

/**
 * A lottery of `m` equally likely panels, for balls or dice in a hall (1000 for three ten-sided dice). Systematic rounding:
 * one random offset in a random order keeps every panel's expected number of copies exact.
 * Refuses fewer than 1000: below that the lowest chances can fall by several percentage points.
 */
export function roundLottery(
  panels: readonly Int32Array[],
  chances: readonly number[],
  people: ArrayLike<number>,
  m: number,
): Result<RoundedLottery> {
  if (!Number.isInteger(m) || m < FEWEST) {
    return refuse('too-few-panels', `A lottery needs at least ${FEWEST} panels to keep everyone's chance.`, {
      value: String(m),
    });
  }
  const exact = frequencies(panels, chances, people);
  let best: RoundedLottery | undefined;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const copies = systematic(chances, m, seed);
    const own = frequencies(
      panels,
      copies.map((count) => count / m),
      people,
    );
    let lowest = 1;
    let largestChange = 0;
    for (const [t, p] of own.entries()) {
      if (exact[t]! > 1e-9) lowest = Math.min(lowest, p);
      largestChange = Math.max(largestChange, Math.abs(p - exact[t]!));
    }
    if (!best || lowest > best.lowest + 1e-12) best = { copies, seed, lowest, largestChange };
  }
  return done(best as RoundedLottery);
}

function systematic(chances: readonly number[], m: number, seed: number): number[] {
  const random = new SearchRandom(seed);
  const order = chances.map((_, i) => i);
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const offset = random.next();
  const copies = chances.map(() => 0);
  let sum = 0;
  let given = 0;
  for (const [place, i] of order.entries()) {
    sum += chances[i]! * m;
    const upTo = place === order.length - 1 ? m : Math.floor(sum + offset);
    copies[i] = upTo - given;
    given = upTo;
  }
  return copies;
}

function frequencies(
  panels: readonly Int32Array[],
  chances: readonly number[],
  people: ArrayLike<number>,
): Float64Array {
  const own = new Float64Array(people.length);
  for (const [p, panel] of panels.entries()) {
    for (let t = 0; t < own.length; t++) own[t]! += (chances[p]! * panel[t]!) / people[t]!;
  }
  return own;
}
