/** Our answers to what an `expected.json` of the opinion-map data holds, in its own shape and keys. */
import {
  adjustedRand,
  bestPartition,
  type ChosenStatement,
  type CompatibleGroups,
  type ConsensusStatement,
  cellCounts,
  chooseRepresentative,
  compatibleGroups,
  consensusStatements,
  countGroupVotes,
  crossTable,
  type GroupVotes,
  groupAwareConsensus,
  lloyd,
  NO_GROUP,
  nearestCentre,
  type Positions,
  principalComponents,
  representativeness,
  select,
  silhouettes,
  statementPriorities,
  type VoteMatrix,
} from '@upwell/deliberation';
import { javaShuffle } from './java-shuffle.ts';

export type Json = Record<string, unknown>;
type ByPerson = Map<string, number>;

/** Groups of a file: person → group, and the group ids in order. */
export interface GivenGroups {
  ids: string[];
  of: ByPerson;
}

export function groupsFromMembers(
  groups: readonly { id: number | string; members: readonly unknown[] }[],
): GivenGroups {
  const of: ByPerson = new Map();
  groups.forEach(({ members }, index) => {
    for (const person of members) of.set(String(person), index);
  });
  return { ids: groups.map(({ id }) => String(id)), of };
}

export function groupsFromLabels(byPerson: Record<string, unknown>): GivenGroups {
  const ids = [...new Set(Object.values(byPerson).map(String))].sort((a, b) => Number(a) - Number(b));
  return { ids, of: new Map(Object.entries(byPerson).map(([person, id]) => [person, ids.indexOf(String(id))])) };
}

function votesOfGroups(matrix: VoteMatrix, groups: GivenGroups): GroupVotes {
  const labels = Uint32Array.from(matrix.people, (person) => groups.of.get(person) ?? NO_GROUP);
  return countGroupVotes(matrix, labels, groups.ids.length);
}

const byStatement = <T>(matrix: VoteMatrix, value: (column: number) => T, kept?: (column: number) => boolean) =>
  Object.fromEntries(
    matrix.statements.flatMap((id, column) => (kept === undefined || kept(column) ? [[id, value(column)]] : [])),
  );

const byGroup = <T>(groups: GivenGroups, value: (group: number) => T) =>
  Object.fromEntries(groups.ids.map((id, group) => [id, value(group)]));

/** Everything that is pure counting once the groups are given. */
export function groupAnswers(matrix: VoteMatrix, aside: Uint8Array, groups: GivenGroups): Json {
  const votes = votesOfGroups(matrix, groups);
  const stats = representativeness(votes);
  const product = groupAwareConsensus(votes);
  return {
    group_votes_columns: ['agree', 'disagree', 'pass', 'seen'],
    group_votes: byGroup(groups, (group) =>
      byStatement(matrix, (column) => {
        const at = group * votes.columns + column;
        const [a, d, p] = [votes.agree[at]!, votes.disagree[at]!, votes.pass[at]!];
        return [a, d, p, a + d + p];
      }),
    ),
    group_aware_consensus: byStatement(matrix, (column) => product.agree[column]),
    group_aware_consensus_disagree: byStatement(matrix, (column) => product.disagree[column]),
    repness_stats: byGroup(groups, (group) =>
      byStatement(
        matrix,
        (column) => ({ ...stats[group]![column]! }),
        (column) => aside[column] === 0,
      ),
    ),
    representative_statements: byGroup(groups, (group) =>
      chooseRepresentative(stats[group]!, aside).map((chosen) => representative(matrix, chosen)),
    ),
    consensus_statements: consensusAnswer(matrix, aside),
  };
}

function representative(matrix: VoteMatrix, chosen: ChosenStatement): Json {
  return {
    tid: Number(matrix.statements[chosen.column]),
    'n-success': chosen.successes,
    'n-trials': chosen.trials,
    'p-success': chosen.share,
    'p-test': chosen.shareTest,
    repness: chosen.ratio,
    'repness-test': chosen.ratioTest,
    'repful-for': chosen.direction,
    ...(chosen.bestAgree === undefined ? {} : { 'best-agree': true, 'n-agree': chosen.bestAgree }),
  };
}

function consensusAnswer(matrix: VoteMatrix, aside: Uint8Array): Json {
  const answer = (s: ConsensusStatement) => ({
    tid: Number(matrix.statements[s.column]),
    'n-success': s.successes,
    'n-trials': s.trials,
    'p-success': s.share,
    'p-test': s.shareTest,
  });
  const { agree, disagree } = consensusStatements(matrix, aside);
  return { agree: agree.map(answer), disagree: disagree.map(answer) };
}

export function priorityAnswer(
  matrix: VoteMatrix,
  groups: GivenGroups,
  extremity: Json,
  isMeta: (statement: string) => boolean,
): Json {
  const far = Float64Array.from(matrix.statements, (id) => Number(extremity[id] ?? 0));
  const meta = Uint8Array.from(matrix.statements, (id) => (isMeta(id) ? 1 : 0));
  const priority = statementPriorities(votesOfGroups(matrix, groups), far, meta);
  return byStatement(matrix, (column) => priority[column]);
}

export function voteTotals(matrix: VoteMatrix): Json {
  const counts = cellCounts(matrix);
  return byStatement(matrix, (column) => [counts[3 * column + 2], counts[3 * column], counts[3 * column + 1]]);
}

/** Principal components turned to the signs of the file, which are arbitrary. */
export function signsLike(ours: CompatibleGroups, matrix: VoteMatrix, theirs: Json): number[] {
  return ours.components.loadings.map((loading, k) => {
    let dot = 0;
    matrix.statements.forEach((id, column) => {
      dot += loading[column]! * Number((theirs[id] as number[] | undefined)?.[k] ?? 0);
    });
    return dot < 0 ? -1 : 1;
  });
}

