import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';

/** `npm run bench`: every figure about speed, as ratios against a baseline that is named and measured in the same run. */
export interface BenchOptions {
  /** The slow parts as well. */
  full?: boolean;
}

export type BenchRow = Readonly<Record<string, string | number | undefined>>;

/** What a file of this folder that exports `run` gives. */
export interface BenchTable {
  title: string;
  rows: readonly BenchRow[];
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    full: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const names = (await readdir(new URL('./', import.meta.url)))
  .flatMap((file) => /^([a-z-]+)\.ts$/.exec(file)?.[1] ?? [])
  .filter((name) => name !== 'run' && !name.endsWith('-baseline'))
  .sort();

if (values.help) {
  process.stdout.write(
    `Measures and prints ratios.\n  --only NAME  ${names.join(', ')} (may be given again)\n  --full       the slow parts as well\n  --json       an array of { name, title, rows } on standard output\n`,
  );
  process.exit(0);
}
const unknown = (values.only ?? []).filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`There is no ${unknown.join(', ')}. There are ${names.join(', ')}.\n`);
  process.exit(2);
}

const tables: ({ name: string } & BenchTable)[] = [];
let failed = false;
for (const name of names) {
  if (values.only && !values.only.includes(name)) continue;
  try {
    const { run } = (await import(`./${name}.ts`)) as { run(options: BenchOptions): Promise<BenchTable> };
    const table = await run({ full: values.full });
    tables.push({ name, ...table });
    if (!values.json) print(table);
  } catch (error) {
    failed = true;
    process.stderr.write(`${name}: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(tables)}\n`);
process.exit(failed ? 1 : 0);

function print({ title, rows }: BenchTable): void {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = [columns, ...rows.map((row) => columns.map((column) => shown(row[column])))];
  const widths = columns.map((_, at) => Math.max(...cells.map((line) => (line[at] as string).length)));
  const lines = cells.map((line) =>
    line
      .map((cell, at) => cell.padEnd(widths[at] as number))
      .join('  ')
      .trimEnd(),
  );
  process.stdout.write(`\n${title}\n${lines.join('\n')}\n`);
}

/** Two figures after the point are more than any of these can promise. */
function shown(value: string | number | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(3) : String(value);
}
