import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type CountSettings, count, countInWords, toJson } from './command-count.ts';
import type { Completion } from './equal-shares/complete.ts';
import { MEASURES, type Measure } from './model.ts';
import { readPb, writePb } from './pb/file.ts';
import { readElection } from './pb/read.ts';
import type { Fault } from './result.ts';
import type { TieRule } from './ties.ts';

/** Where a command writes: results and complaints. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
}

export const name = 'budget';

export const help = `budget <file.pb>   Count a participatory budget from a .pb file (Pabulib format), exactly

  --rule equal-shares     Method of Equal Shares (default)
  --rule greedy           most support per pound first, what fits
  --rule phragmen         sequential Phragmén (approval ballots)
  --rule welfare          largest total satisfaction
  --completion add1u      what becomes of money Equal Shares leaves: none, greedy, add1, add1u (default), epsilon
  --no-exhaustive-stop    add1 goes on although nothing more would fit (as in Wieliczka's official count)
  --integral-start        add1 starts from a whole amount per voter
  --measure cost          cost or cardinality for approvals; points_cost or points for points and rankings
  --ties recommended      lowest cost, then most support, then smallest id; or: lexicographic, lot
  --lot-seed <text>       the published seed of the lot, with --ties lot
  --compare               official step: keep greedy if strictly more voters are better off under it
  --group <column>        fairness for each value of a voter column, such as district
  --strict                set ballots aside that break a limit of the file
  --round-trip <file>     only write the file back unchanged, to see that nothing is lost
  --json                  everything, as JSON

Leaves with 0 when there is a result, 2 when the input was refused, 64 when the command was not understood.`;

const COMPLETIONS: readonly Completion[] = ['none', 'greedy', 'add1', 'add1u', 'epsilon'];
const RULES = ['equal-shares', 'greedy', 'phragmen', 'welfare'] as const;

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
  const file = positionals[0];
  const settings = settingsOf(values);
  if (file === undefined || settings === undefined) {
    io.err(help);
    return 64;
  }
  if (values['round-trip'] !== undefined) return roundTrip(file, values['round-trip'], io);
  const stream = createReadStream(file);
  let read: Awaited<ReturnType<typeof readElection>>;
  try {
    read = await readElection(stream, {
      strict: values.strict,
      columns: settings.group === undefined ? [] : [settings.group],
      keepIds: false,
    });
  } catch (error) {
    io.err((error as Error).message);
    return 2;
  }
  const told = read.ok ? count(read.value, settings) : read;
  if (!told.ok) {
    if (values.json) io.out(JSON.stringify(told));
    else io.err(sentence(told));
    return 2;
  }
  if (values.json) io.out(JSON.stringify(toJson(told.value)));
  else for (const line of countInWords(told.value)) io.out(line);
  return 0;
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      rule: { type: 'string', default: 'equal-shares' },
      completion: { type: 'string', default: 'add1u' },
      'no-exhaustive-stop': { type: 'boolean', default: false },
      'integral-start': { type: 'boolean', default: false },
      measure: { type: 'string' },
      ties: { type: 'string', default: 'recommended' },
      'lot-seed': { type: 'string' },
      compare: { type: 'boolean', default: false },
      group: { type: 'string' },
      strict: { type: 'boolean', default: false },
      'round-trip': { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
}

type Values = ReturnType<typeof parse>['values'];

function settingsOf(values: Values): CountSettings | undefined {
  const rule = RULES.find((one) => one === values.rule);
  const completion = COMPLETIONS.find((one) => one === values.completion);
  const measure =
    values.measure === undefined ? undefined : MEASURES.find((one): one is Measure => one === values.measure);
  const ties = tieRule(values);
  if (!rule || !completion || !ties || (values.measure !== undefined && !measure)) return undefined;
  return {
    rule,
    completion,
    measure,
    ties,
    stopWhenExhaustive: !values['no-exhaustive-stop'],
    integralStart: values['integral-start'],
    compare: values.compare,
    group: values.group,
  };
}

function tieRule(values: Values): TieRule | undefined {
  if (values.ties === 'recommended' || values.ties === 'lexicographic') return values.ties;
  if (values.ties === 'lot' && values['lot-seed']) return { rule: 'lot', seed: values['lot-seed'] };
  return undefined;
}

async function roundTrip(from: string, to: string, io: CommandIo): Promise<number> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readFile(from));
  } catch (error) {
    io.err((error as Error).message);
    return 2;
  }
  const file = readPb(text);
  if (!file.ok) {
    io.err(sentence(file));
    return 2;
  }
  const written = writePb(file.value);
  await writeFile(to, written);
  io.out(written === text ? 'Written back unchanged, byte for byte.' : 'Written back, but not the same.');
  return written === text ? 0 : 2;
}

function sentence(fault: Fault): string {
  return fault.line === undefined ? fault.message : `Line ${fault.line}: ${fault.message}`;
}

export const command = { name, help, run };
