/** Who is missing: the people who took part against the people who live here, by what they said about themselves. */
import { type Interval, wilson } from './intervals.ts';
import { give, type Outcome, refuse } from './refusal.ts';

/** One characteristic: what each person declared, and the share of each category in the population. */
export interface Characteristic {
  name: string;
  /** Person → category; people who did not say are simply absent. */
  declared: ReadonlyMap<string, string>;
  /** Category → share of the population (0 to 1) or count of people; scaled to sum to 1. */
  population: Readonly<Record<string, number>>;
}

export interface CategoryCoverage {
  category: string;
  /** Share expected from the population. */
  expected: number;
  people: number;
  /** Share among those who declared this characteristic, with its interval. */
  share?: Interval;
  /** 'absent': nobody; 'too-few' / 'too-many': the interval lies wholly under / over what is expected. */
  finding: 'absent' | 'too-few' | 'too-many' | 'in-line';
  /** How many more people of this category would bring it in line, all else staying. */
  wanted: number;
}

export interface Coverage {
  name: string;
  declared: number;
  notDeclared: number;
  /** Most missing first. */
  categories: CategoryCoverage[];
  /** Declared categories the population figures do not have. */
  unknown: Record<string, number>;
}

/**
 * @param people those to look at: everyone who voted, those in the analysis, or one group
 * @returns refusal `bad-targets` when a population figure is negative, not a number, or all are 0
 */
export function coverage(people: Iterable<string>, characteristic: Characteristic): Outcome<Coverage> {
  const { name, declared, population } = characteristic;
  let total = 0;
  for (const [category, figure] of Object.entries(population)) {
    if (!Number.isFinite(figure) || figure < 0)
      return refuse('bad-targets', `The population figure of ${name} = ${category} is ${figure}.`);
    total += figure;
  }
  if (!(total > 0)) return refuse('bad-targets', `The population figures of ${name} are all 0.`);
  const count = new Map<string, number>(Object.keys(population).map((category) => [category, 0]));
  const unknown: Record<string, number> = {};
  let known = 0;
  let notDeclared = 0;
  for (const person of new Set(people)) {
    const category = declared.get(person);
    if (category === undefined) notDeclared += 1;
    else if (!count.has(category)) unknown[category] = (unknown[category] ?? 0) + 1;
    else {
      count.set(category, count.get(category)! + 1);
      known += 1;
    }
  }
  const categories = [...count].map(([category, here]) =>
    ofCategory(category, here, known, population[category]! / total),
  );
  categories.sort(
    (a, b) => a.people / known - a.expected - (b.people / known - b.expected) || (a.category < b.category ? -1 : 1),
  );
  return give({ name, declared: known, notDeclared, categories, unknown: sorted(unknown) });
}

function ofCategory(category: string, people: number, known: number, expected: number): CategoryCoverage {
  const share = wilson(people, known);
  const finding =
    people === 0 && expected > 0
      ? 'absent'
      : share === undefined
        ? 'in-line'
        : share.high < expected
          ? 'too-few'
          : share.low > expected
            ? 'too-many'
            : 'in-line';
  const wanted = expected < 1 ? Math.max(0, Math.ceil((expected * known - people) / (1 - expected) - 1e-9)) : 0;
  return {
    category,
    expected,
    people,
    share,
    finding,
    wanted: finding === 'in-line' || finding === 'too-many' ? 0 : wanted,
  };
}

function sorted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
