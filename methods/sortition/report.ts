import type { Lottery } from './lottery/lottery.ts';
import type { Problem } from './model.ts';

/** How a lottery treats the people it can select. */
export interface Fairness {
  readonly lowest: number;
  readonly highest: number;
  /** Panel size over pool size. */
  readonly mean: number;
  /** 0 all alike, towards 1 very uneven. */
  readonly gini: number;
  readonly geometricMean: number;
  /** Share of people whose chance is below half the mean. */
  readonly belowHalfTheMean: number;
}

/** Gini coefficient `Σ (2j − n − 1) p_(j) / (n Σ p)` and the other figures, over all given chances. */
export function fairnessOf(probabilities: ArrayLike<number>): Fairness {
  const sorted = Float64Array.from(probabilities).sort();
  const n = sorted.length;
  const sum = sorted.reduce((total, p) => total + p, 0);
  const weighted = sorted.reduce((total, p, j) => total + (2 * (j + 1) - n - 1) * p, 0);
  const positive = sorted.filter((p) => p > 0);
  const logs = positive.reduce((total, p) => total + Math.log(p), 0);
  const mean = n === 0 ? 0 : sum / n;
  return {
    lowest: sorted[0] ?? 0,
    highest: sorted[n - 1] ?? 0,
    mean,
    gini: sum === 0 ? 0 : weighted / (n * sum),
    geometricMean: positive.length === 0 ? 0 : Math.exp(logs / positive.length),
    belowHalfTheMean: n === 0 ? 0 : sorted.filter((p) => p < mean / 2).length / n,
  };
}

/** One quota beside what the pool and the panel hold. Counts under 5 can be hidden when published. */
export interface ValueReport {
  readonly feature: string;
  readonly value: string;
  readonly min: number;
  readonly max: number;
  readonly pool: number;
  readonly selected: number;
  readonly withinTarget: boolean;
}

/** Each quota with pool and panel counts, in the order the quotas were given. */
export function valueReport(problem: Problem, selected: readonly string[]): ValueReport[] {
  const chosen = new Set(selected);
  return problem.quotas.map(({ feature, value, min, max }) => {
    const pool = problem.people.filter((person) => person.values[feature] === value);
    const own = pool.filter((person) => chosen.has(person.id)).length;
    return { feature, value, min, max, pool: pool.length, selected: own, withinTarget: own >= min && own <= max };
  });
}

export interface Intersection {
  readonly values: readonly [string, string];
  /** Undefined when under the smallest count shown. */
  readonly pool: number | undefined;
  readonly panel: number | undefined;
  /** Expected on the panel under the lottery. */
  readonly expected: number | undefined;
}

/** Every pair of values of two features: pool, panel and expected counts, small cells hidden (default under 5). */
export function intersections(
  problem: Problem,
  lottery: Lottery,
  selected: readonly string[],
  features: readonly [string, string],
  smallest = 5,
): Intersection[] {
  const chosen = new Set(selected);
  const chance = new Map(lottery.kinds.people.map((id, i) => [id, lottery.probabilities[i]!]));
  const valuesOf = (feature: string) => problem.quotas.filter((q) => q.feature === feature).map((q) => q.value);
  return valuesOf(features[0]).flatMap((a) =>
    valuesOf(features[1]).map((b): Intersection => {
      const cell = problem.people.filter((p) => p.values[features[0]] === a && p.values[features[1]] === b);
      const panel = cell.filter((p) => chosen.has(p.id)).length;
      const shown = cell.length >= smallest;
      return {
        values: [a, b],
        pool: shown ? cell.length : undefined,
        panel: shown ? panel : undefined,
        expected: shown ? cell.reduce((sum, p) => sum + chance.get(p.id)!, 0) : undefined,
      };
    }),
  );
}

/** What one person may be told about their chance, with no more digits than the certificate supports. */
export function inWords(probability: number, lottery: Lottery): string {
  if (probability === 0) return 'The quotas leave no panel you could be on, so you could not be drawn.';
  const each = probability >= 1 - 1e-9 ? 'certain' : `about 1 in ${roundOdds(1 / probability)}`;
  const { objective, reached } = lottery.certificate;
  const promise =
    objective === 'leximin' || objective === 'maximin'
      ? ` The fairest possible lottery gives nobody less than about 1 in ${roundOdds(1 / reached)}, and this one does.`
      : '';
  return `Your chance of being selected was ${each}.${promise}`;
}

function roundOdds(odds: number): string {
  return odds < 9.95 ? String(Math.round(odds * 10) / 10) : String(Math.round(odds));
}
