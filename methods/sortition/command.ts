import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawnInWords, lotteryInWords, lotteryJson } from './command-words.ts';
import { drawPanel, drawSeed, freeze, type PublishedDraw, verifyDraw } from './draw/protocol.ts';
import { feasible } from './feasibility.ts';
import { lotteryInWorker } from './lottery/in-worker.ts';
import type { Objective } from './lottery/lottery.ts';
import type { Problem } from './model.ts';
import { outputLists } from './outputs.ts';
import { type Pool, readPool } from './read/pool.ts';
import { readQuotas } from './read/quotas.ts';
import { relaxations } from './relaxation.ts';
import { replacements } from './replace.ts';
import { done, type Fault, type Refusal, type Result, refuse } from './result.ts';
import { loadSolver } from './solver.ts';

/** Where a command writes: results and complaints. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
}

export const name = 'panel';

export const help = `panel <quotas.csv> <pool.csv> --size <k>   The fairest lottery for a panel, exactly, with its proof

  --objective leximin     leximin (default), maximin, nash, goldilocks, minimax
  --id <column>           id column (default: nationbuilder_id, unique_id or id; none: the row number from 0)
  --address <a,b>         columns that name an address; at most one person per address is selected
  --confirmed <file.csv>  replacement run: these members stay, the vacancies are filled (an id column is enough)
  --publish <file.json>   freeze the lottery for a public draw; needs --salt and --beacon-round
  --salt <text>           secret that hides names in the published file
  --beacon-round <text>   the public randomness named in advance, for example "drand quicknet round 12345678"
  --test-seed <text>      a test selection, marked as such; it can never be promoted
  --lists <folder>        with --test-seed: write selected.csv, remaining.csv, same-address.csv
  --json                  everything, as JSON

panel draw <published.json> --beacon <64 hex digits> [--dice <throws>]       who the public draw selects
panel verify <published.json> --beacon <…> [--dice <…>] --selected <file>    check a draw as a stranger

Leaves with 0 when there is a result, 2 when the input was refused, 64 when the command was not understood.`;

const OBJECTIVES: readonly Objective[] = ['leximin', 'maximin', 'nash', 'goldilocks', 'minimax'];

/** Runs the command. @returns its exit code */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return misunderstood(io, (error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.out(help);
    return 0;
  }
  const [first, second] = positionals;
  try {
    if ((first === 'draw' || first === 'verify') && second) return await drawn(first, second, values, io);
    const objective = OBJECTIVES.find((one) => one === values.objective);
    if (!first || !second || !objective || values.size === undefined) return misunderstood(io);
    return await panel(first, second, objective, values, io);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    io.err(error.message);
    return 2;
  }
}

function parse(args: readonly string[]) {
  const text = { type: 'string' } as const;
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      size: text,
      objective: { type: 'string', default: 'leximin' },
      id: text,
      address: text,
      confirmed: text,
      publish: text,
      salt: text,
      'beacon-round': text,
      'test-seed': text,
      lists: text,
      beacon: { type: 'string', default: '' },
      dice: { type: 'string', default: '' },
      selected: text,
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
}

type Values = ReturnType<typeof parse>['values'];

function misunderstood(io: CommandIo, why?: string): number {
  if (why) io.err(why);
  io.err(help);
  return 64;
}

async function panel(
  quotaFile: string,
  poolFile: string,
  objective: Objective,
  values: Values,
  io: CommandIo,
): Promise<number> {
  const read = await problemOf(quotaFile, poolFile, values);
  if (!read.ok) return refused(read, values, io);
  const { problem, pool, notes } = read.value;
  const start = performance.now();
  const found = await lotteryInWorker(problem, {
    objective,
    onProgress: ({ phase, panels }) => {
      if (performance.now() - start > 5000) io.err(`${phase}: ${panels} panels`);
    },
  });
  if (!found.ok) return refusedWithRelaxation(found, problem, values, io);
  const seed = values['test-seed'];
  const frozen = freeze(problem, found.value, {
    salt: values.salt ?? 'test',
    number: 1,
    beacon: {
      source: 'named in the round',
      round: values['beacon-round'] ?? 'test',
      fallback: 'dice thrown in the room',
    },
    version: '0.1.0',
    solver: 'HiGHS',
  });
  if (values.publish !== undefined) {
    if (!values.salt || !values['beacon-round']) return misunderstood(io, '--publish needs --salt and --beacon-round.');
    await writeFile(values.publish, `${JSON.stringify(frozen.published)}\n`);
  }
  const test =
    seed === undefined
      ? undefined
      : drawPanel(frozen.published, seed)
          .selected.map((p) => frozen.ids.get(p)!)
          .sort();
  if (test && values.lists !== undefined) {
    const lists = outputLists(pool, test);
    await writeFile(join(values.lists, 'selected.csv'), lists.selected);
    await writeFile(join(values.lists, 'remaining.csv'), lists.remaining);
    await writeFile(join(values.lists, 'same-address.csv'), lists.sameAddress);
  }
  const told = {
    problem,
    lottery: found.value,
    notes: [...pool.warnings, ...notes],
    test,
    published: values.publish && frozen.published,
  };
  if (values.json) io.out(JSON.stringify(lotteryJson(told)));
  else for (const line of lotteryInWords(told)) io.out(line);
  return 0;
}

