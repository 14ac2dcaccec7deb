import type { Profile } from './support.ts';

export interface GreedyOptions {
  readonly tieRank: Int32Array;
  /** Projects already chosen; they and their cost are left out of what is returned. */
  readonly chosen?: readonly number[];
  /** A project to leave out of the count. */
  readonly without?: number | undefined;
  /** `skip` passes over what does not fit (default); `stop` ends at the first that does not. */
  readonly whenTooDear?: 'skip' | 'stop';
  /** Projects with fewer votes than this are not eligible. */
  readonly minVotes?: number;
}

export interface GreedyOutcome {
  readonly bought: readonly number[];
  /** The first project that did not fit and the money left when it was reached: what part-funding could offer it. */
  readonly firstTooDear?: { readonly project: number; readonly left: bigint };
}

/**
 * Greedy: by total utility per cost, highest first, each project that still fits. Projects nobody supports come last.
 * For `cost` that order is the vote count, for `cardinality` value for money. Compared exactly.
 */
export function greedy(profile: Profile, options: GreedyOptions): GreedyOutcome {
  const { projects, budget } = profile.election;
  const { weightSum, factor, votes } = profile;
  const taken = new Set(options.chosen);
  const value = projects.map((_, c) => BigInt(weightSum[c]!) * factor[c]!);
  const order = projects
    .map((_, c) => c)
    .filter((c) => !taken.has(c) && c !== options.without && votes[c]! >= (options.minVotes ?? 0))
    .sort((a, b) => byRatio(a, b) || options.tieRank[a]! - options.tieRank[b]!);
  let left = (options.chosen ?? []).reduce((sum, c) => sum - projects[c]!.cost, budget);
  const bought: number[] = [];
  let firstTooDear: GreedyOutcome['firstTooDear'];
  for (const c of order) {
    if (projects[c]!.cost <= left) {
      left -= projects[c]!.cost;
      bought.push(c);
      continue;
    }
    firstTooDear ??= { project: c, left };
    if (options.whenTooDear === 'stop') break;
  }
  return { bought, ...(firstTooDear && { firstTooDear }) };

  function byRatio(a: number, b: number): number {
    const [costA, costB] = [projects[a]!.cost, projects[b]!.cost];
    const [freeA, freeB] = [costA === 0n && votes[a]! > 0, costB === 0n && votes[b]! > 0];
    if (freeA || freeB) return Number(freeB) - Number(freeA);
    const left = value[a]! * costB;
    const right = value[b]! * costA;
    return left > right ? -1 : left < right ? 1 : 0;
  }
}
