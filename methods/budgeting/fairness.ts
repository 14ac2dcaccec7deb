import type { Election } from './model.ts';
import { supportOf } from './support.ts';

export interface FairnessMeasures {
  /** Voters none of whose supported projects won, and their share of all voters. */
  readonly votersWithNoWinner: number;
  readonly exclusionRatio: number;
  readonly averageSupportedWinners: number;
  /** Money units. */
  readonly averageCostOfSupportedWinners: number;
  /** Ballot units: votes for approval. */
  readonly averagePointsToWinners: number;
  /** Voters by how many of their supported projects won. */
  readonly supportedWinnerDistribution: ReadonlyMap<number, number>;
  /** Gini of the number of supported winners: 0 all alike, towards 1 very uneven. */
  readonly giniOfSupportedWinners: number;
  /** Mean over voters of min(1, share / fair share); voters whose fair share is 0 are left out. */
  readonly fairShareMet: number;
}

/** How an outcome treats the voters. `winners` are project indices. */
export function fairness(election: Election, winners: readonly number[]): FairnessMeasures {
  return fairnessOf(election, winners, election.ballots.copies, election.voters);
}

/** The same for a part of the voters: `copies[b]` of the distinct ballot `b`, `voters` in all. */
export function fairnessOf(
  election: Election,
  winners: readonly number[],
  copies: Float64Array,
  voters: number,
): FairnessMeasures {
  const { projects, ballots, budget } = election;
  const { votes } = supportOf(election);
  const won = new Set(winners);
  const cost = projects.map((project) => Number(project.cost));
  const distribution = new Map<number, number>();
  const sums = { winners: 0, cost: 0, points: 0, met: 0, counted: 0 };
  const share = Number(budget) / election.voters;
  for (let b = 0; b < ballots.size; b++) {
    const people = copies[b]!;
    if (people === 0) continue;
    const own = { winners: 0, cost: 0, points: 0, got: 0, fair: 0 };
    for (let k = ballots.start[b]!; k < ballots.start[b + 1]!; k++) {
      const c = ballots.project[k]!;
      if (ballots.points[k]! <= 0) continue;
      const part = cost[c]! / votes[c]!;
      own.fair += part;
      if (!won.has(c)) continue;
      own.winners++;
      own.cost += cost[c]!;
      own.points += ballots.points[k]! / ballots.pointScale;
      own.got += part;
    }
    distribution.set(own.winners, (distribution.get(own.winners) ?? 0) + people);
    sums.winners += people * own.winners;
    sums.cost += people * own.cost;
    sums.points += people * own.points;
    const fair = Math.min(share, own.fair);
    if (fair > 0) {
      sums.met += people * Math.min(1, own.got / fair);
      sums.counted += people;
    }
  }
  const none = distribution.get(0) ?? 0;
  const per = (sum: number) => (voters === 0 ? 0 : sum / voters);
  return {
    votersWithNoWinner: none,
    exclusionRatio: per(none),
    averageSupportedWinners: per(sums.winners),
    averageCostOfSupportedWinners: per(sums.cost),
    averagePointsToWinners: per(sums.points),
    supportedWinnerDistribution: new Map([...distribution].sort(([a], [b]) => a - b)),
    giniOfSupportedWinners: gini(distribution, voters),
    fairShareMet: sums.counted === 0 ? 0 : sums.met / sums.counted,
  };
}

/** The measures for each value of a voter column (a district, an age group), values in code point order of their text. */
export function fairnessByGroup(
  election: Election,
  winners: readonly number[],
  groupOfVoter: readonly string[],
): ReadonlyMap<string, FairnessMeasures & { readonly voters: number }> {
  const groups = new Map<string, Float64Array>();
  for (const [voter, group] of groupOfVoter.entries()) {
    let copies = groups.get(group);
    if (!copies) {
      copies = new Float64Array(election.ballots.size);
      groups.set(group, copies);
    }
    copies[election.ballotOf[voter]!]!++;
  }
  return new Map(
    [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, copies]) => {
        const voters = copies.reduce((sum, count) => sum + count, 0);
        return [group, { voters, ...fairnessOf(election, winners, copies, voters) }];
      }),
  );
}

function gini(distribution: ReadonlyMap<number, number>, voters: number): number {
  let before = 0;
  let weighted = 0;
  let total = 0;
  for (const [value, people] of [...distribution].sort(([a], [b]) => a - b)) {
    weighted += value * people * (2 * before + people - voters);
    total += value * people;
    before += people;
  }
  return total === 0 ? 0 : weighted / (voters * total);
}

export interface SpendingShare {
  readonly group: string;
  /** Money units spent on winners of this group. */
  readonly spent: bigint;
  readonly spendingShare: number;
  /** Share of the votes cast that went to projects of this group. */
  readonly voteShare: number;
}

/** Spending by project group (category, area) beside the share of votes it got. `groupOf[c]` names project `c`'s group. */
export function spendingShares(
  election: Election,
  winners: readonly number[],
  groupOf: readonly string[],
): SpendingShare[] {
  const { votes } = supportOf(election);
  const won = new Set(winners);
  const rows = new Map<string, { spent: bigint; votes: number }>();
  for (const [c, project] of election.projects.entries()) {
    const row = rows.get(groupOf[c]!) ?? { spent: 0n, votes: 0 };
    row.votes += votes[c]!;
    if (won.has(c)) row.spent += project.cost;
    rows.set(groupOf[c]!, row);
  }
  const all = [...rows.values()];
  const spent = Number(all.reduce((sum, row) => sum + row.spent, 0n));
  const cast = all.reduce((sum, row) => sum + row.votes, 0);
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, row]) => ({
      group,
      spent: row.spent,
      spendingShare: spent === 0 ? 0 : Number(row.spent) / spent,
      voteShare: cast === 0 ? 0 : row.votes / cast,
    }));
}
