import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '@upwell/platform/config';

/** One comparison of ours with a published reference answer. */
interface Case {
  file: string;
  name: string;
  pass: boolean;
  difference?: string;
}

/** Folder of the data → the suite that knows it. */
const suites: Record<string, () => Promise<{ cases(dataDir: string): AsyncIterable<Case> }>> = {
  pabulib: () => import('./pabulib.ts'),
  polis: () => import('./polis.ts'),
  sortition: () => import('./sortition.ts'),
  survey: () => import('./survey.ts'),
};
/** Reference answers of methods that are not built yet: said at every run, never passed over. */
const notYet = ['evaluation', 'networks', 'phe'];

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(
    'Holds the methods against published reference answers.\n  --data <folder>  laid out like the reference data; UPWELL_DATA when left out\n  --only NAME      one suite: pabulib, polis, sortition, survey\n  --json           every case on standard output\n',
  );
  process.exit(0);
}

const folder = resolve(values.data ?? readConfig().referenceData ?? '../shared/data');
if (!(await stat(folder).catch(() => null))?.isDirectory()) {
  process.stderr.write(`There is no folder ${folder}. Say where the reference answers are with --data.\n`);
  process.exit(2);
}
/** The folder may be the whole data or one suite's own. */
const found: [name: string, dir: string][] =
  basename(folder) in suites
    ? [[basename(folder), folder]]
    : (await readdir(folder, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
        .map((entry): [string, string] => [entry.name, join(folder, entry.name)]);

const say = (line: string) => process.stdout.write(values.json ? '' : `${line}\n`);
const all: (Case & { suite: string })[] = [];
for (const [name, dir] of found.sort(([a], [b]) => (a < b ? -1 : 1))) {
  if (values.only && !values.only.includes(name)) continue;
  const load = suites[name];
  if (!load) {
    if (notYet.includes(name)) say(`${name}: not yet, its methods are not built`);
    continue;
  }
  const byFile = new Map<string, { passed: number; failed: Case[] }>();
  try {
    const suite = await load();
    for await (const each of suite.cases(dir)) {
      all.push({ ...each, suite: name });
      const row = byFile.get(each.file) ?? { passed: 0, failed: [] };
      byFile.set(each.file, row);
      if (each.pass) row.passed += 1;
      else row.failed.push(each);
    }
  } catch (error) {
    // A file that cannot even be read is a failed case, not the end of the run.
    const difference = error instanceof Error ? error.message : String(error);
    all.push({ suite: name, file: dir, name: 'reading', pass: false, difference });
    byFile.set(dir, { passed: 0, failed: [{ file: dir, name: 'reading', pass: false, difference }] });
  }
  for (const [file, { passed, failed }] of byFile) {
    say(`${failed.length === 0 ? 'ok    ' : 'FAILED'} ${name}/${file}: ${passed} passed, ${failed.length} failed`);
    for (const each of failed.slice(0, 5)) say(`         ${each.name}: ${each.difference ?? 'differs'}`);
  }
}
if (values.json) process.stdout.write(`${JSON.stringify(all, null, 2)}\n`);
const failed = all.filter((each) => !each.pass).length;
if (all.length === 0) process.stderr.write(`No case was found in ${folder}.\n`);
say(`${all.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || all.length === 0 ? 1 : 0);
