import { ejrPlusViolations } from './audit.ts';
import { type OfficialOutcome, officialComparison } from './compare.ts';
import { type Completion, type EqualSharesOutcome, equalShares } from './equal-shares/complete.ts';
import { type CountExplained, explainRun } from './explain.ts';
import { type FairnessMeasures, fairness, fairnessByGroup } from './fairness.ts';
import { greedy } from './greedy.ts';
import { type Election, type Measure, measuresFor } from './model.ts';
import { writeMoney } from './pb/decimal.ts';
import type { PbElection } from './pb/election.ts';
import { phragmen } from './phragmen.ts';
import { fraction, writeFraction } from './rational.ts';
import { done, type Fault, type Result } from './result.ts';
import { type Profile, profileOf } from './support.ts';
import { type TieRule, tieRanks } from './ties.ts';
import { maxWelfare } from './welfare.ts';

export interface CountSettings {
  readonly rule: 'equal-shares' | 'greedy' | 'phragmen' | 'welfare';
  readonly completion: Completion;
  readonly measure: Measure | undefined;
  readonly ties: TieRule;
  readonly stopWhenExhaustive: boolean;
  readonly integralStart: boolean;
  readonly compare: boolean;
  readonly group: string | undefined;
}

export interface Counted {
  readonly settings: CountSettings;
  readonly measure: Measure;
  readonly election: Election;
  readonly profile: Profile;
  readonly bought: readonly number[];
  readonly shares: EqualSharesOutcome | undefined;
  readonly explained: CountExplained | undefined;
  readonly official: OfficialOutcome | undefined;
  readonly fairness: FairnessMeasures;
  readonly byGroup: ReturnType<typeof fairnessByGroup> | undefined;
  readonly violations: ReturnType<typeof ejrPlusViolations> | undefined;
  readonly setAside: readonly Fault[];
  readonly notes: readonly Fault[];
}

/** Counts a file that has been read, with everything a public result needs. */
export function count(read: PbElection, settings: CountSettings): Result<Counted> {
  const { election } = read;
  const measure = settings.measure ?? measuresFor(election.ballotType)[0]!;
  const profile = profileOf(election, measure);
  if (!profile.ok) return profile;
  const ranks = tieRanks(election, settings.ties);
  if (!ranks.ok) return ranks;
  const tieRank = ranks.value;
  const outcome = chosen(profile.value, settings, tieRank);
  if (!outcome.ok) return outcome;
  const { shares } = outcome.value;
  const plain = greedy(profile.value, { tieRank }).bought;
  const official = settings.compare ? officialComparison(election, outcome.value.bought, plain) : undefined;
  const bought = official?.bought ?? outcome.value.bought;
  const column = settings.group === undefined ? undefined : read.voterColumns.get(settings.group);
  return done({
    settings,
    measure,
    election,
    profile: profile.value,
    bought,
    shares,
    explained: shares && explainRun(profile.value, shares.endowment, tieRank),
    official,
    fairness: fairness(election, bought),
    byGroup: column && fairnessByGroup(election, bought, column),
    violations:
      election.ballotType === 'approval' && election.voters > 0 ? ejrPlusViolations(profile.value, bought) : undefined,
    setAside: read.setAside,
    notes: read.notes,
  });
}

function chosen(
  profile: Profile,
  settings: CountSettings,
  tieRank: Int32Array,
): Result<{ bought: readonly number[]; shares?: EqualSharesOutcome }> {
  if (settings.rule === 'greedy') return done({ bought: greedy(profile, { tieRank }).bought });
  if (settings.rule === 'phragmen') {
    const bought = phragmen(profile, { tieRank });
    return bought.ok ? done({ bought: bought.value }) : bought;
  }
  if (settings.rule === 'welfare') {
    const best = maxWelfare(profile);
    return best.ok ? done({ bought: best.value.bought }) : best;
  }
  const shares = equalShares(profile, { tieRank, ...settings });
  return shares.ok ? done({ bought: shares.value.bought, shares: shares.value }) : shares;
}

