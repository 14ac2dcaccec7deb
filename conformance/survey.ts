/** Survey weights and standard errors against R's survey package, and tables against ipfn. */
import { join } from 'node:path';
import { Rejections, readRows } from '@upwell/deliberation';
import {
  baseTooSmall,
  type Design,
  type Estimate,
  estimate,
  fitTable,
  jackknife,
  type Outcome,
  prepareSample,
  type Question,
  rake,
  roundedCount,
  type Sample,
  type Table,
  type TableTarget,
  trimWeights,
  weightQuality,
} from '@upwell/surveys';
import { difference, isRecord, type Tolerance } from './compare-values.ts';
import { type Folder, isReadme, openFolder, readChunks, readText } from './data-files.ts';

/** One comparison with a reference answer. `file` is relative to the folder read. */
export interface Case {
  file: string;
  name: string;
  pass: boolean;
  difference?: string;
}

type Json = Record<string, unknown>;

// As the data's README states them.
const WEIGHTS: Tolerance = { absolute: 1e-9, relative: 1e-5 };
const ESTIMATES: Tolerance = { absolute: 1e-12, relative: 1e-6 };
const ERRORS: Tolerance = { absolute: 1e-12, relative: 1e-4 };

const KNOWN_FILES = ['input.csv', 'margins.json', 'expected.json'];

/** Runs every case in a folder laid out like the shared survey data (or in one case's folder). */
export async function* cases(dataDir: string): AsyncIterable<Case> {
  const root = await openFolder(dataDir);
  if (root.files.has('expected.json')) return yield* survey(root, '');
  for (const name of root.files.keys()) {
    if (isReadme(name)) continue;
    if (name === 'ipf-tables.json') yield* tables(JSON.parse(await readText(root, name)) as Json, name);
    else yield failed(name, 'file', 'this is no data file we know');
  }
  for (const name of root.folders) yield* survey(await openFolder(join(dataDir, name)), `${name}/`);
}

function failed(file: string, name: string, why: string): Case {
  return { file, name, pass: false, difference: why };
}

function judged(file: string, name: string, found: string | undefined): Case {
  return found === undefined ? { file, name, pass: true } : failed(file, name, found);
}

function* tables(stored: Json, file: string): Iterable<Case> {
  for (const key of Object.keys(stored))
    if (!['source', 'cases'].includes(key)) yield failed(file, key, 'this field is not known');
  for (const one of stored.cases as Json[]) {
    const unknown = Object.keys(one).find((key) => !['name', 'seed', 'targets', 'expected'].includes(key));
    const fitted = fitTable(one.seed as Table, one.targets as TableTarget[]);
    const found = fitted.ok ? difference(one.expected, fitted.value, WEIGHTS) : fitted.message;
    yield judged(file, String(one.name), unknown === undefined ? found : `field "${unknown}" is not known`);
  }
}

interface Survey {
  sample: Sample;
  column(name: string): string[];
  base: Float64Array;
  weights: Float64Array;
  reached: Json;
  design: Design;
  /** Whether the replicates are corrected for the sampled fraction: the note says where they are not. */
  jackknifeDesign: Design;
  /** The question the subgroups are about: the first mean asked for. */
  outcome: string;
}

async function* survey(folder: Folder, prefix: string): AsyncIterable<Case> {
  for (const name of folder.files.keys()) {
    if (!KNOWN_FILES.includes(name) && !isReadme(name))
      yield failed(prefix + name, 'file', 'this is no data file we know');
  }
  for (const name of folder.folders) yield failed(prefix + name, 'folder', 'this is no data folder we know');
  const absent = KNOWN_FILES.find((name) => !folder.files.has(name));
  if (absent !== undefined) return yield failed(prefix + absent, 'file', 'there is none');
  const file = `${prefix}expected.json`;
  try {
    const expected = JSON.parse(await readText(folder, 'expected.json')) as Json;
    const opened = await open(folder, expected);
    if (typeof opened === 'string') return yield failed(file, 'input', opened);
    for (const [field, value] of Object.entries(expected)) {
      const check = CHECKS[field];
      if (check !== undefined) {
        yield* guarded(file, field, () =>
          check(opened, value, (name, found) => judged(file, name === '' ? field : `${field} ${name}`, found)),
        );
      } else if (/^full_sample_design_weighted_/.test(field)) {
        // What the whole survey says, a yardstick that cannot be computed from this sample.
        yield judged(file, field, typeof value === 'number' ? undefined : 'expected a number');
      } else yield failed(file, field, 'this field is not known');
    }
  } catch (error) {
    yield failed(file, 'file', `it cannot be read: ${(error as Error).message}`);
  }
}

