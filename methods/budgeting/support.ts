import { type Election, type Measure, measuresFor } from './model.ts';
import { done, type Result, refuse } from './result.ts';

export interface Support {
  /** Voters with positive points for each project. */
  readonly votes: Float64Array;
  /** Points given to each project in ballot units × {@link Election.ballots}.pointScale; votes for approval. */
  readonly score: Float64Array;
}

/** Votes and score of every project, over all ballots. */
export function supportOf({ projects, ballots }: Election): Support {
  const votes = new Float64Array(projects.length);
  const score = new Float64Array(projects.length);
  for (let b = 0; b < ballots.size; b++) {
    const copies = ballots.copies[b]!;
    for (let k = ballots.start[b]!; k < ballots.start[b + 1]!; k++) {
      const c = ballots.project[k]!;
      const points = ballots.points[k]!;
      if (points > 0) votes[c] = votes[c]! + copies;
      score[c] = score[c]! + copies * points;
    }
  }
  return { votes, score };
}

/** An election seen through one measure: `u_i(c) = weight × factor[c]`, with positive weights only. */
export interface Profile {
  readonly election: Election;
  readonly measure: Measure;
  readonly factor: readonly bigint[];
  /** Every weight is 1: the common case, counted by shorter loops. */
  readonly uniform: boolean;
  /** Supporters of project `c`: entries `start[c] .. start[c + 1] − 1` of `ballot` and `weight`. */
  readonly start: Int32Array;
  readonly ballot: Int32Array;
  readonly weight: Float64Array;
  readonly votes: Float64Array;
  readonly score: Float64Array;
  /** Σ_i weight_i(c); the total utility of `c` is this × factor[c]. */
  readonly weightSum: Float64Array;
  readonly costs: Float64Array;
}

/** Refuses a measure the ballots cannot carry, and money or points too large for the float screen (2^53). */
export function profileOf(election: Election, measure: Measure): Result<Profile> {
  const { projects, ballots, ballotType } = election;
  const pointed = measure === 'points' || measure === 'points_cost';
  if (pointed !== (ballotType !== 'approval')) {
    return refuse(
      'measure-does-not-fit',
      `${ballotType} ballots are counted by ${measuresFor(ballotType).join(' or ')}, not by ${measure}.`,
      { field: 'measure', value: measure },
    );
  }
  const dear = projects.find((project) => project.cost > 2n ** 53n);
  if (dear || election.budget > 2n ** 53n) {
    return refuse(
      'numbers-too-large',
      'Money above 2^53 units cannot be counted here.',
      dear ? { value: dear.id } : {},
    );
  }
  const m = projects.length;
  const start = new Int32Array(m + 1);
  for (let k = 0; k < ballots.project.length; k++) if (ballots.points[k]! > 0) start[ballots.project[k]! + 1]!++;
  for (let c = 0; c < m; c++) start[c + 1] = start[c + 1]! + start[c]!;
  const ballot = new Int32Array(start[m]!);
  const weight = new Float64Array(start[m]!);
  const fill = start.slice(0, m);
  const weightSum = new Float64Array(m);
  let uniform = true;
  for (let b = 0; b < ballots.size; b++) {
    for (let k = ballots.start[b]!; k < ballots.start[b + 1]!; k++) {
      const points = ballots.points[k]!;
      if (points <= 0) continue;
      const c = ballots.project[k]!;
      const at = fill[c]!++;
      ballot[at] = b;
      weight[at] = pointed ? points : 1;
      weightSum[c] = weightSum[c]! + ballots.copies[b]! * weight[at]!;
      if (weight[at] !== 1) uniform = false;
    }
  }
  if (weightSum.some((sum) => sum > 2 ** 52)) {
    return refuse('numbers-too-large', 'Points above 2^52 in all cannot be counted here.');
  }
  const byCost = measure === 'cost' || measure === 'points_cost';
  return done({
    election,
    measure,
    factor: projects.map((project) => (byCost ? project.cost : 1n)),
    uniform,
    start,
    ballot,
    weight,
    weightSum,
    ...supportOf(election),
    costs: Float64Array.from(projects, (project) => Number(project.cost)),
  });
}
