import { conflict } from '../feasibility.ts';
import { type Kinds, kindsOf } from '../kinds.ts';
import { checkProblem, type Problem } from '../model.ts';
import { isPanel, type Polytope, polytopeOf, withCut } from '../polytope.ts';
import { done, type Result, refuse } from '../result.ts';
import { modelOf, OPTIMAL, type Solver } from '../solver.ts';
import { attain, CLOSE, deviation, expectedOf, outside } from './attain.ts';
import { type BalanceTarget, goldilocks, minimax } from './balance.ts';
import { leximin, type Stage } from './leximin.ts';
import { nash } from './nash.ts';
import { faceWalk, type Portfolio } from './walk.ts';

/**
 * What the lottery is fair in. `leximin`: the lowest chance as high as possible, then the next (default) · `maximin`: only
 * the lowest counts (LEXIMIN's lottery is one of the best, and is the one given) · `nash`: the product of chances · `goldilocks`: neither very low nor very high · `minimax`: the highest
 * chance as low as possible (may leave people without any).
 */
export type Objective = 'leximin' | 'maximin' | 'nash' | 'goldilocks' | 'minimax';

export interface Progress {
  readonly phase: 'target' | 'panels' | 'proof';
  /** Panels so far, and what is still missing: probability in `panels`, shortfall per person in `proof`. */
  readonly panels: number;
  readonly missing: number;
}

export interface LotteryOptions {
  readonly objective?: Objective;
  /** Weight of low chances in `goldilocks`. Default 1. */
  readonly gamma?: number;
  readonly onProgress?: (progress: Progress) => void;
}

/** Proof of how good the lottery is: `bound` holds for every lottery over feasible panels, `reached` is this one's value. */
export interface Certificate {
  readonly objective: Objective;
  /** Lowest chance (leximin, maximin), geometric mean (nash), objective value (goldilocks, minimax). */
  readonly reached: number;
  readonly bound: number;
  readonly gap: number;
  /** leximin, maximin: per person, weights summing to 1 that no feasible panel exceeds `bound` in. */
  readonly weights?: Float64Array;
  /** leximin: each level with the people fixed at it and the largest miss of the lottery there. */
  readonly levels?: readonly { readonly level: number; readonly people: number; readonly miss: number }[];
  /** Largest difference of any chance from the proven target. */
  readonly deviation: number;
  /** Inequalities that had to be proved because whole panels cannot do what averages could. */
  readonly cuts: number;
  /** Set when the search ended before the target was reached or proved out of reach: why. `gap` is then what is certified. */
  readonly unproved?: string | undefined;
}

export interface Lottery {
  readonly kinds: Kinds;
  /** Panels as whole counts per kind, every one checked in integers, and their probabilities (sum 1). */
  readonly panels: readonly Int32Array[];
  readonly chances: readonly number[];
  /** Each person's chance, in the order of `kinds.people`. */
  readonly probabilities: Float64Array;
  /** People on no feasible panel. */
  readonly uncovered: readonly string[];
  readonly certificate: Certificate;
}

const NOBODY = 1e-9;
/** One walk with integer programmes, then quick ones that gather panels to start the proof from. */
const SEEDS = 12;
/** Fewer kinds than this are proved straight away. */
const SMALL = 30;
const MOST_CUTS = 400;

interface Target {
  readonly expected: Float64Array;
  readonly covered: readonly boolean[];
  readonly stages: readonly Stage[];
  readonly bound: number;
}

/**
 * The fairest lottery over feasible panels, exactly, with its certificate.
 * Refuses a problem with faults, one no panel can meet (naming quotas that clash), and one whose proof does not end.
 */
