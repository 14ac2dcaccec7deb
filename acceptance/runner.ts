import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openWorld } from '@upwell/app/testing.ts';
import { readConfig } from '@upwell/platform/config';
import { startTestCluster } from '@upwell/platform/database/cluster';
import { cloneDatabase } from '@upwell/platform/database/testing';
import type { Scenario } from './scenario.ts';

export interface Row {
  id: string;
  name: string;
  status: 'works' | 'fails' | 'not yet';
  /** Why it fails, in one line. */
  reason?: string;
  milliseconds?: number;
}

/**
 * Runs every scenario of a folder, each in a world of its own, and prints a row for everything in the
 * catalogue. Only a scenario that fails makes the run fail: what is not there yet is said, not hidden.
 * @returns the exit code
 */
export async function runTable(
  folder: URL,
  catalogue: readonly { id: string; name: string }[],
  what: string,
): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
    allowPositionals: false,
  });
  if (values.help) {
    process.stdout.write(
      `Runs ${what} and prints a table.\n  --only ID   run one (may be given again)\n  --json      an array of { id, name, status, reason } on standard output\n`,
    );
    return 0;
  }
  const unknown = (values.only ?? []).filter((id) => !catalogue.some((each) => each.id === id));
  if (unknown.length > 0) {
    process.stderr.write(
      `There is no ${unknown.join(', ')}. The ids are ${catalogue[0]?.id} to ${catalogue.at(-1)?.id}.\n`,
    );
    return 2;
  }
  const wanted = catalogue.filter(({ id }) => !values.only || values.only.includes(id));
  const written = new Set(
    (await readdir(folder)).map((name) => /^([SRA-E][\d.]+)\.ts$/.exec(name)?.[1]).filter(Boolean),
  );
  const print = (line: string) => process.stdout.write(values.json ? '' : `${line}\n`);
  const cluster = wanted.some(({ id }) => written.has(id))
    ? await startTestCluster(readConfig().testDatabaseUrl)
    : null;
  const rows: Row[] = [];
  try {
    for (const { id, name } of wanted) {
      const row: Row = { id, name, status: 'not yet' };
      if (written.has(id) && cluster) {
        const began = performance.now();
        try {
          const { default: scenario } = (await import(fileURLToPath(new URL(`${id}.ts`, folder)))) as {
            default: Scenario;
          };
          const world = await openWorld(await cloneDatabase(cluster), scenario.world);
          try {
            await scenario.run(world);
            if (world.faults.length > 0) throw new Error(`A fault of ours on the way: ${world.faults[0]?.message}`);
          } finally {
            await world.close();
          }
          row.status = 'works';
        } catch (error) {
          row.status = 'fails';
          row.reason =
            error instanceof Error
              ? process.env.LOG_LEVEL === 'debug'
                ? (error.stack ?? error.message)
                : error.message
              : String(error);
        }
        row.milliseconds = Math.round(performance.now() - began);
      }
      rows.push(row);
      print(`${row.status.padEnd(8)} ${id.padEnd(6)} ${name}${row.reason ? `\n         ${row.reason}` : ''}`);
    }
  } finally {
    await cluster?.stop();
  }
  if (values.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  const count = (status: Row['status']) => rows.filter((row) => row.status === status).length;
  print(`\n${what}: ${count('works')} work, ${count('fails')} fail, ${count('not yet')} not yet`);
  return count('fails') > 0 ? 1 : 0;
}
