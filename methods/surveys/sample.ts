/**
 * People as survey weighting sees them: one cell each, from the categories they are in. Everything is put in an order
 * that depends on content alone, so that sums come out the same whatever the order of the rows.
 */
import { orderedSum } from './ordered-sum.ts';
import { give, type Outcome, refuse } from './refusal.ts';

/** A margin: what is known of the population by one characteristic (or several crossed into one). */
export interface Margin {
  name: string;
  /** Category → population count (or share; all margins alike). */
  targets: Readonly<Record<string, number>>;
  /** Category of each person, in row order; undefined or '' when unknown. */
  values: readonly (string | undefined)[];
}

export interface SampleOptions {
  /** Starting weight of each person, default 1. */
  start?: readonly number[] | Float64Array;
  /**
   * People whose category is not known. 'refuse' (default), or 'own-category': they form a category of their own that keeps its
   * weighted share of the sample, and the others share the rest. Nobody is ever dropped.
   */
  missing?: 'refuse' | 'own-category';
  /** Margins with different totals: 'refuse' (default) or 'scale' all to the total of the first. */
  totals?: 'refuse' | 'scale';
}

export interface PreparedMargin {
  name: string;
  categories: string[];
  target: Float64Array;
  /** Category of each cell. */
  codes: Int32Array;
}

export interface Sample {
  people: number;
  start: Float64Array;
  margins: PreparedMargin[];
  cells: number;
  /** Cell of each person. */
  cellOf: Int32Array;
  /** Sum of starting weights of each cell. */
  mass: Float64Array;
  /** Total every margin sums to. */
  total: number;
  /** People as indices, in order of cell and starting weight. */
  order: Uint32Array;
}

/** Category given to people whose own is not known. */
export const NOT_KNOWN = '(not known)';

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Checks a sample against its margins and sorts it into cells.
 * @returns refusals that name the guilty cell: `empty-cell` (wanted, but nobody is there), `unknown-category`, `missing-value`,
 *   `bad-target`, `margins-disagree`, `bad-weight`, `no-replies`, `no-margins`
 * @source reference/deliberation.md section 13
 */
export function prepareSample(margins: readonly Margin[], options: SampleOptions = {}): Outcome<Sample> {
  const people = margins[0]?.values.length ?? 0;
  if (margins.length === 0) return refuse('no-margins', 'There is no margin to weight to.');
  if (people === 0) return refuse('no-replies', 'There are no replies to weight.');
  const start = Float64Array.from(options.start ?? new Float64Array(people).fill(1));
  const odd = start.findIndex((weight) => !Number.isFinite(weight) || weight <= 0);
  if (start.length !== people || odd >= 0) {
    return refuse('bad-weight', `Reply ${odd + 1} has the starting weight ${start[odd]}; it must be above 0.`);
  }
  const prepared: (Omit<PreparedMargin, 'codes'> & { person: Int32Array })[] = [];
  for (const margin of margins) {
    const one = prepareMargin(margin, people, start, options.missing ?? 'refuse');
    if (!one.ok) return one;
    prepared.push(one.value);
  }
  const totals = prepared.map(({ target }) => target.reduce((sum, value) => sum + value, 0));
  const total = totals[0]!;
  for (let m = 1; m < prepared.length; m += 1) {
    if (Math.abs(totals[m]! - total) <= 1e-6 * total) continue;
    if (options.totals !== 'scale') {
      const message = `"${prepared[m]!.name}" sums to ${totals[m]}, "${prepared[0]!.name}" to ${total}. Margins must share one total.`;
      return refuse('margins-disagree', message, { margin: prepared[m]!.name });
    }
    prepared[m]!.target = prepared[m]!.target.map((value) => (value * total) / totals[m]!);
  }
  return give(intoCells(prepared, start, total));
}

