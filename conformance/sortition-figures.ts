import {
  fairnessOf,
  heaviestPanel,
  type Lottery,
  legacy,
  lottery,
  lotteryFaults,
  type Objective,
  type Problem,
  type Solver,
} from '@upwell/sortition';
import { type Case, check, fail, near } from './case.ts';

type Json = Record<string, unknown>;

/** Each lottery of one instance, computed once and checked by its own portfolio. */
export class Answers {
  readonly problem: Problem;
  readonly solver: Solver;
  readonly #kept = new Map<Objective, Lottery | string>();

  constructor(problem: Problem, solver: Solver) {
    this.problem = problem;
    this.solver = solver;
  }

  of(objective: Objective): Lottery | string {
    const known = this.#kept.get(objective);
    if (known !== undefined) return known;
    const found = lottery(this.problem, this.solver, { objective });
    const faults = found.ok ? lotteryFaults(this.problem, found.value) : [found.message];
    const answer = found.ok && faults.length === 0 ? found.value : faults.join('; ');
    this.#kept.set(objective, answer);
    return answer;
  }

  /** The chances of everyone who can be selected. */
  fairness(objective: Objective) {
    const found = this.of(objective);
    if (typeof found === 'string') return undefined;
    const out = new Set(found.uncovered);
    return fairnessOf(found.probabilities.filter((_, i) => !out.has(found.kinds.people[i]!)));
  }
}

export function* maximin(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const found = answers.of('maximin');
  if (typeof found === 'string') return yield fail(file, 'maximin', found);
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'min_probability') {
      yield near(file, `maximin ${key}`, found.certificate.reached, value, 1e-6);
      yield near(file, `maximin ${key} as certified`, found.certificate.bound, value, 1e-6);
    } else if (key === 'certificate') {
      const weights = found.certificate.weights!;
      yield near(
        file,
        'maximin certificate: weights sum to 1',
        weights.reduce((sum, w) => sum + w, 0),
        1,
        1e-9,
      );
      const heaviest = heaviestPanel(
        answers.problem,
        new Map(found.kinds.people.map((id, i) => [id, weights[i]!])),
        answers.solver,
      );
      const bound = heaviest.ok ? heaviest.value.bound : Number.NaN;
      for (const [name, one] of Object.entries(value as Json)) {
        if (['meaning', 'n_positive', 'cbc_status'].includes(name)) continue;
        if (name === 'bound_highs' || name === 'bound_cbc')
          yield near(file, `maximin certificate ${name}`, bound, one, 1e-6);
        else yield fail(file, `maximin certificate ${name}`, 'is a field this suite does not know');
      }
    } else yield fail(file, `maximin ${key}`, 'is a field this suite does not know');
  }
}

export function* leximinFigures(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const found = answers.of('leximin');
  const own = answers.fairness('leximin');
  if (typeof found === 'string' || !own) return yield fail(file, 'leximin', String(found));
  const levels = expected.levels as [number, number][];
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'levels') {
      const out = new Set(found.uncovered);
      const sorted = found.probabilities.filter((_, i) => !out.has(found.kinds.people[i]!)).sort();
      const wanted = levels
        .flatMap(([level, people]) => new Array<number>(people).fill(level))
        .filter((level) => level > 0);
      const early = (levels[1] ?? levels[0])![0] + 1e-6;
      const worst = wanted.findIndex((level, i) => !(Math.abs(sorted[i]! - level) <= (level <= early ? 1e-5 : 1e-3)));
      yield worst < 0 && wanted.length === sorted.length
        ? { file, name: 'leximin levels', pass: true }
        : fail(file, 'leximin levels', `place ${worst}: found ${sorted[worst]}, expected ${wanted[worst]}`);
    } else if (key === 'n_levels') yield check(file, 'leximin n_levels', levels.length, value);
    else if (key === 'min') yield near(file, 'leximin min', own.lowest, value, 1e-5);
    else if (key === 'max') yield near(file, 'leximin max', own.highest, value, levels.length <= 2 ? 1e-5 : 1e-3);
    else if (key === 'gini') yield near(file, 'leximin gini', own.gini, value, 1e-4);
    else if (key === 'geometric_mean') yield near(file, 'leximin geometric_mean', own.geometricMean, value, 1e-4);
    else yield fail(file, `leximin ${key}`, 'is a field this suite does not know');
  }
}

export function* minimax(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const found = answers.of('minimax');
  if (typeof found === 'string') return yield fail(file, 'minimax', found);
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'max_probability') yield near(file, 'minimax max_probability', found.certificate.reached, value, 1e-6);
    else if (key !== 'note') yield fail(file, `minimax ${key}`, 'is a field this suite does not know');
  }
}

export function* goldilocks(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const found = answers.of('goldilocks');
  if (typeof found === 'string') return yield fail(file, 'goldilocks', found);
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'objective') yield near(file, 'goldilocks objective', found.certificate.reached, value, 1e-5);
    else if (!['min', 'max', 'attained'].includes(key))
      yield fail(file, `goldilocks ${key}`, 'is a field this suite does not know');
  }
}

export function* nash(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const own = answers.fairness('nash');
  if (!own) return yield fail(file, 'nash', String(answers.of('nash')));
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'geometric_mean')
      yield near(file, 'nash geometric_mean', own.geometricMean, value, 1e-6 * (value as number));
    else if (key === 'gini') yield near(file, 'nash gini', own.gini, value, 1e-3);
    else if (key === 'min') yield near(file, 'nash min', own.lowest, value, 1e-3);
    else if (!['log_gap_per_person', 'attained', 'attained_max_dev'].includes(key)) {
      yield fail(file, `nash ${key}`, 'is a field this suite does not know');
    }
  }
}

/** A simulation with other random numbers: compared roughly. */
export function* legacyFigures(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const panels = expected.successful_panels as number;
  const found = legacy(answers.problem, panels, 1);
  if (!found.ok) return yield fail(file, 'legacy', found.message);
  for (const [key, value] of Object.entries(expected)) {
    const name = `legacy_monte_carlo ${key}, roughly`;
    if (key === 'successful_panels') yield check(file, name, found.value.panels, value);
    else if (key === 'failed_attempts') {
      yield near(
        file,
        name,
        found.value.failures / panels,
        (value as number) / panels,
        0.1 + (0.25 * (value as number)) / panels,
      );
    } else if (key === 'gini') yield near(file, name, fairnessOf(found.value.frequencies).gini, value, 0.03);
    else if (key === 'min_frequency') yield near(file, name, fairnessOf(found.value.frequencies).lowest, value, 0.03);
    else if (key === 'never_selected') {
      yield near(file, name, found.value.never.length, value, 3 + 0.5 * (value as number));
    } else if (!['seed', 'share_below_maximin'].includes(key))
      yield fail(file, name, 'is a field this suite does not know');
  }
}