export function pcaAnswer(matrix: VoteMatrix, aside: Uint8Array, ours: CompatibleGroups, theirs: Json): Json {
  const signs = signsLike(ours, matrix, theirs.components_by_statement as Json);
  const { mean, loadings, variance, totalVariance } = ours.components;
  const top = (theirs.exact_svd_top5_variance as number[] | undefined)?.length ?? 5;
  const exact = principalComponents(matrix, { aside, count: top });
  const cosine = loadings.map((_, k) => {
    let dot = 0;
    let length = 0;
    matrix.statements.forEach((id, column) => {
      const value = (theirs.components_by_statement as Record<string, number[]>)[id]?.[k] ?? 0;
      dot += exact.loadings[k]![column]! * value;
      length += value * value;
    });
    return Math.abs(dot) / Math.sqrt(length);
  });
  return {
    centre_by_statement: byStatement(matrix, (column) => mean[column]),
    components_by_statement: byStatement(matrix, (column) => loadings.map((l, k) => signs[k]! * l[column]!)),
    explained_variance: variance,
    total_variance: totalVariance,
    explained_variance_ratio: variance.map((v) => v / totalVariance),
    exact_svd_top5_variance: exact.variance,
    abs_cosine_with_exact_svd: cosine,
  };
}

export function labelsOf(people: readonly string[], groups: GivenGroups): { label: number[]; kept: number[] } {
  const kept = people.flatMap((person, index) => (groups.of.has(person) ? [index] : []));
  return { label: kept.map((index) => groups.of.get(people[index]!)!), kept };
}

export function randBetween(a: GivenGroups, b: GivenGroups): { index: number; people: number } {
  const shared = [...a.of.keys()].filter((person) => b.of.has(person));
  const table = crossTable(
    shared.map((person) => a.of.get(person)!),
    a.ids.length,
    shared.map((person) => b.of.get(person)!),
    b.ids.length,
  );
  return { index: adjustedRand(table, a.ids.length, b.ids.length), people: shared.length };
}

export function sizesOf(groups: GivenGroups): Json {
  const sizes: Record<string, number> = Object.fromEntries(groups.ids.map((id) => [id, 0]));
  for (const group of groups.of.values()) sizes[groups.ids[group]!]! += 1;
  return sizes;
}

/** The positions of the people in the analysis and their ids. */
export function pointsInside(matrix: VoteMatrix, ours: CompatibleGroups): { points: Positions; people: string[] } {
  return {
    points: select(ours.positions, ours.inside),
    people: Array.from(ours.inside, (row) => matrix.people[row]!),
  };
}

export function withinSquares(points: Positions, label: ArrayLike<number>, k: number): number {
  const { centre } = lloydOnce(points, label, k);
  let total = 0;
  for (let i = 0; i < label.length; i += 1) {
    total += (points.x[i]! - centre.x[label[i]!]!) ** 2 + (points.y[i]! - centre.y[label[i]!]!) ** 2;
  }
  return total;
}

function lloydOnce(points: Positions, label: ArrayLike<number>, k: number): { centre: Positions } {
  const centre = { x: new Float64Array(k), y: new Float64Array(k) };
  const size = new Float64Array(k);
  for (let i = 0; i < label.length; i += 1) {
    centre.x[label[i]!]! += points.x[i]!;
    centre.y[label[i]!]! += points.y[i]!;
    size[label[i]!]! += 1;
  }
  for (let g = 0; g < k; g += 1) {
    centre.x[g]! /= size[g]!;
    centre.y[g]! /= size[g]!;
  }
  return { centre };
}

/** Groups from the stable search, for k groups, and the silhouette over people. */
export function searched(points: Positions, people: string[], k: number) {
  const partition = bestPartition(points, k);
  if (partition === undefined) return undefined;
  const groups: GivenGroups = {
    ids: Array.from({ length: k }, (_, g) => String(g)),
    of: new Map(people.map((person, i) => [person, partition.label[i]!])),
  };
  return { partition, groups, silhouette: silhouettes(points, [partition]).values[0]! };
}

/** People moved to the nearest of the given centres, again and again until nothing moves. */
export function movedFrom(points: Positions, people: string[], centre: Positions): GivenGroups {
  const settled = lloyd(points, centre, { rounds: 300, still: 1e-12 });
  const label = nearestCentre(points, settled.centre);
  return {
    ids: Array.from(settled.centre.x, (_, g) => String(g)),
    of: new Map(people.map((person, i) => [person, label[i]!])),
  };
}

/** Compatible groups with the people listed in another order. */
export function shuffledGroups(
  matrix: VoteMatrix,
  aside: Uint8Array,
  seed: number,
): { k: number; groups: GivenGroups } {
  const order = javaShuffle(Array.from(matrix.people.keys()), seed);
  const start = new Uint32Array(matrix.start.length);
  const cell = new Uint16Array(matrix.cell.length);
  order.forEach((row, place) => {
    cell.set(matrix.cell.subarray(matrix.start[row]!, matrix.start[row + 1]!), start[place]!);
    start[place + 1] = start[place]! + matrix.start[row + 1]! - matrix.start[row]!;
  });
  const people = order.map((row) => matrix.people[row]!);
  const found = compatibleGroups({ ...matrix, people, start, cell }, aside);
  return { k: found.k, groups: groupsOf(people, found) };
}

export function groupsOf(people: readonly string[], found: CompatibleGroups): GivenGroups {
  return {
    ids: Array.from({ length: found.k }, (_, g) => String(g)),
    of: new Map(Array.from(found.inside, (row, i) => [people[row]!, found.label[i]!])),
  };
}
