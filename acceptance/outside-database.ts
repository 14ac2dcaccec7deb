import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { query, startTestCluster, withDatabase } from '@upwell/platform/database/cluster';

// Proves the outside database: a PostgreSQL of its own is started, and then known by its address alone.
const cluster = await startTestCluster(null);
const dataDir = await mkdtemp(join(tmpdir(), 'upwell-outside-'));
const run = (words: string[], env: Record<string, string>) =>
  new Promise<number>((resolve) => {
    const child = spawn(words[0] as string, words.slice(1), { env: { ...process.env, ...env }, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
const node = (file: string, ...words: string[]) => [process.execPath, '--import', 'tsx', file, ...words];

let failed = 0;
try {
  const outside = { TEST_DATABASE_URL: cluster.ownerUrl };
  const vitest = join('node_modules', '.bin', 'vitest');
  failed += await run(
    [
      vitest,
      'run',
      '--project',
      'database',
      'platform/database/scope',
      'platform/database/catalogue',
      'platform/audit',
    ],
    outside,
  );
  failed += await run(node('acceptance/run.ts', '--only', 'S81', '--only', 'S47'), outside);
  await query(cluster.ownerUrl, 'create database upwell_outside');
  failed += await serves(withDatabase(cluster.ownerUrl, 'upwell_outside'));
} finally {
  await cluster.stop();
  await rm(dataDir, { recursive: true, force: true });
}
process.exit(failed === 0 ? 0 : 1);

/** `npm start` with DATABASE_URL: it migrates, serves, and stops cleanly when told to. */
async function serves(databaseUrl: string): Promise<number> {
  const [command = '', ...words] = node('app/server.ts');
  const child = spawn(command, words, {
    env: { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  const ready = await Promise.race([
    new Promise<string>((resolve) => child.on('message', (said) => resolve((said as { ready: string }).ready))),
    ended.then((code) => Promise.reject(new Error(`The server ended with ${code} before it was ready.`))),
  ]);
  const { status } = await fetch(`${ready}/start`);
  child.kill('SIGTERM');
  const code = await ended;
  process.stdout.write(`outside database: /start answered ${status}, stopped with ${code}\n`);
  return status === 200 && code === 0 ? 0 : 1;
}
