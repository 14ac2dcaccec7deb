import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  fairnessOf,
  feasible,
  heaviestPanel,
  kindsOf,
  type Lottery,
  legacy,
  leximin,
  loadSolver,
  lottery,
  lotteryFaults,
  type Objective,
  type Problem,
  polytopeOf,
  readPool,
  readQuotas,
  relaxations,
  type Solver,
  uncoveredPeople,
} from '@upwell/sortition';
import type { Case } from './pabulib.ts';

type Json = Record<string, unknown>;

interface Meta {
  readonly k: number;
  readonly id_column: string | null;
  readonly check_same_address: boolean;
  readonly address_columns: readonly string[];
}

const KNOWN_FILES = [
  'categories.csv',
  'respondents.csv',
  'meta.json',
  'expected.json',
  'leximin.csv',
  'maximin_certificate.csv',
  'categories_infeasible.csv',
  'expected_infeasible.json',
];

/** Runs every case in a folder laid out like the shared sortition data: one folder per instance. */
export async function* cases(dataDir: string): AsyncIterable<Case> {
  const solver = await loadSolver();
  for (const entry of (await readdir(dataDir, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (/^readme/i.test(entry.name)) continue;
    if (entry.isDirectory()) yield* instance(join(dataDir, entry.name), solver);
    else if (entry.name === 'published_nature2021.json') yield* published(dataDir, entry.name, solver);
    else if (entry.name === 'timings.json') yield* timings(dataDir, entry.name);
    else yield fail(entry.name, 'file', 'is not a data file this suite knows');
  }
}

async function load(dir: string, quotaFile: string): Promise<{ problem: Problem; meta: Meta } | string> {
  const meta = JSON.parse(await readFile(join(dir, 'meta.json'), 'utf8')) as Meta;
  const unknown = Object.keys(meta).find(
    (key) => !['k', 'id_column', 'check_same_address', 'address_columns'].includes(key),
  );
  if (unknown) return `meta.json: ${unknown} is a field this suite does not know`;
  const quotas = readQuotas(await readFile(join(dir, quotaFile), 'utf8'), quotaFile);
  if (!quotas.ok) return quotas.message;
  const pool = readPool(await readFile(join(dir, 'respondents.csv'), 'utf8'), {
    quotas: quotas.value,
    size: meta.k,
    idColumn: meta.id_column,
    addressColumns: meta.check_same_address ? meta.address_columns : [],
    file: 'respondents.csv',
  });
  if (!pool.ok) return pool.message;
  return { problem: { quotas: quotas.value, people: pool.value.people, size: meta.k }, meta };
}

async function* instance(dir: string, solver: Solver): AsyncIterable<Case> {
  const name = basename(dir);
  const files = (await readdir(dir)).filter((file) => !/^readme/i.test(file));
  for (const file of files) {
    if (!KNOWN_FILES.includes(file)) yield fail(`${name}/${file}`, 'file', 'is not a data file this suite knows');
  }
  for (const file of ['categories.csv', 'respondents.csv', 'meta.json', 'expected.json']) {
    if (!files.includes(file)) return yield fail(`${name}/${file}`, 'file', 'is missing');
  }
  const loaded = await load(dir, 'categories.csv');
  if (typeof loaded === 'string') return yield fail(`${name}/categories.csv`, 'read', loaded);
  const { problem, meta } = loaded;
  const expected = JSON.parse(await readFile(join(dir, 'expected.json'), 'utf8')) as Json;
  const answers = new Answers(problem, solver);
  yield* expectations(`${name}/expected.json`, name, answers, meta, expected);
  if (files.includes('leximin.csv')) {
    yield* people(`${name}/leximin.csv`, await readFile(join(dir, 'leximin.csv'), 'utf8'), answers);
  }
  if (files.includes('maximin_certificate.csv')) {
    yield* certificate(
      `${name}/maximin_certificate.csv`,
      await readFile(join(dir, 'maximin_certificate.csv'), 'utf8'),
      answers,
    );
  }
  if (files.includes('categories_infeasible.csv')) yield* infeasible(dir, name, files, solver);
}

/** Each lottery of one instance, computed once and checked by its own portfolio. */
class Answers {
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

function* expectations(file: string, name: string, answers: Answers, meta: Meta, expected: Json): Iterable<Case> {
  const { problem, solver } = answers;
  const kinds = kindsOf(problem);
  const fair = answers.of('leximin');
  yield check(
    file,
    'leximin: panels meet every quota, chances sum to 1, marginals match',
    typeof fair === 'string' ? fair : '',
    '',
  );
  for (const [key, value] of Object.entries(expected)) {
    switch (key) {
      case 'method':
      case 'portfolio_reference':
      case 'reference_wall_seconds':
        break;
      case 'instance':
        yield check(file, key, name, value);
        break;
      case 'n':
        yield check(file, key, problem.people.length, value);
        break;
      case 'k':
        yield check(file, key, meta.k, value);
        break;
      case 'quota_categories':
        yield check(file, key, kinds.features.length, value);
        break;
      case 'quota_values':
        yield check(file, key, kinds.values.length, value);
        break;
      case 'agent_types':
        yield check(file, key, kinds.kinds.length, value);
        break;
      case 'households_with_2plus':
        yield check(
          file,
          key,
          kinds.signatures.reduce((sum, one) => sum + one.addresses.length, 0),
          value,
        );
        break;
      case 'check_same_address':
        yield check(file, key, meta.check_same_address, value);
        break;
      case 'feasible':
        yield check(file, key, feasible(problem, solver).ok, value);
        break;
      case 'uncovered_ids': {
        const found = uncoveredPeople(problem, solver);
        yield check(file, key, found.ok ? [...found.value].sort() : found.message, [...(value as string[])].sort());
        if (typeof fair !== 'string')
          yield check(file, `${key} of the lottery`, [...fair.uncovered].sort(), [...(value as string[])].sort());
        break;
      }
      case 'compact_relaxation_tight':
        if (typeof fair !== 'string') yield check(file, key, fair.certificate.cuts === 0, value);
        break;
      case 'compact_relaxed_maximin': {
        const relaxed = leximin(solver, polytopeOf(kinds), { stop: (stage) => stage.level > 1e-9 });
        yield near(file, key, relaxed?.stages.at(-1)?.level ?? Number.NaN, value, 1e-6);
        break;
      }
      case 'maximin':
        yield* maximin(file, answers, value as Json);
        break;
      case 'leximin':
        yield* leximinFigures(file, answers, value as Json);
        break;
      case 'minimax':
        yield* minimax(file, answers, value as Json);
        break;
      case 'goldilocks_gamma1':
        yield* goldilocks(file, answers, value as Json);
        break;
      case 'nash':
        yield* nash(file, answers, value as Json);
        break;
      case 'legacy_monte_carlo':
        yield* legacyFigures(file, answers, value as Json);
        break;
      default:
        yield fail(file, key, 'is a field this suite does not know');
    }
  }
}

function* maximin(file: string, answers: Answers, expected: Json): Iterable<Case> {
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

function* leximinFigures(file: string, answers: Answers, expected: Json): Iterable<Case> {
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

function* minimax(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const found = answers.of('minimax');
  if (typeof found === 'string') return yield fail(file, 'minimax', found);
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'max_probability') yield near(file, 'minimax max_probability', found.certificate.reached, value, 1e-6);
    else if (key !== 'note') yield fail(file, `minimax ${key}`, 'is a field this suite does not know');
  }
}

function* goldilocks(file: string, answers: Answers, expected: Json): Iterable<Case> {
  const found = answers.of('goldilocks');
  if (typeof found === 'string') return yield fail(file, 'goldilocks', found);
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'objective') yield near(file, 'goldilocks objective', found.certificate.reached, value, 1e-5);
    else if (!['min', 'max', 'attained'].includes(key))
      yield fail(file, `goldilocks ${key}`, 'is a field this suite does not know');
  }
}

function* nash(file: string, answers: Answers, expected: Json): Iterable<Case> {
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
function* legacyFigures(file: string, answers: Answers, expected: Json): Iterable<Case> {
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

function* people(file: string, text: string, answers: Answers): Iterable<Case> {
  const found = answers.of('leximin');
  if (typeof found === 'string') return yield fail(file, 'leximin', found);
  const [header, ...lines] = text.trim().split(/\r?\n/);
  if (header !== 'id,probability') return yield fail(file, 'header', `${header} is not known`);
  const rows = lines.map(
    (line) => [line.slice(0, line.lastIndexOf(',')), Number(line.slice(line.lastIndexOf(',') + 1))] as const,
  );
  const levels = [...new Set(rows.map(([, p]) => Math.round(p * 1e6)))].sort((a, b) => a - b);
  const early = (levels[1] ?? levels[0] ?? 0) / 1e6 + 2e-6;
  const own = new Map(found.kinds.people.map((id, i) => [id, found.probabilities[i]!]));
  yield check(file, 'people', rows.length, own.size);
  for (const [id, p] of rows)
    yield near(file, `chance of ${id}`, own.get(id) ?? Number.NaN, p, p <= early ? 1e-5 : 1e-3);
}

/** The reference's own certificate, weighed by our solver. */
function* certificate(file: string, text: string, answers: Answers): Iterable<Case> {
  const [header, ...lines] = text.trim().split(/\r?\n/);
  if (header !== 'id,weight') return yield fail(file, 'header', `${header} is not known`);
  const weights = new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(',')), Number(line.slice(line.lastIndexOf(',') + 1))]),
  );
  const found = answers.of('maximin');
  const heaviest = heaviestPanel(answers.problem, weights, answers.solver);
  if (typeof found === 'string' || !heaviest.ok)
    return yield fail(file, 'weights', String(heaviest.ok ? found : heaviest.message));
  yield near(
    file,
    'no panel weighs more than our lowest chance',
    heaviest.value.bound,
    found.certificate.reached,
    1e-6,
  );
}

