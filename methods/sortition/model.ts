import { done, type Fault, type Result, refuse, refuseAll } from './result.ts';

/** At least `min` and at most `max` panel members with this value; `minFlex`, `maxFlex`: how far that may be relaxed. */
export interface Quota {
  readonly feature: string;
  readonly value: string;
  readonly min: number;
  readonly max: number;
  readonly minFlex: number;
  readonly maxFlex: number;
}

export interface Person {
  readonly id: string;
  /** Feature name → value, exactly one each, spelt as the quotas spell them. */
  readonly values: Readonly<Record<string, string>>;
  /** People with the same household key share an address. Undefined: alone, or the rule is off. */
  readonly household?: string | undefined;
}

/** Who to choose from, how many, and the quotas. */
export interface Problem {
  readonly quotas: readonly Quota[];
  readonly people: readonly Person[];
  /** Panel size k. */
  readonly size: number;
}

/** Faults of a problem put together in code rather than read from files: everything is reported at once. */
export function checkProblem(problem: Problem): Result<Problem> {
  const faults: Fault[] = [];
  const features = new Map<string, Set<string>>();
  for (const quota of problem.quotas) {
    const label = `${quota.feature}: ${quota.value}`;
    const values = features.get(quota.feature) ?? new Set();
    if (values.has(quota.value))
      faults.push({ code: 'doubled-value', message: `${label} has two quotas.`, value: quota.value });
    features.set(quota.feature, values.add(quota.value));
    faults.push(...boundFaults(quota));
  }
  const ids = new Set<string>();
  for (const person of problem.people) {
    if (ids.has(person.id))
      faults.push({ code: 'same-id-differs', message: `Two people have the id ${person.id}.`, value: person.id });
    ids.add(person.id);
    for (const [feature, values] of features) {
      const value = person.values[feature];
      if (value === undefined || value === '') {
        faults.push({ code: 'empty-value', message: `Person ${person.id} has no ${feature}.`, column: feature });
      } else if (!values.has(value)) {
        faults.push({
          code: 'unknown-value',
          message: `Person ${person.id}: ${feature} “${value}” has no quota.`,
          column: feature,
          value,
        });
      }
    }
  }
  const size = sizeFault(problem.size, problem.people.length);
  if (size) faults.push(size);
  return faults.length > 0 ? refuseAll(faults) : done(problem);
}

/** What is wrong with the numbers of one quota. */
export function boundFaults(quota: Quota): Fault[] {
  const { min, max, minFlex, maxFlex } = quota;
  const label = `${quota.feature}: ${quota.value}`;
  const faults: Fault[] = [];
  for (const [column, number] of Object.entries({ min, max, min_flex: minFlex, max_flex: maxFlex })) {
    if (!(Number.isInteger(number) && number >= 0) && number !== Number.POSITIVE_INFINITY) {
      faults.push({
        code: 'not-a-whole-number',
        message: `${label} has a ${column} that is not a whole number of 0 or more.`,
        column,
        value: String(number),
      });
    }
  }
  if (min > max)
    faults.push({
      code: 'min-above-max',
      message: `${label} asks for at least ${min} and at most ${max}.`,
      column: 'min',
      value: String(min),
    });
  if (minFlex > min)
    faults.push({
      code: 'flex-inside-bounds',
      message: `${label}: min_flex ${minFlex} is above min ${min}.`,
      column: 'min_flex',
      value: String(minFlex),
    });
  if (maxFlex < max)
    faults.push({
      code: 'flex-inside-bounds',
      message: `${label}: max_flex ${maxFlex} is below max ${max}.`,
      column: 'max_flex',
      value: String(maxFlex),
    });
  return faults;
}

export function sizeFault(size: number, pool: number): Fault | undefined {
  if (pool === 0) return refuse('empty-pool', 'There is nobody in the pool.');
  if (!Number.isInteger(size) || size < 1)
    return refuse('panel-size', `A panel of ${size} cannot be drawn.`, { value: String(size) });
  if (size > pool)
    return refuse('panel-larger-than-pool', `A panel of ${size} cannot be drawn from ${pool} people.`, {
      value: String(size),
    });
  return undefined;
}

/** Order of ids and labels everywhere: by UTF-16 code unit, the same on every machine. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
