import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { compatibleResult, stableResult, type Told, type Who } from './command-results.ts';
import { type Chunks, Rejections, readRows } from './csv.ts';
import { rounded } from './figures.ts';
import { readStatements } from './read-statements.ts';
import { readVotes } from './read-votes.ts';
import { give, type Outcome, refuse } from './refusal.ts';

/** Where a command writes: results and complaints, a line at a time. */
export interface CommandIo {
  out(line: string): void;
  err(line: string): void;
}

export const name = 'opinions';

export const help = `opinions <folder or file>   Opinion groups, common ground and what divides, from a folder of votes

The folder holds votes.csv (one row a vote: comment-id, voter-id, vote, and timestamp if there is one) or
participants-votes.csv (one row a person), and comments.csv (the statements) if there is one; each may end in .gz.
A single file is taken as the votes.

  --mode stable       the same answer whatever the order of the rows, and how sure it is (default)
  --mode compatible   the answer one cold start of Polis gives
  --seed <number>     seed of the repeated draws, default 1
  --smallest <number> smallest group whose answers are shown, default 10
  --agree-is <1|-1>   the number that means agree in this file, default 1 (Polis's own database has -1)
  --who <file.csv>    what people said about themselves: participant, then one column a characteristic
  --population <file.json>  {"characteristic": {"category": share}}; with --who, tells who is missing
  --json              everything, as JSON

Leaves with 0 when there is a result, 2 when the input was refused, 64 when the command was not understood.`;

/** Runs the command. @returns its exit code */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  let options: ReturnType<typeof parse>;
  try {
    options = parse(args);
  } catch (error) {
    io.err((error as Error).message);
    io.err(help);
    return 64;
  }
  const { values, positionals } = options;
  if (values.help) {
    io.out(help);
    return 0;
  }
  const folder = positionals[0];
  if (
    folder === undefined ||
    !['stable', 'compatible'].includes(values.mode) ||
    !['1', '-1'].includes(values['agree-is'])
  ) {
    io.err(help);
    return 64;
  }
  const told = await tell(folder, values);
  if (!told.ok) {
    if (values.json) io.out(JSON.stringify(told));
    else io.err(told.line === undefined ? told.message : `Line ${told.line}: ${told.message}`);
    return 2;
  }
  if (values.json) io.out(JSON.stringify(rounded(told.value.everything)));
  else for (const line of told.value.words) io.out(line);
  return 0;
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      mode: { type: 'string', default: 'stable' },
      seed: { type: 'string', default: '1' },
      smallest: { type: 'string', default: '10' },
      'agree-is': { type: 'string', default: '1' },
      who: { type: 'string' },
      population: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
}

type Values = ReturnType<typeof parse>['values'];

async function tell(folder: string, values: Values): Promise<Outcome<Told>> {
  const stored = await filesOf(folder);
  if (stored === undefined) return refuse('unknown-format', `There is no folder or file ${folder}.`);
  const source = stored.get('votes.csv') ?? stored.get('participants-votes.csv');
  if (source === undefined)
    return refuse('unknown-format', `${folder} holds neither votes.csv nor participants-votes.csv.`);
  const votes = await readVotes(chunksOf(source), { agreeIs: values['agree-is'] === '-1' ? -1 : 1 });
  if (!votes.ok) return votes;
  const list = stored.get('comments.csv');
  const statements = list === undefined ? undefined : await readStatements(chunksOf(list));
  if (statements !== undefined && !statements.ok) return statements;
  const seed = Number(values.seed);
  const smallest = Number(values.smallest);
  if (!Number.isInteger(smallest) || smallest < 1)
    return refuse('bad-option', 'The smallest group must be a whole number from 1.');
  const input = { votes: votes.value, statements: statements?.value, seed, smallest };
  if (values.mode === 'compatible') return compatibleResult(input);
  const who = await readWho(values);
  return who.ok ? stableResult(input, who.value) : who;
}

/** Files by name without `.gz`; a single file counts as the votes. Undefined when there is nothing of that name. */
async function filesOf(path: string): Promise<Map<string, string> | undefined> {
  try {
    if ((await stat(path)).isFile()) return new Map([['votes.csv', path]]);
    return new Map((await readdir(path)).map((file) => [file.replace(/\.gz$/, ''), join(path, file)]));
  } catch {
    return undefined;
  }
}

function chunksOf(path: string): Chunks {
  const stream = createReadStream(path);
  return path.endsWith('.gz') ? stream.pipe(createGunzip()) : stream;
}

async function readWho(values: Values): Promise<Outcome<Who | undefined>> {
  if (values.who === undefined && values.population === undefined) return give(undefined);
  if (values.who === undefined || values.population === undefined)
    return refuse('bad-option', '--who and --population go together.');
  const declared = new Map<string, Map<string, string>>();
  let names: string[] | undefined;
  const rejections = new Rejections();
  try {
    const population = JSON.parse(await readFile(values.population, 'utf8')) as Who['population'];
    await readRows(
      chunksOf(values.who),
      (row, line) => {
        if (names === undefined) {
          names = row.map((text) => text.trim());
          for (const characteristic of names.slice(1)) declared.set(characteristic, new Map());
        } else if (row.length !== names.length) {
          rejections.add(line, `the row has ${row.length} values, the first line has ${names.length}`);
        } else {
          names.slice(1).forEach((characteristic, at) => {
            const category = row[at + 1]!.trim();
            if (category !== '') declared.get(characteristic)!.set(row[0]!.trim(), category);
          });
        }
      },
      rejections,
    );
    const missing = Object.keys(population).find((characteristic) => !declared.has(characteristic));
    if (missing !== undefined) return refuse('bad-targets', `The file of people has no column "${missing}".`);
    if (rejections.count > 0)
      return refuse('bad-row', `The file of people: ${rejections.first[0]!.reason}.`, rejections.first[0]!.line);
    return give({ declared, population });
  } catch (error) {
    return refuse('unknown-format', `The people or the population cannot be read: ${(error as Error).message}`);
  }
}
