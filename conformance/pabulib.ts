import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { electionOf, readPb, writePb } from '@upwell/budgeting';
import { type Case, check, fail } from './case.ts';
import { Answers, comparison, metrics, projectSupport, results, sorted, support } from './pabulib-figures.ts';

type Json = Record<string, unknown>;

/** Runs every case in a folder laid out like the shared pabulib data: `.pb` files with `.expected.json`, `edge_cases.json`. */
export async function* cases(dataDir: string): AsyncIterable<Case> {
  for (const file of (await readdir(dataDir)).sort()) {
    if (/^readme/i.test(file)) continue;
    if (file === 'edge_cases.json') yield* edgeCases(file, JSON.parse(await readFile(join(dataDir, file), 'utf8')));
    else if (file.endsWith('.pb')) yield* instance(dataDir, file);
    else if (!file.endsWith('.expected.json')) yield fail(file, 'file', 'is not a data file this suite knows');
    else if (!(await readdir(dataDir)).includes(file.replace('.expected.json', '.pb'))) {
      yield fail(file, 'file', 'has no .pb file beside it');
    }
  }
}

async function* instance(dataDir: string, file: string): AsyncIterable<Case> {
  const text = await readFile(join(dataDir, file), 'utf8');
  const read = readPb(text);
  if (!read.ok) return yield fail(file, 'read', read.message);
  yield check(file, 'written back unchanged', writePb(read.value) === text, true);
  const counted = electionOf(read.value);
  if (!counted.ok) return yield fail(file, 'election', counted.message);
  const expectedFile = file.replace(/\.pb$/, '.expected.json');
  let expected: Json;
  try {
    expected = JSON.parse(await readFile(join(dataDir, expectedFile), 'utf8'));
  } catch (error) {
    return yield fail(expectedFile, 'file', String(error));
  }
  const { election, officiallySelected } = counted.value;
  const money = (units: bigint) => Number(units) / Number(election.unit);
  const answers = new Answers(election);
  for (const [key, value] of Object.entries(expected)) {
    switch (key) {
      case 'generated_with':
      case 'keys':
        break;
      case 'file':
        yield check(expectedFile, key, file, value);
        break;
      case 'vote_type':
        yield check(expectedFile, key, election.ballotType, value);
        break;
      case 'num_projects':
        yield check(expectedFile, key, election.projects.length, value);
        break;
      case 'num_votes':
        yield check(expectedFile, key, election.voters, value);
        break;
      case 'distinct_ballots':
        yield check(expectedFile, key, election.ballots.size, value);
        break;
      case 'budget':
        yield check(expectedFile, key, money(election.budget), value);
        break;
      case 'total_cost_of_all_projects':
        yield check(expectedFile, key, money(election.projects.reduce((sum, one) => sum + one.cost, 0n)), value);
        break;
      case 'official_selected':
        yield check(expectedFile, key, officiallySelected, value);
        break;
      case 'project_support':
        yield* projectSupport(expectedFile, election, value as Json);
        break;
      case 'results':
        for (const [label, one] of Object.entries(value as Json))
          yield* results(expectedFile, answers, label, one as Json);
        break;
      case 'fairness_metrics':
        yield* metrics(expectedFile, answers, value as Json);
        break;
      case 'comparison_step_mes_add1u_vs_greedy':
        yield* comparison(expectedFile, answers, value as Json);
        break;
      case 'effective_support_percent':
        yield* support(expectedFile, answers, value as Json);
        break;
      default:
        yield fail(expectedFile, key, 'is a field this suite does not know');
    }
  }
}

const EDGE_RULES: Readonly<Record<string, readonly [label: string, rule: string]>> = {
  greedy: ['cost/recommended', 'greedy'],
  greedy_value_for_money: ['cardinality/recommended', 'greedy'],
  mes_cost: ['cost/recommended', 'mes'],
  mes_cardinality: ['cardinality/recommended', 'mes'],
  mes_cost_add1: ['cost/recommended', 'mes_add1'],
  mes_cost_add1u: ['cost/recommended', 'mes_add1u'],
  mes_cost_greedy_completion: ['cost/recommended', 'mes_greedy_completion'],
  phragmen: ['cost/recommended', 'phragmen'],
};

function* edgeCases(file: string, data: Json): Iterable<Case> {
  for (const key of Object.keys(data)) {
    if (key !== 'note' && key !== 'cases') yield fail(file, key, 'is a field this suite does not know');
  }
  for (const one of data.cases as { name: string; pb: string; expected: Record<string, string[]> }[]) {
    for (const key of Object.keys(one)) {
      if (!['name', 'pb', 'expected'].includes(key))
        yield fail(file, `${one.name} ${key}`, 'is a field this suite does not know');
    }
    const read = readPb(one.pb);
    const counted = read.ok ? electionOf(read.value) : read;
    if (!read.ok || !counted.ok) {
      yield fail(file, one.name, (read.ok ? counted : read).ok ? '' : JSON.stringify(read.ok ? counted : read));
      continue;
    }
    yield check(file, `${one.name} written back unchanged`, writePb(read.value) === one.pb, true);
    const answers = new Answers(counted.value.election);
    for (const [rule, ids] of Object.entries(one.expected)) {
      const known = EDGE_RULES[rule];
      if (!known) {
        yield fail(file, `${one.name} ${rule}`, 'is a rule this suite does not know');
        continue;
      }
      const found = answers.ids(answers.outcome(...known)!.bought);
      yield check(file, `${one.name} ${rule}`, rule === 'phragmen' ? sorted(found) : found, ids);
    }
  }
}
