import type { Problem, Quota } from './model.ts';
import { done, type Fault, type Result, refuse } from './result.ts';

export interface ReplacementRun {
  /** A problem like any other: draw it with the same lottery and the same public draw. */
  readonly problem: Problem;
  /** Said aloud: quotas already overfull, people who cannot stand in. */
  readonly notes: readonly Fault[];
}

/**
 * The problem of filling vacancies: quotas less what the confirmed members already hold, people who are still willing and
 * share no address with a confirmed member. `l' = max(0, l − confirmed)`, `u' = max(0, u − confirmed)`.
 * Refuses a confirmed person who is not in the pool, and a panel without vacancies.
 */
export function replacements(
  problem: Problem,
  confirmed: readonly string[],
  unwilling: readonly string[],
): Result<ReplacementRun> {
  const byId = new Map(problem.people.map((person) => [person.id, person]));
  const missing = [...confirmed, ...unwilling].find((id) => !byId.has(id));
  if (missing !== undefined)
    return refuse('unknown-person', `There is nobody with the id ${missing} in the pool.`, { value: missing });
  const vacancies = problem.size - confirmed.length;
  if (vacancies < 1) return refuse('panel-size', 'There is no vacancy to fill.', { value: String(vacancies) });
  const notes: Fault[] = [];
  const members = confirmed.map((id) => byId.get(id)!);
  const quotas = problem.quotas.map((quota): Quota => {
    const held = members.filter((person) => person.values[quota.feature] === quota.value).length;
    if (held > quota.max) {
      notes.push({
        code: 'infeasible',
        message: `${quota.feature} “${quota.value}” already has ${held} members, above its maximum of ${quota.max}.`,
        column: quota.feature,
        value: quota.value,
      });
    }
    const less = (bound: number) => Math.max(0, bound - held);
    return {
      ...quota,
      min: less(quota.min),
      max: less(quota.max),
      minFlex: less(quota.minFlex),
      maxFlex: less(quota.maxFlex),
    };
  });
  const homes = new Set(members.flatMap(({ household }) => (household === undefined ? [] : [household])));
  const out = new Set([...confirmed, ...unwilling]);
  const full = new Set(quotas.filter(({ max }) => max === 0).map(({ feature, value }) => `${feature}\u0000${value}`));
  const people = problem.people.filter(
    (person) =>
      !out.has(person.id) &&
      (person.household === undefined || !homes.has(person.household)) &&
      !Object.entries(person.values).some(([feature, value]) => full.has(`${feature}\u0000${value}`)),
  );
  if (people.length < vacancies) {
    return refuse(
      'panel-larger-than-pool',
      `${vacancies} places are vacant, but only ${people.length} people can still be asked.`,
    );
  }
  return done({ problem: { quotas, people, size: vacancies }, notes });
}

/** Each person's chance over several rounds, given the chance in each round they were part of: 1 − Π(1 − p). */
export function cumulativeChance(rounds: readonly number[]): number {
  return 1 - rounds.reduce((missed, p) => missed * (1 - p), 1);
}
