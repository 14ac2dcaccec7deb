import { greedy } from '../greedy.ts';
import { ceilDivide, type Fraction, fraction } from '../rational.ts';
import { done, type Result, refuse } from '../result.ts';
import type { Profile } from '../support.ts';
import { epsilonCompletion } from './epsilon.ts';
import { equalSharesRun, type Run } from './run.ts';

/**
 * What happens to the money Equal Shares leaves over.
 * `none`: carried over · `greedy`: greedy on the rest · `add1`: everyone's share raised by one unit of currency at a time,
 * counting afresh, until the next outcome would cost more than the budget · `add1u`: add1, then greedy · `epsilon`: one
 * run in which people who did not choose a project help to pay once no supporters can (for research).
 */
export type Completion = 'none' | 'greedy' | 'add1' | 'add1u' | 'epsilon';

export interface EqualSharesOptions {
  readonly tieRank: Int32Array;
  /** Default `add1u`. */
  readonly completion?: Completion;
  /** add1 also stops at the first outcome to which no supported project could be added. Default true. */
  readonly stopWhenExhaustive?: boolean;
  /** Start from the whole number of currency units at or below the equal share. Default false. */
  readonly integralStart?: boolean;
  /** A project to leave out of the count. */
  readonly without?: number;
  /** Give up (by refusal) after this many counts. Default 1,000,000. */
  readonly maxSteps?: number;
}

export interface EqualSharesOutcome {
  /** Projects in the order they were bought: by Equal Shares first, then by the completion. */
  readonly bought: readonly number[];
  /** How many of `bought` Equal Shares itself bought. */
  readonly byShares: number;
  /** Each voter's share in the run that counts, in money units. */
  readonly endowment: Fraction;
  /** How many times the share was raised. */
  readonly increments: number;
  /** Runs counted in full, and decisions among them that needed exact numbers. */
  readonly runs: number;
  readonly exactDecisions: number;
  /** True when everything fitted the budget, so nothing had to be counted. */
  readonly allFit: boolean;
  readonly run: Run;
}

/**
 * Equal Shares with a completion. Refuses an election without voters, and add1 that would need more than `maxSteps` counts.
 */
export function equalShares(profile: Profile, options: EqualSharesOptions): Result<EqualSharesOutcome> {
  const { election, votes } = profile;
  const { projects, budget, unit, voters } = election;
  if (voters === 0) return refuse('no-voters', 'Nobody voted, so there are no shares to give out.');
  const completion = options.completion ?? 'add1u';
  const n = BigInt(voters);
  const start = options.integralStart ? fraction((budget / (n * unit)) * unit) : fraction(budget, n);
  const runAt = (steps: number, stopAbove?: bigint) =>
    equalSharesRun(profile, {
      endowmentTop: start.top + BigInt(steps) * unit * start.bottom,
      endowmentBottom: start.bottom,
      tieRank: options.tieRank,
      without: options.without,
      stopAbove,
    });
  const at = (steps: number): Fraction => fraction(start.top + BigInt(steps) * unit * start.bottom, start.bottom);
  const left = (c: number) => c !== options.without;
  const others = projects.map((_, c) => c).filter(left);
  const supported = others.filter((c) => votes[c]! > 0);

  let run = runAt(0);
  let increments = 0;
  let runs = 1;
  let exactDecisions = run.exactDecisions;
  const finish = (more: readonly number[], allFit = false): Result<EqualSharesOutcome> =>
    done({
      bought: [...run.bought, ...more],
      byShares: run.bought.length,
      endowment: at(increments),
      increments,
      runs,
      exactDecisions,
      allFit,
      run,
    });
  const rest = () => greedy(profile, { tieRank: options.tieRank, chosen: run.bought, without: options.without }).bought;

  if (completion === 'none') return finish([]);
  if (completion === 'greedy') return finish(rest());
  const everything = others.reduce((sum, c) => sum + projects[c]!.cost, 0n);
  if (everything <= budget) return finish(rest(), true);
  if (completion === 'epsilon') return finish(epsilonCompletion(profile, run, options.tieRank, options.without));

  const stopWhenExhaustive = options.stopWhenExhaustive ?? true;
  const maxSteps = options.maxSteps ?? 1_000_000;
  const exhaustive = (one: Run) => {
    const chosen = new Set(one.bought);
    return supported.every((c) => chosen.has(c) || projects[c]!.cost > budget - one.cost);
  };
  let steps = 0;
  while (run.bought.length < supported.length && !(stopWhenExhaustive && exhaustive(run))) {
    steps = run.bought.length === 0 ? Math.max(steps + 1, stepsToFirstPurchase(profile, start, supported)) : steps + 1;
    if (runs > maxSteps) {
      return refuse(
        'too-many-steps',
        `Raising the shares by one unit at a time would take more than ${maxSteps} counts.`,
      );
    }
    const next = runAt(steps, budget);
    runs++;
    exactDecisions += next.exactDecisions;
    if (next.cost > budget) {
      increments = steps - 1;
      break;
    }
    run = next;
    increments = steps;
  }
  return finish(completion === 'add1u' ? rest() : []);
}

/** Steps until the supporters of some project can pay for it: before that every outcome is empty. */
function stepsToFirstPurchase(profile: Profile, start: Fraction, supported: readonly number[]): number {
  const { projects, unit } = profile.election;
  let least: bigint | undefined;
  for (const c of supported) {
    const supporters = BigInt(profile.votes[c]!);
    const missing = projects[c]!.cost * start.bottom - supporters * start.top;
    const steps = ceilDivide(missing, supporters * unit * start.bottom);
    if (least === undefined || steps < least) least = steps;
  }
  return least === undefined ? 0 : Number(least);
}