function prepareMargin(margin: Margin, people: number, start: Float64Array, missing: 'refuse' | 'own-category') {
  const { name, values } = margin;
  if (values.length !== people)
    return refuse('missing-value', `"${name}" has ${values.length} values for ${people} replies.`, { margin: name });
  const targets = new Map<string, number>();
  for (const [category, target] of Object.entries(margin.targets)) {
    if (!Number.isFinite(target) || target < 0)
      return refuse('bad-target', `The population figure of ${name} = ${category} is ${target}.`, {
        margin: name,
        category,
      });
    targets.set(category, target);
  }
  const names = [...targets.keys()];
  const place = new Map(names.map((category, index) => [category, index]));
  const person = new Int32Array(people);
  const present = new Uint8Array(names.length);
  const notKnown: number[] = [];
  for (let i = 0; i < people; i += 1) {
    const category = values[i] ?? '';
    const code = place.get(category);
    if (code !== undefined && category !== '') {
      person[i] = code;
      present[code] = 1;
    } else if (category === '' && missing === 'own-category') {
      person[i] = names.length;
      notKnown.push(i);
    } else if (category === '') {
      const message = `Reply ${i + 1} has no ${name}. Fill it in, or give unknown answers a category of their own.`;
      return refuse('missing-value', message, { margin: name });
    } else {
      const message = `Reply ${i + 1} is ${name} = ${category}, which the population figures do not have.`;
      return refuse('unknown-category', message, { margin: name, category });
    }
  }
  for (let code = 0; code < names.length; code += 1) {
    const category = names[code]!;
    const target = targets.get(category)!;
    if (target > 0 && !present[code]) {
      const message = `Nobody in the sample is ${name} = ${category}, where the population has ${target}. Merge it with another category.`;
      return refuse('empty-cell', message, { margin: name, category });
    }
    if (target === 0 && present[code]) {
      const message = `The sample has people who are ${name} = ${category}, where the population has none.`;
      return refuse('bad-target', message, { margin: name, category });
    }
    if (target === 0) targets.delete(category);
  }
  if (notKnown.length > 0) {
    const unknown = orderedSum(Float64Array.from(notKnown, (i) => start[i]!));
    const share = unknown / orderedSum(start);
    const total = [...targets.values()].reduce((sum, value) => sum + value, 0);
    for (const [category, target] of targets) targets.set(category, target * (1 - share));
    targets.set(NOT_KNOWN, total * share);
    names.push(NOT_KNOWN);
  }
  const categories = [...targets.keys()].sort(compare);
  const rank = new Map(categories.map((category, index) => [category, index]));
  const recode = Int32Array.from(names, (category) => rank.get(category) ?? -1);
  for (let i = 0; i < people; i += 1) person[i] = recode[person[i]!]!;
  return give({
    name,
    categories,
    target: Float64Array.from(categories, (category) => targets.get(category)!),
    person,
  });
}

function intoCells(
  margins: (Omit<PreparedMargin, 'codes'> & { person: Int32Array })[],
  start: Float64Array,
  total: number,
): Sample {
  const people = start.length;
  const key = cellKeys(margins, people);
  const order = Uint32Array.from({ length: people }, (_, i) => i).sort(
    (a, b) => key[a]! - key[b]! || start[a]! - start[b]!,
  );
  const cellOf = new Int32Array(people);
  const firsts: number[] = [];
  const mass: number[] = [];
  for (let place = 0; place < people; place += 1) {
    const i = order[place]!;
    if (place === 0 || key[i] !== key[order[place - 1]!]) {
      firsts.push(i);
      mass.push(0);
    }
    cellOf[i] = firsts.length - 1;
    mass[firsts.length - 1]! += start[i]!;
  }
  return {
    people,
    start,
    margins: margins.map(({ name, categories, target, person }) => ({
      name,
      categories,
      target,
      codes: Int32Array.from(firsts, (i) => person[i]!),
    })),
    cells: firsts.length,
    cellOf,
    mass: Float64Array.from(mass),
    total,
    order,
  };
}

/** One number a cell, in order of its categories. Numbers are made small again whenever margins multiply beyond exactness. */
function cellKeys(margins: readonly { person: Int32Array; categories: string[] }[], people: number): Float64Array {
  const key = new Float64Array(people);
  let most = 1;
  for (const { person, categories } of margins) {
    if (most * categories.length > Number.MAX_SAFE_INTEGER) most = makeDense(key);
    for (let i = 0; i < people; i += 1) key[i] = key[i]! * categories.length + person[i]!;
    most *= categories.length;
  }
  return key;
}

/** Replaces numbers by their rank; returns how many there are. */
function makeDense(key: Float64Array): number {
  const sorted = [...new Set(key)].sort((a, b) => a - b);
  const rank = new Map(sorted.map((value, place) => [value, place]));
  for (let i = 0; i < key.length; i += 1) key[i] = rank.get(key[i]!)!;
  return sorted.length;
}