export function lottery(problem: Problem, solver: Solver, options: LotteryOptions = {}): Result<Lottery> {
  const checked = checkProblem(problem);
  if (!checked.ok) return checked;
  const objective = options.objective ?? 'leximin';
  const kinds = kindsOf(problem);
  let polytope = polytopeOf(kinds);
  const found: Int32Array[] = [];
  for (let cuts = 0; cuts <= MOST_CUTS; cuts++) {
    options.onProgress?.({ phase: 'target', panels: found.length, missing: 1 });
    const target = targetOf(solver, polytope, objective, options.gamma ?? 1);
    if (!target) return conflict(kinds, polytope, solver);
    const walked = cuts === 0 ? walk(solver, polytope, target.expected, found, options) : undefined;
    if (walked) return done(finish(kinds, polytope, solver, objective, options.gamma ?? 1, target, walked, cuts));
    const result = attain(solver, polytope, target.expected, found, (missing, panels) =>
      options.onProgress?.({ phase: 'proof', panels, missing }),
    );
    if (result.kind === 'lottery') {
      return done(finish(kinds, polytope, solver, objective, options.gamma ?? 1, target, result.portfolio, cuts));
    }
    if (result.portfolio.panels.length === 0) return conflict(kinds, polytope, solver);
    if (result.kind === 'gave-up') {
      const gamma = options.gamma ?? 1;
      return done(finish(kinds, polytope, solver, objective, gamma, target, result.portfolio, cuts, result.why));
    }
    const known = new Set(found.map((panel) => panel.join(',')));
    for (const panel of result.portfolio.panels) if (!known.has(panel.join(','))) found.push(panel);
    polytope = withCut(polytope, result.weights, result.most);
  }
  return refuse('not-attained', `The lottery could not be proved within ${MOST_CUTS} cuts.`);
}

/** Tries the face walk, keeping every panel it meets. */
function walk(
  solver: Solver,
  polytope: Polytope,
  expected: Float64Array,
  found: Int32Array[],
  options: LotteryOptions,
): Portfolio | undefined {
  for (let seed = 1; seed <= SEEDS; seed++) {
    let panels = 0;
    const onStep = (missing: number) => options.onProgress?.({ phase: 'panels', panels: ++panels, missing });
    const walked = faceWalk(solver, polytope, expected, seed, onStep, seed > 1);
    const total = walked.chances.reduce((sum, chance) => sum + chance, 0);
    const portfolio = { panels: walked.panels, chances: walked.chances.map((chance) => chance / total) };
    if (walked.panels.length > 0 && deviation(polytope, portfolio, expected) <= CLOSE) return portfolio;
    const known = new Set(found.map((panel) => panel.join(',')));
    for (const panel of walked.panels) if (!known.has(panel.join(','))) found.push(panel);
    if (polytope.kinds < SMALL) return undefined;
  }
  return undefined;
}

function targetOf(solver: Solver, polytope: Polytope, objective: Objective, gamma: number): Target | undefined {
  const whole = objective === 'leximin' || objective === 'maximin';
  const stop = (stage: Stage) => !whole && stage.level > NOBODY;
  const fair = leximin(solver, polytope, { stop });
  if (!fair) return undefined;
  const covered = new Array<boolean>(polytope.kinds).fill(true);
  for (const stage of fair.stages) if (stage.level <= NOBODY) for (const t of stage.fixed) covered[t] = false;
  const expected = fair.expected.map((e, t) => (covered[t] ? e : 0));
  if (objective === 'leximin' || objective === 'maximin') {
    const lowest = fair.stages.find((stage) => stage.level > NOBODY);
    return lowest && { expected, covered, stages: fair.stages, bound: lowest.level };
  }
  if (objective === 'nash') {
    const best = nash(polytope, covered, expected);
    return best && { expected: best.expected, covered, stages: [], bound: best.gapPerPerson };
  }
  const best =
    objective === 'minimax' ? minimax(solver, polytope, covered) : goldilocks(solver, polytope, covered, gamma);
  return best && { expected: evenly(polytope, covered, best), covered, stages: [], bound: best.bound };
}

/**
 * Many targets share one lowest and one highest chance; this takes the one with the largest product of chances among them,
 * so that the choice does not hang on a corner the solver happened to meet.
 */