async function* infeasible(dir: string, name: string, files: readonly string[], solver: Solver): AsyncIterable<Case> {
  const file = `${name}/expected_infeasible.json`;
  if (!files.includes('expected_infeasible.json')) return yield fail(file, 'file', 'is missing');
  const loaded = await load(dir, 'categories_infeasible.csv');
  if (typeof loaded === 'string') return yield fail(`${name}/categories_infeasible.csv`, 'read', loaded);
  const expected = JSON.parse(await readFile(join(dir, 'expected_infeasible.json'), 'utf8')) as Json;
  const result = feasible(loaded.problem, solver);
  for (const [key, value] of Object.entries(expected)) {
    if (key === 'file') yield check(file, key, 'categories_infeasible.csv', value);
    else if (key === 'feasible') yield check(file, key, result.ok, value);
    else if (key === 'simple_per_value_checks_pass') {
      yield check(file, key, result.ok || !/allow panels|only .* can serve/.test(result.message), value);
    } else if (key === 'lp_relaxation_also_infeasible') {
      const named = !result.ok && (result.faults?.length ?? 0) > 0;
      yield check(file, key, named, value);
    } else if (key === 'relaxation') {
      const found = relaxations(loaded.problem, solver, { alternatives: 1 });
      const cost = found.ok ? found.value[0]!.cost : Number.NaN;
      for (const [name, one] of Object.entries(value as Json)) {
        if (name === 'optimum') yield near(file, 'relaxation optimum', cost, one, 1e-6);
        else if (!['objective', 'one_optimal_change', 'cbc_check', 'note'].includes(name)) {
          yield fail(file, `relaxation ${name}`, 'is a field this suite does not know');
        }
      }
      const relaxed = found.ok && feasible({ ...loaded.problem, quotas: found.value[0]!.quotas }, solver).ok;
      yield check(file, 'the relaxed quotas can be met', relaxed, true);
    } else yield fail(file, key, 'is a field this suite does not know');
  }
}

