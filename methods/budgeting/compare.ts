import type { Election } from './model.ts';

export interface Preference {
  readonly preferFirst: number;
  readonly preferSecond: number;
  readonly indifferent: number;
}

export interface Comparison {
  readonly byNumberOfSupportedWinners: Preference;
  readonly byCostOfSupportedWinners: Preference;
  /** Voters with no supported winner under each. */
  readonly withoutWinner: { readonly first: number; readonly second: number };
}

/**
 * The comparison step cities use (Wieliczka, Świecie): how many voters are better off under one outcome than the other.
 * A voter with no winner counts as 0, never as missing.
 */
export function compareOutcomes(election: Election, first: readonly number[], second: readonly number[]): Comparison {
  const { projects, ballots } = election;
  const wins = [new Set(first), new Set(second)] as const;
  const number = { preferFirst: 0, preferSecond: 0, indifferent: 0 };
  const cost = { preferFirst: 0, preferSecond: 0, indifferent: 0 };
  const withoutWinner = { first: 0, second: 0 };
  for (let b = 0; b < ballots.size; b++) {
    const count = [0, 0];
    const money = [0n, 0n];
    for (let k = ballots.start[b]!; k < ballots.start[b + 1]!; k++) {
      if (ballots.points[k]! <= 0) continue;
      const c = ballots.project[k]!;
      for (const side of [0, 1] as const) {
        if (!wins[side].has(c)) continue;
        count[side]!++;
        money[side]! += projects[c]!.cost;
      }
    }
    const people = ballots.copies[b]!;
    number[side(count[0]! - count[1]!)] += people;
    cost[side(money[0]! > money[1]! ? 1 : money[0]! < money[1]! ? -1 : 0)] += people;
    if (count[0] === 0) withoutWinner.first += people;
    if (count[1] === 0) withoutWinner.second += people;
  }
  return { byNumberOfSupportedWinners: number, byCostOfSupportedWinners: cost, withoutWinner };
}

function side(difference: number): keyof Preference {
  return difference > 0 ? 'preferFirst' : difference < 0 ? 'preferSecond' : 'indifferent';
}

export type ComparisonBasis = 'number' | 'cost' | 'excluded';

export interface OfficialOutcome {
  readonly chosen: 'equal-shares' | 'greedy';
  readonly bought: readonly number[];
  readonly comparison: Comparison;
}

/** The official step: Equal Shares stands unless strictly more voters are better off under greedy, on the basis agreed. */
export function officialComparison(
  election: Election,
  equalShares: readonly number[],
  greedyBought: readonly number[],
  basis: ComparisonBasis = 'number',
): OfficialOutcome {
  const comparison = compareOutcomes(election, equalShares, greedyBought);
  const votes = basis === 'cost' ? comparison.byCostOfSupportedWinners : comparison.byNumberOfSupportedWinners;
  const flips =
    basis === 'excluded'
      ? comparison.withoutWinner.second < comparison.withoutWinner.first
      : votes.preferSecond > votes.preferFirst;
  return { chosen: flips ? 'greedy' : 'equal-shares', bought: flips ? greedyBought : equalShares, comparison };
}

/** Projects under the entry bar some cities set before the count: `votes / n < cost / (factor · B)`, factor 3 in Świecie. */
export function belowThreshold(election: Election, votes: Float64Array, factor = 3): number[] {
  const n = BigInt(election.voters);
  return election.projects
    .map((_, c) => c)
    .filter((c) => BigInt(votes[c]!) * BigInt(factor) * election.budget < election.projects[c]!.cost * n);
}
