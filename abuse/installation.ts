import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrowserVisit } from '@upwell/platform/http/testing';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A server of its own, as `npm start` runs it: its own process, its own data folder, its own database. */
export interface Running {
  /** `http://127.0.0.1:<port>` */
  address: string;
  /** Everything it has said so far. */
  output(): string;
  visitor(): BrowserVisit;
  /** Ends at once, as when the plug is pulled. */
  kill(): Promise<void>;
  /** Ends as it is asked to; gives the exit code. */
  stop(): Promise<number>;
}

/** A data folder that is not there yet. */
export const newFolder = () => join(tmpdir(), `upwell-abuse-${randomBytes(6).toString('hex')}`);
export const removeFolder = (folder: string) => rm(folder, { recursive: true, force: true });

const environment = (dataDir: string, env: Record<string, string>) => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  DATA_DIR: dataDir,
  PORT: '0',
  LOG_LEVEL: 'error',
  ...env,
});

function run(args: string[], dataDir: string, env: Record<string, string>): { child: ChildProcess; output(): string } {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: root,
    env: environment(dataDir, env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part) => {
      said += part;
    });
  return { child, output: () => said };
}

/** Starts a server and waits until it says where it is. */
export async function start(dataDir: string, env: Record<string, string> = {}): Promise<Running> {
  const { child, output } = run(['app/server.ts'], dataDir, env);
  const ended = once(child, 'exit').then(([code]) => (code as number | null) ?? -1);
  const began = performance.now();
  for (;;) {
    const port = /ready: \S+:(\d+)/.exec(output())?.[1];
    if (port) {
      const address = `http://127.0.0.1:${port}`;
      return {
        address,
        output,
        visitor: () => new BrowserVisit(address),
        kill: async () => {
          child.kill('SIGKILL');
          await ended;
        },
        stop: async () => {
          child.kill('SIGTERM');
          return await ended;
        },
      };
    }
    if (child.exitCode !== null || performance.now() - began > 90_000) {
      child.kill('SIGKILL');
      throw new Error(`The server did not start: ${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Runs something to its end: a second server that should refuse, or a command. */
export async function runToEnd(
  args: string[],
  dataDir: string,
  env: Record<string, string> = {},
): Promise<{ code: number; output: string }> {
  const { child, output } = run(args, dataDir, env);
  const [code] = await once(child, 'close');
  return { code: (code as number | null) ?? -1, output: output() };
}

/** The one-time owner's code, as it was printed. */
export const codeIn = (output: string): string | null => /one-time owner code: (\S+)/.exec(output)?.[1] ?? null;

/** Answers the questions of the first start up to the last one, which makes the place. */
export async function answerFirstQuestions(visit: BrowserVisit, code: string, name = 'Plumstead'): Promise<void> {
  await visit.visit('/start');
  await visit.submit({ code });
  const answers: Record<string, string>[] = [
    { which: 'own' },
    { name },
    {},
    { names: 'Orchard\nMill Lane' },
    {},
    { nickname: `Owner of ${name}` },
  ];
  for (const typed of answers) {
    if (visit.answer.status >= 400 || !visit.answer.path.startsWith('/start/'))
      throw new Error(
        `The first start stops at ${visit.answer.path}: ${visit.answer.status} ${visit.text.slice(0, 200)}`,
      );
    await visit.submit(typed);
  }
}
