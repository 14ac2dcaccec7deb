import { gcd, toNumber } from './rational.ts';
import { done, type Result, refuse } from './result.ts';
import type { Profile } from './support.ts';

export interface PhragmenOptions {
  readonly tieRank: Int32Array;
  /** Also fund projects nobody voted for, at the end, if they fit. Default false; other tools do so. */
  readonly fundUnsupported?: boolean;
}

/** Relative error bound of a float load: sums of positive terms only. */
const CLEAR = 1e-9;

/**
 * Sequential Phragmén for approval ballots: each project's supporters share its cost as a load, the project whose
 * supporters would end with the smallest equal load is next; the count stops when any project attaining that smallest load
 * would break the budget. Loads are exact fractions over one denominator. Refuses ballots that are not approvals.
 */
export function phragmen(profile: Profile, options: PhragmenOptions): Result<readonly number[]> {
  const { election, start, ballot, votes, costs } = profile;
  const { projects, ballots, budget } = election;
  if (election.ballotType !== 'approval') {
    return refuse('rule-needs-approval', 'Sequential Phragmén counts approval ballots only.');
  }
  const lastRound = new Int32Array(ballots.size).fill(-1);
  const load = new Float64Array(ballots.size);
  const loads: bigint[] = [];
  let denominator = 1n;
  const open = new Set<number>();
  for (const [c, project] of projects.entries()) if (votes[c]! > 0 && project.cost <= budget) open.add(c);
  const bought: number[] = [];
  let left = budget;

  while (open.size > 0) {
    let least = Number.POSITIVE_INFINITY;
    const rough = new Map<number, number>();
    for (const c of open) {
      let sum = costs[c]!;
      for (let s = start[c]!; s < start[c + 1]!; s++) sum += ballots.copies[ballot[s]!]! * load[ballot[s]!]!;
      const own = sum / votes[c]!;
      rough.set(c, own);
      least = Math.min(least, own);
    }
    let minimum: { top: bigint; bottom: bigint } | undefined;
    let attaining: number[] = [];
    for (const [c, own] of rough) {
      if (own > least * (1 + CLEAR)) continue;
      const exact = exactLoad(c);
      const difference = minimum ? exact.top * minimum.bottom - minimum.top * exact.bottom : -1n;
      if (difference < 0n) {
        minimum = exact;
        attaining = [];
      }
      if (difference <= 0n) attaining.push(c);
    }
    if (attaining.some((c) => projects[c]!.cost > left)) return done(bought);
    buy(first(attaining), minimum!);
  }
  if (options.fundUnsupported) {
    const unsupported = projects.map((_, c) => c).filter((c) => votes[c] === 0 && projects[c]!.cost <= budget);
    while (unsupported.length > 0 && unsupported.every((c) => projects[c]!.cost <= left)) {
      const c = first(unsupported);
      bought.push(c);
      left -= projects[c]!.cost;
      unsupported.splice(unsupported.indexOf(c), 1);
    }
  }
  return done(bought);

  function first(among: readonly number[]): number {
    return among.reduce((best, c) => (options.tieRank[c]! < options.tieRank[best]! ? c : best));
  }

  /** The load of c's supporters after buying it: top / (denominator × bottom). */
  function exactLoad(c: number): { top: bigint; bottom: bigint } {
    const tally = new Float64Array(loads.length);
    for (let s = start[c]!; s < start[c + 1]!; s++) {
      const round = lastRound[ballot[s]!]!;
      if (round >= 0) tally[round] = tally[round]! + ballots.copies[ballot[s]!]!;
    }
    let top = projects[c]!.cost * denominator;
    for (const [round, count] of tally.entries()) if (count > 0) top += BigInt(count) * loads[round]!;
    return { top, bottom: BigInt(votes[c]!) };
  }

  function buy(c: number, at: { top: bigint; bottom: bigint }): void {
    const divisor = gcd(at.top % at.bottom, at.bottom);
    const factor = at.bottom / divisor;
    denominator *= factor;
    for (let round = 0; round < loads.length; round++) loads[round]! *= factor;
    loads.push(at.top / divisor);
    const own = toNumber(at.top / divisor, denominator);
    for (let s = start[c]!; s < start[c + 1]!; s++) {
      lastRound[ballot[s]!] = loads.length - 1;
      load[ballot[s]!] = own;
    }
    open.delete(c);
    bought.push(c);
    left -= projects[c]!.cost;
  }
}
