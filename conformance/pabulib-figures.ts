import {
  compareOutcomes,
  type Election,
  type EqualSharesOutcome,
  effectiveSupport,
  ejrPlusViolations,
  election as electionFrom,
  equalShares,
  explainRun,
  fairness,
  fraction,
  greedy,
  type Measure,
  maxWelfare,
  phragmen,
  profileOf,
  supportOf,
  type TieRule,
  tieRanks,
  writeFraction,
} from '@upwell/budgeting';
import { type Case, check, fail, near } from './case.ts';

type Json = Record<string, unknown>;

export function* results(file: string, answers: Answers, label: string, expected: Json): Iterable<Case> {
  for (const [rule, value] of Object.entries(expected)) {
    const name = `${label} ${rule}`;
    if (rule === 'mes_rounds') yield* rounds(file, name, answers, label, value as Json[]);
    else if (rule === 'max_welfare') yield* welfare(file, name, answers, label, value as Json);
    else {
      const outcome = answers.outcome(label, rule);
      if (!outcome) yield fail(file, name, 'is a rule this suite does not know');
      else yield* bundle(file, name, answers, outcome, value as Json);
    }
  }
}

export function* bundle(
  file: string,
  name: string,
  answers: Answers,
  outcome: { bought: readonly number[]; shares?: EqualSharesOutcome },
  expected: Json,
): Iterable<Case> {
  const ids = answers.ids(outcome.bought);
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'count') yield check(file, `${name} ${key}`, ids.length, value);
    else if (key === 'total_cost') yield check(file, `${name} ${key}`, answers.cost(outcome.bought), value);
    else if (key === 'projects_in_selection_order') yield check(file, `${name} ${key}`, ids, value);
    else if (key === 'projects_sorted') yield check(file, `${name} ${key}`, sorted(ids), value);
    else if (key === 'increments' && outcome.shares)
      yield check(file, `${name} ${key}`, outcome.shares.increments, value);
    else if (key === 'endowment_per_voter' && outcome.shares) {
      const { top, bottom } = outcome.shares.endowment;
      yield check(file, `${name} ${key}`, writeFraction(fraction(top, bottom * answers.election.unit)), String(value));
    } else yield fail(file, `${name} ${key}`, 'is a field this suite does not know');
  }
}

export function* rounds(file: string, name: string, answers: Answers, label: string, expected: Json[]): Iterable<Case> {
  const profile = answers.profile(label);
  const endowment = fraction(answers.election.budget, BigInt(answers.election.voters));
  const found = explainRun(profile, endowment, answers.ranks(label)).rounds;
  yield check(file, `${name} length`, found.length, expected.length);
  for (const [i, round] of expected.entries()) {
    const own = found[i];
    if (!own) return;
    for (const [key, value] of Object.entries(round)) {
      const label = `${name} ${i + 1} ${key}`;
      if (key === 'project') yield check(file, label, answers.election.projects[own.project]!.id, value);
      else if (key === 'rho') yield near(file, label, own.rho, value, 1e-10 * Math.abs(value as number));
      else if (key === 'effective_vote_count')
        yield near(file, label, own.effectiveVotes ?? Number.NaN, value, 1e-8 * Math.abs(value as number));
      else yield fail(file, label, 'is a field this suite does not know');
    }
  }
}

export function* welfare(file: string, name: string, answers: Answers, label: string, expected: Json): Iterable<Case> {
  const found = maxWelfare(answers.profile(label));
  if (!found.ok) return yield fail(file, name, found.message);
  const byCost = label.startsWith('cost') || label.startsWith('points_cost');
  const scale = answers.election.ballots.pointScale * (byCost ? Number(answers.election.unit) : 1);
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'welfare') yield check(file, `${name} ${key}`, Number(found.value.welfare) / scale, value);
    else if (key === 'total_cost' || key === 'projects_sorted' || key === 'note') continue;
    else yield fail(file, `${name} ${key}`, 'is a field this suite does not know');
  }
  yield check(file, `${name} fits the budget`, found.value.cost <= answers.election.budget, true);
}

export function* projectSupport(file: string, election: Election, expected: Json): Iterable<Case> {
  const found = supportOf(election);
  const index = new Map(election.projects.map((project, c) => [project.id, c]));
  yield check(file, 'project_support ids', sorted([...index.keys()]), sorted(Object.keys(expected)));
  for (const [id, one] of Object.entries(expected)) {
    const c = index.get(id);
    if (c === undefined) continue;
    for (const [key, value] of Object.entries(one as Json)) {
      const name = `project_support ${id} ${key}`;
      if (key === 'votes') yield check(file, name, found.votes[c], value);
      else if (key === 'score') yield check(file, name, found.score[c]! / election.ballots.pointScale, value);
      else if (key === 'cost')
        yield check(file, name, Number(election.projects[c]!.cost) / Number(election.unit), value);
      else yield fail(file, name, 'is a field this suite does not know');
    }
  }
}

export function* metrics(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const label = expected.on as string;
  for (const [rule, values] of Object.entries(expected)) {
    if (rule === 'on') continue;
    const outcome = answers.outcome(label, rule);
    if (!outcome) {
      yield fail(file, `fairness_metrics ${rule}`, 'is a rule this suite does not know');
      continue;
    }
    const found = fairness(answers.election, outcome.bought);
    for (const [key, value] of Object.entries(values as Json)) {
      const name = `fairness_metrics ${rule} ${key}`;
      if (key === 'voters_with_no_winner') yield check(file, name, found.votersWithNoWinner, value);
      else if (key === 'exclusion_ratio') yield decimals(file, name, found.exclusionRatio, value);
      else if (key === 'avg_supported_winners') yield decimals(file, name, found.averageSupportedWinners, value);
      else if (key === 'avg_points_to_winners') yield decimals(file, name, found.averagePointsToWinners, value);
      else if (key === 'avg_cost_of_supported_winners') {
        yield decimals(file, name, found.averageCostOfSupportedWinners / Number(answers.election.unit), value);
      } else if (key === 'supported_winner_distribution') {
        yield check(file, name, Object.fromEntries(found.supportedWinnerDistribution), value);
      } else if (key === 'ejr_plus_cost_violations') {
        const violations = ejrPlusViolations(answers.profile(label), outcome.bought).map(({ project }) => project);
        yield check(file, name, sorted(answers.ids(violations)), value);
      } else yield fail(file, name, 'is a field this suite does not know');
    }
  }
}

