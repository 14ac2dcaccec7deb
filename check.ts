import { spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBrowser } from './acceptance/browser/find-browser.ts';

/**
 * `npm test`: everything that has to hold, one stage after another, each said in one line. What a stage prints
 * is shown where it fails. The last line is 'N passed, N failed'.
 */
interface Stage {
  name: string;
  command: string[];
  env?: Record<string, string>;
  /** Reads how many cases passed and failed; a stage without it counts as one. */
  count?(output: string): Promise<{ passed: number; failed: number }>;
}

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } }, allowPositionals: true });
const bin = (name: string) => join('node_modules', '.bin', name);
const script = (file: string, ...args: string[]) => [process.execPath, '--import', 'tsx', file, ...args];
const results = await mkdtemp(join(tmpdir(), 'upwell-check-'));

const vitest = (name: string, args: string[], env: Record<string, string> = {}): Stage => {
  const report = join(results, `${name.replace(/\W+/g, '-')}.json`);
  return {
    name,
    command: [bin('vitest'), 'run', ...args, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    env,
    count: async () => {
      const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
      return { passed: numPassedTests, failed: numFailedTests };
    },
  };
};

const table = (name: string, folder: string): Stage => ({
  name,
  command: script(`${folder}/run.ts`),
  count: async (output) => {
    const said = /: (\d+) work, (\d+) fail, \d+ not yet/.exec(output);
    if (!said) throw new Error('The table was not printed.');
    return { passed: Number(said[1]), failed: Number(said[2]) };
  },
});

const stages: Stage[] = [
  { name: 'types', command: [bin('tsc'), '-p', '.', '--noEmit'] },
  { name: 'tidy', command: [bin('biome'), 'check', '--error-on-warnings', '.'] },
  { name: 'unused', command: [bin('knip')] },
  vitest('unit', ['--project', 'unit']),
  vitest('database', ['--project', 'database']),
  // The same through addresses, against a second PostgreSQL that is reached as an outside server is.
  { name: 'outside-database', command: script('acceptance/outside-database.ts') },
  table('acceptance', 'acceptance'),
  table('abuse', 'abuse'),
  {
    name: 'browser',
    command: [bin('playwright'), 'test', '--config', 'acceptance/browser/playwright.config.ts', '--reporter=line'],
    count: async (output) => ({
      passed: Number(/(\d+) passed/.exec(output)?.[1] ?? 0),
      failed: Number(/(\d+) failed/.exec(output)?.[1] ?? 0),
    }),
  },
];

async function run({ command, env = {} }: Stage): Promise<{ code: number; output: string }> {
  const child = spawn(command[0] as string, command.slice(1), {
    env: { ...process.env, ...env, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (part) => {
    output += part;
  });
  child.stderr.on('data', (part) => {
    output += part;
  });
  const code = await new Promise<number>((resolve) => child.on('close', (exit) => resolve(exit ?? 1)));
  return { code, output };
}

let [passed, failed] = [0, 0];
for (const stage of stages) {
  if (values.only && !values.only.includes(stage.name)) continue;
  const began = performance.now();
  if (stage.name === 'browser') stage.env = { CHROMIUM: await findBrowser() };
  const { code, output } = await run(stage);
  const counted = stage.count
    ? await stage.count(output).catch(() => ({ passed: 0, failed: 1 }))
    : { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
  // A stage that ends badly without a failed case has failed all the same, and so has one that ran none.
  if ((code !== 0 || counted.passed === 0) && counted.failed === 0) counted.failed = 1;
  passed += counted.passed;
  failed += counted.failed;
  if (counted.failed > 0) process.stdout.write(`${output}\n`);
  const seconds = Math.round((performance.now() - began) / 1000);
  process.stdout.write(
    `${counted.failed > 0 ? 'FAILED' : 'ok    '} ${stage.name}: ${counted.passed} passed, ${counted.failed} failed in ${seconds} s\n`,
  );
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed > 0 ? 1 : 0);
