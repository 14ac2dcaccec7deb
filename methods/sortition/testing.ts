import type { Person, Problem, Quota } from './model.ts';
import { SearchRandom } from './random.ts';

/** A small invented problem from a seed: one to three features, some shared addresses, quotas around what the pool holds. */
export function smallProblem(seed: number): Problem {
  const random = new SearchRandom(seed);
  const n = 5 + random.below(5);
  const size = 2 + random.below(Math.min(3, n - 2));
  const features = Array.from({ length: 1 + random.below(3) }, (_, f) => ({
    name: `f${f}`,
    values: 2 + random.below(2),
  }));
  const people = Array.from({ length: n }, (_, i): Person => {
    const values = Object.fromEntries(features.map(({ name, values }) => [name, `v${random.below(values)}`]));
    return { id: `p${i}`, values, household: random.next() < 0.3 ? `home ${random.below(2)}` : undefined };
  });
  const quotas = features.flatMap(({ name, values }) =>
    Array.from({ length: values }, (_, v): Quota => {
      const there = people.filter((p) => p.values[name] === `v${v}`).length;
      const middle = Math.round((there / n) * size);
      const min = Math.max(0, middle - random.below(2));
      const max = Math.max(min, middle + random.below(2));
      return { feature: name, value: `v${v}`, min, max, minFlex: 0, maxFlex: Math.max(max, size) };
    }),
  );
  return { quotas, people, size };
}

/** Every panel that meets the quotas and the household rule, by trying all sets of people. For small problems only. */
export function allPanels(problem: Problem): string[][] {
  const found: string[][] = [];
  const pick = (from: number, chosen: Person[]): void => {
    if (chosen.length === problem.size) {
      if (meets(problem, chosen)) found.push(chosen.map(({ id }) => id));
      return;
    }
    for (let i = from; i < problem.people.length; i++) pick(i + 1, [...chosen, problem.people[i]!]);
  };
  pick(0, []);
  return found;
}

export function meets(problem: Problem, chosen: readonly Person[]): boolean {
  const homes = chosen.flatMap(({ household }) => household ?? []);
  if (new Set(homes).size < homes.length) return false;
  return problem.quotas.every(({ feature, value, min, max }) => {
    const own = chosen.filter((person) => person.values[feature] === value).length;
    return own >= min && own <= max;
  });
}
