import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { rounded } from '@upwell/deliberation';
import { type Told, tellWeights } from './command-results.ts';
import { readReplies } from './read-replies.ts';
import { type Outcome, refuse } from './refusal.ts';

/** Where a command writes: results and complaints, a line at a time. */
export interface CommandIo {
  out(line: string): void;
  err(line: string): void;
}

export const name = 'weights';

export const help = `weights <replies.csv> --margins <margins.json>   Survey weights that match the population

replies.csv has one row a person (may end in .gz); margins.json is {"column": {"category": population count, …}, …},
or {"margins": {…}}. Several columns crossed into one are written "age × sex" with categories "20-39 × F".

  --weight <column>     starting weights, default all 1
  --question <column>   a question to estimate (may be repeated): numbers, or 0 and 1 for shares
  --total <column>      the same, as a total over the population
  --cluster <column>    people drawn together (households, districts)
  --stratum <column>    strata of the draw
  --sampled <share>     share of the population that was drawn, default 0 (right for panels)
  --cap <times>         cap weights at so many times the mean
  --cap-rule <after|inside>  cap after raking (as R's trimWeights) or inside each round (as anesrake), default after
  --missing <refuse|own-category>  people without a category, default refuse
  --totals <refuse|scale>  margins with different totals, default refuse
  --out <file.csv>      write one weight a row
  --json                everything, as JSON

Leaves with 0 when there is a result, 2 when the input was refused (the guilty cell is named), 64 when the command was not
understood.`;

/** Runs the command. @returns its exit code */
export async function run(args: readonly string[], io: CommandIo): Promise<number> {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    io.err((error as Error).message);
    io.err(help);
    return 64;
  }
  const { values, positionals } = parsed;
  if (values.help) {
    io.out(help);
    return 0;
  }
  const source = positionals[0];
  const known =
    ['after', 'inside'].includes(values['cap-rule']) &&
    ['refuse', 'own-category'].includes(values.missing) &&
    ['refuse', 'scale'].includes(values.totals);
  if (source === undefined || values.margins === undefined || !known) {
    io.err(help);
    return 64;
  }
  const told = await tell(source, values.margins, values);
  if (!told.ok) {
    if (values.json) io.out(JSON.stringify(told));
    else io.err(told.line === undefined ? told.message : `Line ${told.line}: ${told.message}`);
    return 2;
  }
  if (values.out !== undefined) await writeFile(values.out, told.value.weightsCsv);
  if (values.json) io.out(JSON.stringify(rounded(told.value.everything)));
  else for (const line of told.value.words) io.out(line);
  return 0;
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      margins: { type: 'string' },
      weight: { type: 'string' },
      question: { type: 'string', multiple: true, default: [] },
      total: { type: 'string', multiple: true, default: [] },
      cluster: { type: 'string' },
      stratum: { type: 'string' },
      sampled: { type: 'string', default: '0' },
      cap: { type: 'string' },
      'cap-rule': { type: 'string', default: 'after' },
      missing: { type: 'string', default: 'refuse' },
      totals: { type: 'string', default: 'refuse' },
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
}

export type WeightsValues = ReturnType<typeof parse>['values'];

async function tell(source: string, marginsPath: string, values: WeightsValues): Promise<Outcome<Told>> {
  let margins: unknown;
  try {
    margins = JSON.parse(await readFile(marginsPath, 'utf8'));
  } catch (error) {
    return refuse('unknown-format', `The margins cannot be read: ${(error as Error).message}`);
  }
  try {
    const stream = createReadStream(source);
    const replies = await readReplies(source.endsWith('.gz') ? stream.pipe(createGunzip()) : stream);
    return replies.ok ? tellWeights(replies.value, margins, values) : replies;
  } catch (error) {
    return refuse('unknown-format', `The replies cannot be read: ${(error as Error).message}`);
  }
}
