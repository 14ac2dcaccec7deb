import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { joinEmbeddedDatabase } from '@upwell/platform/database';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Our server as it runs in earnest, in a process of its own. */
export interface OurServer {
  address: string;
  /** Milliseconds from the beginning of the program to each step, and to the first answer from outside. */
  steps: [string, number][];
  readyAfter: number;
  /** The database it runs: as the app, and as the owner. */
  url: string;
  ownerUrl: string;
  stop(): Promise<void>;
}

export const newDataDir = () => mkdtemp(join(tmpdir(), 'upwell-bench-'));
export const removeDataDir = (dir: string) => rm(dir, { recursive: true, force: true });

/** Rate limits are raised: one machine plays many people here. */
export const settingsOf = (dataDir: string): Record<string, string> => ({
  DATA_DIR: dataDir,
  PORT: '0',
  LOG_LEVEL: 'error',
  RATE_LIMIT_SCALE: '100000',
});

export async function startOurs(dataDir: string): Promise<OurServer> {
  const began = performance.now();
  const { child, ready } = await startChild<{ ready: string; steps: [string, number][] }>(
    'app/server.ts',
    settingsOf(dataDir),
  );
  const readyAfter = Math.round(performance.now() - began);
  const { url, ownerUrl } = await joinEmbeddedDatabase({ dataDir });
  return {
    address: ready.ready.replace('localhost', '127.0.0.1'),
    steps: ready.steps,
    readyAfter,
    url,
    ownerUrl,
    stop: () => stopChild(child),
  };
}

const running = new Set<ChildProcess>();
// Whoever stops the bench stops its servers.
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

/** Starts a file of ours with Node and waits for its first message. */
export async function startChild<Ready>(
  file: string,
  env: Record<string, string>,
  told?: unknown,
): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, file)], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  if (told !== undefined) child.send(told as object);
  const [first] = (await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${code} before it was ready.`);
    }),
  ])) as [Ready];
  return { child, ready: first };
}

export async function stopChild(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
