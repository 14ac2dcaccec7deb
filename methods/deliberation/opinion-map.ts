/**
 * The opinion map in its stable form: the same votes give the same map in any order and on any machine, and the map says
 * how sure it is. reference/deliberation.md section 12.
 */
import { select } from './compatible.ts';
import { countGroupVotes, type GroupVotes, labelsByRow } from './group-votes.ts';
import { rowsInAnalysis } from './membership.ts';
import { bestPartition, type Partition } from './partition.ts';
import { type Positions, personPositions, statementPositions } from './positions.ts';
import { type Components, principalComponents } from './principal-components.ts';
import { give, type Outcome, refuse } from './refusal.ts';
import { silhouettes } from './silhouettes.ts';
import { type Stability, stabilities } from './stability.ts';
import { separateGroups, sharedOpinion, type TestResult } from './structure.ts';
import { type Moderation, setAside, type VoteMatrix } from './votes.ts';

export interface OpinionMapOptions {
  moderation?: Moderation;
  /** Seed of every random draw, default 1. */
  seed?: number;
  /** Starts of the search for each number of groups, default 200 (40 beyond 5,000 people). */
  restarts?: number;
  /** Repeats on resampled people, default 50 (25 beyond 5,000 people). */
  repeats?: number;
  /** Numbers of groups to try, default 2 to 5. */
  groupNumbers?: readonly number[];
  /** Smallest group whose answers may be shown, default 10. */
  smallestShown?: number;
}

/** One number of groups that was tried. */
export interface Candidate {
  k: number;
  withinSquares: number;
  silhouette: number;
  stability: Stability;
}

/**
 * 'clear': the groups come back when people are drawn again, and they lie apart.
 * 'spectrum': they come back, but are ends of one cloud: where one stops and the other begins is a matter of degree.
 * 'none': groups cannot be told apart; none are given.
 */
export type Verdict = 'clear' | 'spectrum' | 'none';

/** Why there are no groups. */
export type NoGroups = 'too-few-people' | 'no-differences' | 'votes-do-not-hang-together' | 'groups-do-not-last';

export interface OpinionGroup {
  /** A, B, C … by size. */
  name: string;
  size: number;
  centre: [number, number];
  /** Mean Jaccard overlap with repeats on resampled people. */
  stability: number;
  /** Share of its pairs of people still together in the repeats. */
  together: number;
}

export interface OpinionMap {
  matrix: VoteMatrix;
  aside: Uint8Array;
  components: Components;
  /** Every person's position, in the analysis or not. */
  positions: Positions;
  statements: Positions & { extremity: Float64Array };
  /** Rows of the people in the analysis. */
  inside: Uint32Array;
  verdict: Verdict;
  reason?: NoGroups;
  candidates: Candidate[];
  /** Index into `candidates` of the grouping given; -1 when there is none. */
  chosen: number;
  groups: OpinionGroup[];
  /** Group of each entry of `inside`; empty without groups. */
  label: Uint8Array;
  /** Share of repeats in which each entry of `inside` stayed in its group; empty without groups. */
  personStability: Float64Array;
  votes: GroupVotes;
  tests: { sharedOpinion?: TestResult; separateGroups?: TestResult };
  options: Required<Omit<OpinionMapOptions, 'moderation'>>;
}

/** Least Jaccard overlap at which a group may be trusted (Hennig 2007). */
const TRUSTED = 0.6;
const FEWEST_PEOPLE = 5;