function evenly(polytope: Polytope, covered: readonly boolean[], best: BalanceTarget): Float64Array {
  if (best.highest - best.lowest < 1e-6) return best.expected;
  const slack = 1e-7;
  const most = polytope.people.map((people, t) => Math.min(polytope.most[t]!, people * best.highest * (1 + slack)));
  const least = polytope.people.map((people) => people * best.lowest * (1 - slack));
  const even = nash({ ...polytope, most }, covered, best.expected, least)?.expected;
  return even && outside(polytope, even) < 1e-8 && even.every(Number.isFinite) ? even : best.expected;
}

function finish(
  kinds: Kinds,
  polytope: Polytope,
  solver: Solver,
  objective: Objective,
  gamma: number,
  target: Target,
  portfolio: Portfolio,
  cuts: number,
  unproved?: string,
): Lottery {
  if (!portfolio.panels.every((panel) => isPanel(polytope, panel))) throw new Error('a panel breaks the quotas');
  const given = expectedOf(polytope.kinds, portfolio);
  const chance = given.map((e, t) => e / polytope.people[t]!);
  const probabilities = Float64Array.from(kinds.kindOf, (t) => chance[t]!);
  const miss = deviation(polytope, portfolio, target.expected);
  const uncovered = kinds.people.filter((_, i) => !target.covered[kinds.kindOf[i]!]);
  const own = chance.filter((_, t) => target.covered[t]!);
  const n = polytope.people.reduce((sum, people) => sum + people, 0);
  let reached = own.reduce((low, p) => Math.min(low, p), 1);
  let bound = target.bound;
  const extra: Partial<{ weights: Float64Array; levels: NonNullable<Certificate['levels']> }> = {};
  if (objective === 'leximin' || objective === 'maximin') {
    const lowest = target.stages.find((stage) => stage.level > NOBODY)!;
    extra.weights = Float64Array.from(kinds.kindOf, (t) => lowest.weights[t]!);
    if (objective === 'leximin') extra.levels = levelsOf(target.stages, polytope, chance);
  } else if (objective === 'nash') {
    const people = polytope.people.reduce((sum, count, t) => sum + (target.covered[t] ? count : 0), 0);
    const logs = chance.reduce((sum, p, t) => sum + (target.covered[t] ? polytope.people[t]! * Math.log(p) : 0), 0);
    reached = Math.exp(logs / people);
    const slope = chance.map((p, t) => (target.covered[t] ? 1 / p : 0));
    bound = reached * Math.exp(Math.max(0, largest(solver, polytope, slope) / people - 1));
  } else {
    const k = kinds.size;
    const high = chance.reduce((top, p) => Math.max(top, p), 0);
    reached = objective === 'minimax' ? high : (n / k) * high + (gamma * (k / n)) / reached;
    if (objective === 'minimax') bound = Math.min(bound, reached);
  }
  return {
    kinds,
    panels: portfolio.panels,
    chances: portfolio.chances,
    probabilities,
    uncovered,
    certificate: {
      objective,
      reached,
      bound,
      gap: Math.abs(bound - reached),
      deviation: miss,
      cuts,
      unproved,
      ...extra,
    },
  };
}

/** Stages at one level are one level: people fixed together, and those found stuck there a stage later. */
function levelsOf(stages: readonly Stage[], polytope: Polytope, chance: Float64Array) {
  const levels: { level: number; people: number; miss: number }[] = [];
  for (const { level, fixed } of stages) {
    const people = fixed.reduce((sum, t) => sum + polytope.people[t]!, 0);
    const miss = fixed.reduce((worst, t) => Math.max(worst, Math.abs(chance[t]! - level)), 0);
    const last = levels.at(-1);
    if (last && Math.abs(last.level - level) < 1e-9) {
      last.people += people;
      last.miss = Math.max(last.miss, miss);
    } else levels.push({ level, people, miss });
  }
  return levels;
}

/** The largest Σ weight·e over the polytope: a bound no lottery passes. */
export function largest(solver: Solver, polytope: Polytope, weights: Float64Array): number {
  const model = modelOf(
    solver,
    { cost: weights, low: new Float64Array(polytope.kinds), high: polytope.most },
    polytope.rows,
    'max',
  );
  try {
    return model.run().modelStatus === OPTIMAL ? model.getObjectiveValue() : Number.POSITIVE_INFINITY;
  } finally {
    model.dispose();
  }
}