function* guarded(file: string, name: string, run: () => Iterable<Case>): Iterable<Case> {
  try {
    yield* run();
  } catch (error) {
    yield failed(file, name, `it could not be compared: ${(error as Error).message}`);
  }
}

async function open(folder: Folder, expected: Json): Promise<Survey | string> {
  const rows: string[][] = [];
  const rejections = new Rejections();
  await readRows(readChunks(folder, 'input.csv'), (row) => rows.push(row), rejections);
  if (rejections.count > 0) return `input.csv line ${rejections.first[0]!.line}: ${rejections.first[0]!.reason}`;
  const [header, ...body] = rows;
  const column = (name: string) => {
    const at = header!.indexOf(name);
    if (at < 0) throw new Error(`input.csv has no column "${name}"`);
    return body.map((row) => row[at]!);
  };
  const stored = JSON.parse(await readText(folder, 'margins.json')) as {
    margins: Record<string, Record<string, number>>;
    population_total?: number;
  };
  const unknown = Object.keys(stored).find((key) => !['margins', 'population_total'].includes(key));
  if (unknown !== undefined) return `margins.json: field "${unknown}" is not known`;
  const base = header!.includes('pw') ? Float64Array.from(column('pw'), Number) : new Float64Array(body.length).fill(1);
  const margins = Object.entries(stored.margins).map(([name, targets]) => ({ name, targets, values: column(name) }));
  const sample = prepareSample(margins, { start: base });
  if (!sample.ok) return sample.message;
  if (stored.population_total !== undefined && Math.abs(sample.value.total - stored.population_total) > 1e-6)
    return 'margins.json: the margins do not sum to population_total';
  const raked = rake(sample.value);
  if (!raked.ok) return raked.message;
  const design = designOf(header!, column, String(expected.note));
  const uncorrected = /no finite population correction/.test(String(expected.note));
  const asked = Object.keys((expected.estimates as Json | undefined) ?? {}).find((name) => name.startsWith('mean_'));
  return {
    sample: sample.value,
    column,
    base,
    weights: raked.value.weights,
    reached: raked.value.reached,
    design,
    jackknifeDesign: uncorrected ? { ...design, sampledFraction: 0 } : design,
    outcome: asked?.slice('mean_'.length) ?? '',
  };
}

/** Clusters are in the column the note names (`dnum` in the data seen); strata are where the population size `fpc` differs. */
function designOf(header: string[], column: (name: string) => string[], note: string): Design {
  const named = /clusters[^;]*column (\w+)/.exec(note)?.[1];
  const cluster = named ?? (header.includes('dnum') ? 'dnum' : undefined);
  const clusters = cluster === undefined ? undefined : column(cluster);
  if (!header.includes('fpc')) return { clusters };
  const size = column('fpc').map(Number);
  const unit = clusters ?? size.map((_, i) => String(i));
  if (size.every((n) => n === size[0])) return { clusters, sampledFraction: new Set(unit).size / size[0]! };
  const strata = size.map(String);
  const fraction = (stratum: string) => new Set(unit.filter((_, i) => strata[i] === stratum)).size / Number(stratum);
  return {
    clusters,
    strata,
    sampledFraction: Object.fromEntries([...new Set(strata)].map((name) => [name, fraction(name)])),
  };
}

type Say = (name: string, found: string | undefined) => Case;

function qualityAnswer(weights: Float64Array): Json {
  const { n, designEffect, effectiveSize, sum, min, max, cv } = weightQuality(weights);
  return { n, deff_kish: designEffect, n_eff: effectiveSize, sum, min, max, cv };
}

const numbers = (texts: string[]) =>
  Float64Array.from(texts, (text) => (text === '' || text === 'NA' ? Number.NaN : Number(text)));

function errorsDiffer(theirs: unknown, ours: Outcome<Estimate>): string | undefined {
  if (!ours.ok) return ours.message;
  if (!isRecord(theirs)) return 'expected estimate, se and moe95';
  const unknown = Object.keys(theirs).find((key) => !['estimate', 'se', 'moe95'].includes(key));
  if (unknown !== undefined) return `field "${unknown}" is not known`;
  return (
    difference(theirs.estimate, ours.value.estimate, ESTIMATES, 'estimate') ??
    difference(theirs.se, ours.value.se, ERRORS, 'se') ??
    difference(theirs.moe95, ours.value.marginOfError, ERRORS, 'moe95')
  );
}