async function problemOf(
  quotaFile: string,
  poolFile: string,
  values: Values,
): Promise<Result<{ problem: Problem; pool: Pool; notes: readonly Fault[] }>> {
  const quotas = readQuotas(await readFile(quotaFile, 'utf8'), quotaFile);
  if (!quotas.ok) return quotas;
  const size = /^\d+$/.test(values.size ?? '') ? Number(values.size) : Number.NaN;
  if (Number.isNaN(size))
    return refuse('panel-size', `“${values.size}” is not a panel size.`, { value: values.size ?? '' });
  const addressColumns = values.address === undefined ? [] : values.address.split(',').map((column) => column.trim());
  const options = { quotas: quotas.value, addressColumns, ...(values.id !== undefined && { idColumn: values.id }) };
  const pool = readPool(await readFile(poolFile, 'utf8'), { ...options, size, file: poolFile });
  if (!pool.ok) return pool;
  const problem = { quotas: quotas.value, people: pool.value.people, size };
  if (values.confirmed === undefined) return done({ problem, pool: pool.value, notes: [] });
  const members = readPool(await readFile(values.confirmed, 'utf8'), {
    quotas: [],
    file: values.confirmed,
    ...(values.id !== undefined && { idColumn: values.id }),
  });
  if (!members.ok) return members;
  const run = replacements(
    problem,
    members.value.people.map(({ id }) => id),
    [],
  );
  return run.ok ? done({ problem: run.value.problem, pool: pool.value, notes: run.value.notes }) : run;
}

function refused(refusal: Refusal, values: Values, io: CommandIo): number {
  if (values.json) io.out(JSON.stringify(refusal));
  else for (const fault of refusal.faults ?? [refusal]) io.err(fault.message);
  return 2;
}

/** Infeasible quotas are answered with the smallest changes that would do. */
async function refusedWithRelaxation(
  refusal: Refusal,
  problem: Problem,
  values: Values,
  io: CommandIo,
): Promise<number> {
  if (refusal.code !== 'infeasible') return refused(refusal, values, io);
  const solver = await loadSolver();
  const clash = feasible(problem, solver);
  const help = relaxations(problem, solver);
  if (values.json) {
    io.out(
      JSON.stringify({
        ...(clash.ok ? refusal : clash),
        relaxations: help.ok ? help.value.map(({ cost, changes }) => ({ cost, changes })) : help,
      }),
    );
    return 2;
  }
  io.err(clash.ok ? refusal.message : clash.message);
  if (!help.ok) io.err(help.message);
  else {
    for (const [i, one] of help.value.entries()) {
      io.err(`${i === 0 ? 'Smallest change' : 'Or'} (cost ${one.cost.toFixed(2)}): ${one.sentences.join(' ')}`);
    }
  }
  return 2;
}

async function drawn(what: 'draw' | 'verify', file: string, values: Values, io: CommandIo): Promise<number> {
  const published = JSON.parse(await readFile(file, 'utf8')) as PublishedDraw;
  if (published.protocol !== 'upwell-draw-v1')
    return refused(refuse('bad-source', `${file} is not a published draw.`), values, io);
  const seed = drawSeed(published, values.beacon, values.dice);
  if (!seed.ok) return refused(seed, values, io);
  const outcome = drawPanel(published, seed.value);
  if (what === 'draw') {
    if (values.json) io.out(JSON.stringify(outcome));
    else for (const line of drawnInWords(outcome, published)) io.out(line);
    return 0;
  }
  if (values.selected === undefined) return misunderstood(io, 'verify needs --selected.');
  const selected = (await readFile(values.selected, 'utf8'))
    .split(/[\r\n,]+/)
    .map((one) => one.trim())
    .filter(Boolean);
  const faults = verifyDraw(published, { beacon: values.beacon, dice: values.dice, selected });
  if (values.json) io.out(JSON.stringify({ ok: faults.length === 0, faults }));
  else if (faults.length === 0) io.out('The draw stands: people, lottery and selection are what was committed to.');
  else for (const fault of faults) io.err(fault);
  return faults.length === 0 ? 0 : 2;
}

export const command = { name, help, run };