/** Published figures of the pools that are here too, to the digits published. */
async function* published(dataDir: string, file: string, solver: Solver): AsyncIterable<Case> {
  const data = JSON.parse(await readFile(join(dataDir, file), 'utf8')) as {
    source: string;
    instances: Record<string, Json>;
  };
  const folders = (await readdir(dataDir, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const [name, expected] of Object.entries(data.instances)) {
    const folder = folders.find((entry) => entry.name.startsWith(`${name}_`));
    if (!folder) continue;
    const loaded = await load(join(dataDir, folder.name), 'categories.csv');
    if (typeof loaded === 'string') {
      yield fail(file, name, loaded);
      continue;
    }
    const found = lottery(loaded.problem, solver);
    if (!found.ok) {
      yield fail(file, name, found.message);
      continue;
    }
    const own = fairnessOf(found.value.probabilities);
    for (const [key, value] of Object.entries(expected)) {
      if (key === 'n') yield check(file, `${name} ${key}`, loaded.problem.people.length, value);
      else if (key === 'k') yield check(file, `${name} ${key}`, loaded.meta.k, value);
      else if (key === 'quota_categories')
        yield check(file, `${name} ${key}`, found.value.kinds.features.length, value);
      else if (key === 'leximin_min') yield near(file, `${name} ${key}`, own.lowest, value, 5.1e-4);
      else if (key === 'gini_leximin') yield near(file, `${name} ${key}`, own.gini, value, 5.1e-4);
      else if (key === 'geomean_leximin') yield near(file, `${name} ${key}`, own.geometricMean, value, 5.1e-4);
      else if (!/legacy|seconds/.test(key)) yield fail(file, `${name} ${key}`, 'is a field this suite does not know');
    }
  }
}

/** Times are for the bench; here only that the file can be read as such. */
async function* timings(dataDir: string, file: string): AsyncIterable<Case> {
  const data = JSON.parse(await readFile(join(dataDir, file), 'utf8')) as { instances?: Json };
  yield check(file, 'is a record of times per instance', typeof data.instances, 'object');
}

function fail(file: string, name: string, difference: string): Case {
  return { file, name, pass: false, difference };
}

function check(file: string, name: string, found: unknown, expected: unknown): Case {
  const [own, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  return own === wanted
    ? { file, name, pass: true }
    : fail(file, name, `found ${own?.slice(0, 200)}, expected ${wanted?.slice(0, 200)}`);
}

function near(file: string, name: string, found: number, expected: unknown, tolerance: number): Case {
  const pass = typeof expected === 'number' && Math.abs(found - expected) <= tolerance;
  return pass ? { file, name, pass } : fail(file, name, `found ${found}, expected ${expected} ± ${tolerance}`);
}