/** @param matrix in 'id' order (as `votesFromEvents` and `voteMatrix(log, 'id')` make it), or the answer depends on its order */
export function opinionMap(matrix: VoteMatrix, given: OpinionMapOptions = {}): Outcome<OpinionMap> {
  const many = matrix.people.length > 5000;
  const { seed = 1, restarts = many ? 40 : 200, repeats = many ? 25 : 50, smallestShown = 10 } = given;
  const groupNumbers = given.groupNumbers ?? [2, 3, 4, 5];
  if (!Number.isSafeInteger(seed) || seed < 0) return refuse('bad-option', 'The seed must be a whole number from 0.');
  if (!(restarts >= 1) || !(repeats >= 2)) return refuse('bad-option', 'There must be at least 1 start and 2 repeats.');
  if (!(smallestShown >= 1)) return refuse('bad-option', 'The smallest group shown must be at least 1.');
  if (groupNumbers.some((k) => !Number.isInteger(k) || k < 2 || k > 8))
    return refuse('bad-option', 'Numbers of groups must be between 2 and 8.');
  const options = { seed, restarts, repeats, smallestShown, groupNumbers };
  const aside = setAside(matrix, given.moderation);
  const components = principalComponents(matrix, { aside });
  const positions = personPositions(matrix, components, aside);
  const inside = rowsInAnalysis(matrix);
  const ungrouped: OpinionMap = {
    matrix,
    aside,
    components,
    positions,
    statements: statementPositions(components, aside),
    inside,
    verdict: 'none',
    candidates: [],
    chosen: -1,
    groups: [],
    label: new Uint8Array(0),
    personStability: new Float64Array(0),
    votes: countGroupVotes(matrix, labelsByRow(matrix.people.length, inside, new Uint8Array(inside.length)), 1),
    tests: {},
    options,
  };
  if (inside.length < FEWEST_PEOPLE) return give({ ...ungrouped, reason: 'too-few-people' });
  const points = select(positions, inside);
  const found = groupNumbers.map((k) => bestPartition(points, k, { restarts, seed })).filter((p) => p !== undefined);
  if (components.totalVariance === 0 || found.length === 0) return give({ ...ungrouped, reason: 'no-differences' });
  const candidates = weigh(matrix, inside, components, found, points, aside, options);
  const shared = sharedOpinion(matrix, aside, seed);
  const tests: OpinionMap['tests'] = { sharedOpinion: shared };
  const whole = { ...ungrouped, candidates, tests };
  if (shared.p > 0.05) return give({ ...whole, reason: 'votes-do-not-hang-together' });
  const chosen = mostSilhouette(candidates);
  if (chosen < 0) return give({ ...whole, reason: 'groups-do-not-last' });
  const partition = found[chosen]!;
  const candidate = candidates[chosen]!;
  tests.separateGroups = separateGroups(points, partition.k, candidate.silhouette, seed);
  return give({
    ...whole,
    verdict: tests.separateGroups.p <= 0.05 ? 'clear' : 'spectrum',
    chosen,
    groups: describeGroups(partition, candidate.stability),
    label: partition.label,
    personStability: candidate.stability.person,
    votes: countGroupVotes(matrix, labelsByRow(matrix.people.length, inside, partition.label), partition.k),
  });
}

function weigh(
  matrix: VoteMatrix,
  inside: Uint32Array,
  components: Components,
  found: Partition[],
  points: Positions,
  aside: Uint8Array,
  options: OpinionMap['options'],
): Candidate[] {
  const { values } = silhouettes(points, found);
  const stable = stabilities(matrix, inside, components, found, { ...options, aside });
  return found.map(({ k, withinSquares }, which) => ({
    k,
    withinSquares,
    silhouette: values[which]!,
    stability: stable[which]!,
  }));
}

/** Highest silhouette among the groupings all of whose groups last; -1 when none do. */
function mostSilhouette(candidates: readonly Candidate[]): number {
  let best = -1;
  candidates.forEach(({ silhouette, stability }, which) => {
    if (Math.min(...stability.group) < TRUSTED) return;
    if (best < 0 || silhouette > candidates[best]!.silhouette) best = which;
  });
  return best;
}

function describeGroups(partition: Partition, stability: Stability): OpinionGroup[] {
  return Array.from(partition.size, (size, g) => ({
    name: String.fromCharCode(65 + g),
    size,
    centre: [partition.centre.x[g]!, partition.centre.y[g]!],
    stability: stability.group[g]!,
    together: stability.together[g]!,
  }));
}