/** The result as people would tell it, a line at a time. */
export function* countInWords(counted: Counted): Iterable<string> {
  const { election, bought, shares, fairness: fair } = counted;
  const money = (amount: bigint) => writeMoney(amount, election.unit);
  const spent = bought.reduce((sum, c) => sum + election.projects[c]!.cost, 0n);
  yield `${election.voters} ballots, ${election.projects.length} projects, budget ${money(election.budget)}.`;
  yield `Counted by ${counted.settings.rule} (${counted.measure}). ${bought.length} projects funded for ${money(spent)}; ${money(election.budget - spent)} left.`;
  if (shares) {
    const each = writeFraction(fraction(shares.endowment.top, shares.endowment.bottom * election.unit));
    yield `Each voter's share in the count that stands: ${each}${shares.increments > 0 ? `, raised ${shares.increments} times` : ''}.`;
  }
  if (counted.official) {
    const { preferFirst, preferSecond } = counted.official.comparison.byNumberOfSupportedWinners;
    yield `Compared with greedy: ${preferFirst} voters better off under this count, ${preferSecond} under greedy. Funded: the ${counted.official.chosen} outcome.`;
  }
  yield '';
  const roundOf = new Map(counted.explained?.rounds.map((round) => [round.project, round]));
  for (const [place, c] of bought.entries()) {
    const project = election.projects[c]!;
    const round = counted.official?.chosen === 'greedy' ? undefined : roundOf.get(c);
    const why = round?.effectiveVotes === undefined ? '' : `, ${round.effectiveVotes.toFixed(1)} effective votes`;
    yield `${place + 1}. ${project.name ?? project.id} (${project.id}): ${money(project.cost)}, ${counted.profile.votes[c]} votes${why}`;
  }
  yield '';
  yield `${fair.votersWithNoWinner} voters (${(100 * fair.exclusionRatio).toFixed(1)} %) have no funded project they chose; on average ${fair.averageSupportedWinners.toFixed(2)} were funded.`;
  if (counted.violations) {
    yield counted.violations.length === 0
      ? 'Proportionality audit: no group could have paid for more out of its own shares.'
      : `Proportionality audit: ${counted.violations.length} projects some group could have paid for: ${counted.violations.map(({ project, group }) => `${election.projects[project]!.id} (${group} voters)`).join(', ')}.`;
  }
  for (const [group, own] of counted.byGroup ?? []) {
    yield `  ${group || '(not given)'}: ${own.voters} voters, ${(100 * own.exclusionRatio).toFixed(1)} % without a winner, ${own.averageSupportedWinners.toFixed(2)} funded on average`;
  }
  for (const [label, faults] of [
    ['Set aside', counted.setAside],
    ['Note', counted.notes],
  ] as const) {
    for (const fault of faults.slice(0, 20))
      yield `${label}${fault.line === undefined ? '' : `, line ${fault.line}`}: ${fault.message}`;
    if (faults.length > 20) yield `${label}: ${faults.length - 20} more.`;
  }
}

/** Everything, ready to be written as JSON: ids for projects, text for exact money. */
export function toJson(counted: Counted): object {
  const { election, shares, explained } = counted;
  const id = (c: number) => election.projects[c]!.id;
  const money = (amount: bigint) => writeMoney(amount, election.unit);
  const unit = Number(election.unit);
  const fair = ({ supportedWinnerDistribution, averageCostOfSupportedWinners, ...own }: FairnessMeasures) => ({
    ...own,
    averageCostOfSupportedWinners: averageCostOfSupportedWinners / unit,
    supportedWinnerDistribution: Object.fromEntries(supportedWinnerDistribution),
  });
  return {
    ok: true,
    rule: counted.settings.rule,
    completion: shares && counted.settings.completion,
    measure: counted.measure,
    ties: counted.settings.ties,
    voters: election.voters,
    budget: money(election.budget),
    funded: counted.bought.map(id),
    spent: money(counted.bought.reduce((sum, c) => sum + election.projects[c]!.cost, 0n)),
    projects: election.projects.map((project, c) => ({
      id: project.id,
      name: project.name,
      cost: money(project.cost),
      votes: counted.profile.votes[c],
      score: counted.profile.score[c]! / election.ballots.pointScale,
      funded: counted.bought.includes(c),
    })),
    equalShares: shares && {
      endowment: writeFraction(fraction(shares.endowment.top, shares.endowment.bottom * election.unit)),
      increments: shares.increments,
      byShares: shares.byShares,
      allFit: shares.allFit,
      runs: shares.runs,
      exactDecisions: shares.exactDecisions,
      rounds: explained?.rounds.map((round) => ({
        ...round,
        project: id(round.project),
        largestPayment: round.largestPayment / unit,
      })),
      losers: explained?.losers.map((loser) => ({
        ...loser,
        project: id(loser.project),
        behindAtStart: loser.behindAtStart / unit,
        behindAtEnd: loser.behindAtEnd / unit,
        takenBy: loser.takenBy.map(({ project, paid }) => ({ project: id(project), paid: paid / unit })),
      })),
    },
    official: counted.official && { chosen: counted.official.chosen, comparison: counted.official.comparison },
    fairness: fair(counted.fairness),
    byGroup:
      counted.byGroup &&
      Object.fromEntries([...counted.byGroup].map(([group, { voters, ...own }]) => [group, { voters, ...fair(own) }])),
    violations: counted.violations?.map(({ project, group }) => ({ project: id(project), group })),
    setAside: counted.setAside,
    notes: counted.notes,
  };
}
