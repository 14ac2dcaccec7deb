import { equalSharesRun, type Run } from './equal-shares/run.ts';
import type { Fraction } from './rational.ts';
import type { Profile } from './support.ts';

/** One purchase of a run, in words people can check. Money in money units. */
export interface RoundExplained {
  readonly project: number;
  /** ρ, currency per unit of utility. */
  readonly rho: number;
  /** 1/ρ for the cost measures: votes, counting a voter who pays less than the most as that part of a vote. */
  readonly effectiveVotes: number | undefined;
  readonly votes: number;
  /** The most any supporter pays (per point, when ballots carry points). */
  readonly largestPayment: number;
  readonly payingInFull: number;
  /** Supporters who gave all they had left. */
  readonly payingAllTheyHad: number;
  readonly withNothingLeft: number;
}

export interface LoserExplained {
  readonly project: number;
  readonly votes: number;
  /** What its supporters held at the start, and when it dropped out or the count ended. */
  readonly behindAtStart: number;
  readonly behindAtEnd: number;
  /** What its supporters paid for each winner, largest first. */
  readonly takenBy: readonly { readonly project: number; readonly paid: number }[];
}

export interface CountExplained {
  readonly rounds: readonly RoundExplained[];
  readonly losers: readonly LoserExplained[];
}

/** Every purchase and every loser of one Equal Shares run with the given endowment. */
export function explainRun(profile: Profile, endowment: Fraction, tieRank: Int32Array): CountExplained {
  const { election, start, ballot, weight, votes } = profile;
  const { ballots, projects } = election;
  const rounds: RoundExplained[] = [];
  const behindAtEnd = new Map<number, number>();
  const holds = (c: number, balances: Float64Array) => {
    let sum = 0;
    for (let s = start[c]!; s < start[c + 1]!; s++) sum += ballots.copies[ballot[s]!]! * balances[ballot[s]!]!;
    return sum;
  };
  const paidBy = new Map<number, Float64Array>();
  const run: Run = equalSharesRun(profile, {
    endowmentTop: endowment.top,
    endowmentBottom: endowment.bottom,
    tieRank,
    onDrop: (c, balances) => behindAtEnd.set(c, holds(c, balances)),
    onPurchase: ({ project, payment, balances }) => {
      const paid = new Float64Array(ballots.size);
      const people = { full: 0, rest: 0, none: 0 };
      for (let s = start[project]!; s < start[project + 1]!; s++) {
        const b = ballot[s]!;
        const due = payment * weight[s]!;
        paid[b] = Math.min(balances[b]!, due);
        people[balances[b] === 0 ? 'none' : balances[b]! >= due * (1 - 1e-9) ? 'full' : 'rest'] += ballots.copies[b]!;
      }
      paidBy.set(project, paid);
      rounds.push({
        project,
        rho: rhoOf(profile, project, payment),
        effectiveVotes: byCost(profile) ? 1 / rhoOf(profile, project, payment) : undefined,
        votes: votes[project]!,
        largestPayment: payment * ballots.pointScale,
        payingInFull: people.full,
        payingAllTheyHad: people.rest,
        withNothingLeft: people.none,
      });
    },
  });
  const won = new Set(run.bought);
  const each = Number(endowment.top) / Number(endowment.bottom);
  const losers = projects
    .map((_, c) => c)
    .filter((c) => !won.has(c))
    .map((c) => ({
      project: c,
      votes: votes[c]!,
      behindAtStart: votes[c]! * each,
      behindAtEnd: behindAtEnd.get(c) ?? holds(c, run.balances),
      takenBy: [...paidBy]
        .map(([project, paid]) => ({ project, paid: holds(c, paid) }))
        .filter(({ paid }) => paid > 0)
        .sort((a, b) => b.paid - a.paid || a.project - b.project),
    }));
  return { rounds, losers };
}

const byCost = ({ measure }: Profile) => measure === 'cost' || measure === 'points_cost';

/** ρ in currency per unit of utility, from the payment per unit of weight in money units. */
function rhoOf(profile: Profile, c: number, payment: number): number {
  const { factor, election } = profile;
  const perFactor = (payment * election.ballots.pointScale) / Number(factor[c]!);
  return byCost(profile) ? perFactor : perFactor / Number(election.unit);
}

export interface Receipt {
  /** What one voter of this ballot paid, in money units, in the order bought. */
  readonly paid: readonly { readonly project: number; readonly amount: number }[];
  readonly left: number;
  /** Supported projects that were not bought. */
  readonly missed: readonly number[];
}

/** The private receipt of one voter: what their share paid for and what is left. `group` is their distinct ballot. */
export function receipt(profile: Profile, endowment: Fraction, tieRank: Int32Array, group: number): Receipt {
  const { ballots } = profile.election;
  const paid: { project: number; amount: number }[] = [];
  const weightOf = new Map<number, number>();
  for (let k = ballots.start[group]!; k < ballots.start[group + 1]!; k++) {
    if (ballots.points[k]! > 0) weightOf.set(ballots.project[k]!, profile.uniform ? 1 : ballots.points[k]!);
  }
  const run = equalSharesRun(profile, {
    endowmentTop: endowment.top,
    endowmentBottom: endowment.bottom,
    tieRank,
    onPurchase: ({ project, payment, balances }) => {
      const weight = weightOf.get(project);
      if (weight !== undefined) paid.push({ project, amount: Math.min(balances[group]!, payment * weight) });
    },
  });
  const won = new Set(run.bought);
  return { paid, left: run.balances[group]!, missed: [...weightOf.keys()].filter((c) => !won.has(c)) };
}