const CHECKS: Record<string, (s: Survey, value: unknown, say: Say) => Iterable<Case>> = {
  *note(_s, value, say) {
    yield say('', typeof value === 'string' ? undefined : 'expected a sentence');
  },
  *base_weights(s, value, say) {
    yield say('', difference(value, qualityAnswer(s.base), { absolute: 1e-9, relative: 1e-6 }));
  },
  *raked_weights(s, value, say) {
    yield say('', difference(value, qualityAnswer(s.weights), WEIGHTS));
  },
  *raked_weight_by_row(s, value, say) {
    const ids = s.column('row');
    yield say('', difference(value, Object.fromEntries(ids.map((id, i) => [id, s.weights[i]])), WEIGHTS));
  },
  *margins_reached(s, value, say) {
    yield say('', difference(value, s.reached, ESTIMATES));
  },
  *estimates(s, value, say) {
    for (const [name, theirs] of Object.entries(value as Record<string, Json>)) {
      const [, kind, variable] = /^(mean|total)_(.+)$/.exec(name) ?? [];
      if (variable === undefined) {
        yield say(name, 'expected mean_… or total_…');
        continue;
      }
      const question: Question = { answers: numbers(s.column(variable)), of: kind as 'mean' | 'total' };
      yield* estimateChecks(s, question, theirs, (field, found) => say(`${name} ${field}`, found));
    }
  },
  *trimmed_at_2x_mean(s, value, say) {
    const cap = (2 * weightQuality(s.weights).sum) / s.weights.length;
    const trimmed = trimWeights(s.sample, s.weights, cap);
    if (!trimmed.ok) return yield say('', trimmed.message);
    const weights = qualityAnswer(trimmed.value.weights);
    const ours = {
      cap,
      n_at_cap: trimmed.value.capped,
      weights,
      sum_preserved: Math.abs(Number(weights.sum) / weightQuality(s.weights).sum - 1) < 1e-9,
    };
    yield say('', difference(value, ours, WEIGHTS));
  },
  *subgroups(s, value, say) {
    const theirs = value as Record<string, unknown[]>;
    const results = ['n', 'yes', 'estimate', 'se', 'suppress_base_under_10', 'yes_count_hes_rule'];
    const by = Object.keys(theirs).filter((key) => !results.includes(key));
    const outcome = numbers(s.column(s.outcome));
    const columns = by.map((key) => s.column(key));
    for (let g = 0; g < theirs.n!.length; g += 1) {
      const here = Uint8Array.from(outcome, (_, i) =>
        columns.every((texts, c) => texts[i] === theirs[by[c]!]![g]) ? 1 : 0,
      );
      const found = subgroup(s, outcome, here, theirs, g);
      yield say(by.map((key) => String(theirs[key]![g])).join(' '), found);
    }
  },
};

function* estimateChecks(s: Survey, question: Question, theirs: Json, say: Say): Iterable<Case> {
  const { sample, base, weights, design } = s;
  const answered = question.answers.filter((y) => !Number.isNaN(y));
  for (const [field, value] of Object.entries(theirs)) {
    if (field === 'unweighted')
      yield say(field, difference(value, answered.reduce((a, b) => a + b, 0) / answered.length, ESTIMATES));
    else if (field === 'n_answered') yield say(field, difference(value, answered.length, ESTIMATES));
    else if (field === 'base_design')
      yield say(field, errorsDiffer(value, estimate(sample, base, question, { ...design, regression: 'none' })));
    else if (field === 'raked_linearised')
      yield say(field, errorsDiffer(value, estimate(sample, weights, question, { ...design, regression: 'equal' })));
    else if (field === 'raked_calibration_residual')
      yield say(field, errorsDiffer(value, estimate(sample, weights, question, design)));
    else if (field === 'raked_jackknife')
      yield say(field, errorsDiffer(value, jackknife(sample, question, s.jackknifeDesign)));
    else yield say(field, 'this field is not known');
  }
}

function subgroup(
  s: Survey,
  outcome: Float64Array,
  here: Uint8Array,
  theirs: Record<string, unknown[]>,
  g: number,
): string | undefined {
  const inside = Array.from(outcome).filter((y, i) => here[i] === 1 && !Number.isNaN(y));
  const yes = inside.reduce((a, b) => a + b, 0);
  const found = estimate(s.sample, s.weights, { answers: outcome, within: here }, { ...s.design, regression: 'equal' });
  if (!found.ok) return found.message;
  return (
    difference(theirs.n![g], inside.length, ESTIMATES, 'n') ??
    difference(theirs.yes![g], yes, ESTIMATES, 'yes') ??
    difference(theirs.estimate![g], found.value.estimate, ESTIMATES, 'estimate') ??
    difference(theirs.se![g], found.value.se, ERRORS, 'se') ??
    difference(theirs.suppress_base_under_10![g], baseTooSmall(inside.length), ESTIMATES, 'suppress_base_under_10') ??
    difference(theirs.yes_count_hes_rule![g], roundedCount(yes), ESTIMATES, 'yes_count_hes_rule')
  );
}
