import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import {
  fairnessOf,
  feasible,
  heaviestPanel,
  kindsOf,
  leximin,
  loadSolver,
  lottery,
  type Problem,
  polytopeOf,
  readPool,
  readQuotas,
  relaxations,
  type Solver,
  uncoveredPeople,
} from '@upwell/sortition';
import { type Case, check, fail, near } from './case.ts';
import { Answers, goldilocks, legacyFigures, leximinFigures, maximin, minimax, nash } from './sortition-figures.ts';

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