export function* comparison(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const label = 'cost/recommended';
  const found = compareOutcomes(
    answers.election,
    answers.outcome(label, 'mes_add1u')!.bought,
    answers.outcome(label, 'greedy')!.bought,
  );
  for (const [key, value] of Object.entries(expected)) {
    const own =
      key === 'by_number_of_supported_winners'
        ? found.byNumberOfSupportedWinners
        : key === 'by_cost_of_supported_winners'
          ? found.byCostOfSupportedWinners
          : undefined;
    const name = `comparison ${key}`;
    if (!own) yield fail(file, name, 'is a field this suite does not know');
    else {
      const written = { prefer_mes: own.preferFirst, prefer_greedy: own.preferSecond, indifferent: own.indifferent };
      yield check(file, name, written, value);
    }
  }
}

export function* support(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const label = 'cost/recommended';
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'note') continue;
    if (key !== 'by_endowment') {
      yield fail(file, `effective_support_percent ${key}`, 'is a field this suite does not know');
      continue;
    }
    for (const [each, percents] of Object.entries(value as Json)) {
      const [top, bottom] = each.split('/');
      const endowment = fraction(BigInt(top!) * answers.election.unit, BigInt(bottom ?? '1'));
      const found = effectiveSupport(answers.profile(label), endowment, answers.ranks(label));
      for (const [id, percent] of Object.entries(percents as Json)) {
        const c = answers.election.projects.findIndex((project) => project.id === id);
        yield check(file, `effective_support_percent ${each} ${id}`, found[c] ?? 0, percent);
      }
    }
  }
}

const SHARES: Readonly<Record<string, Partial<Parameters<typeof equalShares>[1]>>> = {
  mes: { completion: 'none' },
  mes_greedy_completion: { completion: 'greedy' },
  mes_add1: { completion: 'add1' },
  mes_add1_no_exhaustive_stop: { completion: 'add1', stopWhenExhaustive: false },
  mes_add1u: { completion: 'add1u' },
  mes_add1u_no_exhaustive_stop: { completion: 'add1u', stopWhenExhaustive: false },
  mes_add1_integral: { completion: 'add1', integralStart: true },
  mes_add1_integral_no_exhaustive_stop: { completion: 'add1', integralStart: true, stopWhenExhaustive: false },
  mes_add1u_integral: { completion: 'add1u', integralStart: true },
  mes_add1u_integral_no_exhaustive_stop: { completion: 'add1u', integralStart: true, stopWhenExhaustive: false },
};

/** Outcomes counted once each, by `measure/tie rule` and rule. */
export class Answers {
  readonly election: Election;
  readonly #kept = new Map<string, { bought: readonly number[]; shares?: EqualSharesOutcome }>();

  constructor(election: Election) {
    this.election = election;
  }

  profile(label: string) {
    const profile = profileOf(this.election, label.split('/')[0] as Measure);
    if (!profile.ok) throw new Error(profile.message);
    return profile.value;
  }

  ranks(label: string): Int32Array {
    const ranks = tieRanks(this.election, label.split('/')[1] as TieRule);
    if (!ranks.ok) throw new Error(ranks.message);
    return ranks.value;
  }

  outcome(label: string, rule: string) {
    const key = `${label} ${rule}`;
    const known = this.#kept.get(key);
    if (known) return known;
    const profile = this.profile(label);
    const tieRank = this.ranks(label);
    const options = SHARES[rule];
    let outcome: { bought: readonly number[]; shares?: EqualSharesOutcome } | undefined;
    if (options) {
      const shares = equalShares(profile, { tieRank, ...options });
      if (!shares.ok) throw new Error(shares.message);
      outcome = { bought: shares.value.bought, shares: shares.value };
    } else if (rule === 'greedy') outcome = { bought: greedy(profile, { tieRank }).bought };
    else if (rule === 'phragmen') {
      const bought = phragmen(profile, { tieRank, fundUnsupported: true });
      if (!bought.ok) throw new Error(bought.message);
      outcome = { bought: bought.value };
    }
    if (outcome) this.#kept.set(key, outcome);
    return outcome;
  }

  ids(bought: readonly number[]): string[] {
    return bought.map((c) => this.election.projects[c]!.id);
  }

  cost(bought: readonly number[]): number {
    return Number(bought.reduce((sum, c) => sum + this.election.projects[c]!.cost, 0n)) / Number(this.election.unit);
  }
}

export function sorted(ids: readonly string[]): string[] {
  const order = electionFrom({
    ballotType: 'approval',
    budget: 0n,
    ballots: [],
    projects: ids.map((id) => ({ id, cost: 0n })),
  });
  return order.ok ? order.value.projects.map(({ id }) => id) : [...ids];
}

/** The reference rounds these to 6 places. */
function decimals(file: string, name: string, found: number, expected: unknown): Case {
  const pass = typeof expected === 'number' && Math.abs(found - expected) <= 5.1e-7 + Math.abs(expected) * 1e-12;
  return pass ? { file, name, pass } : fail(file, name, `found ${found}, expected ${expected}`);
}
