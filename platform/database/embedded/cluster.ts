import { type ChildProcess, spawn } from 'node:child_process';
import { readFile, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { databaseAccount, type Launch, launchAs } from './account.ts';
import { findBinaries } from './binaries.ts';
import { administrator, clusterVersion, initialise, passwordFile } from './initialise.ts';
import { exists, servesFolder, within } from './processes.ts';

export interface ClusterOptions {
  /** The folder of the cluster; made when missing. Only one process may work in it, see `lockFolder`. */
  dir: string;
  /** A fixed port of 127.0.0.1; any free one when left out. */
  port?: number;
  /** Only for tests: trades the safety of what is written for speed. */
  careless?: boolean;
  /** Further settings, as `shared_buffers=256MB`. */
  settings?: string[];
}

/** A PostgreSQL of our own, listening on 127.0.0.1 only. */
export interface Cluster {
  /** The address for its administrator, database `postgres`. */
  adminUrl: string;
  port: number;
  pid: number;
  /** Resolves with the last lines of its log when the server has ended, asked to or not. */
  ended: Promise<string>;
  /** Ends running transactions, writes everything down, stops. Safe to call twice. */
  stop(): Promise<void>;
}

/** The version of PostgreSQL that comes with Upwell; its folders are not readable by others. */
const version = '18';

/** The words of a server that finds processes of its predecessor still at work. */
const predecessor = /pre-existing shared memory|lock file "postmaster.pid" already exists/;
/** Somebody took the free port in the moment between looking and listening. */
const portTaken = /could not bind|could not create any TCP\/IP sockets/;

/**
 * Starts the PostgreSQL of a folder, making the folder on the first start. A server that outlived the app that
 * started it is stopped first; what a killed one left behind is cleared away or waited for.
 *
 * @throws in sentences, with the server's own last words, when it will not start.
 */
export async function startCluster({ dir, port, careless = false, settings = [] }: ClusterOptions): Promise<Cluster> {
  const folder = resolve(dir);
  const account = await databaseAccount();
  const binaries = await findBinaries();
  const launch = await launchAs(account, [binaries.postgres, folder]);
  const made = await clusterVersion(folder);
  if (made === undefined) await initialise(binaries.initdb, folder, account, launch, careless);
  else if (made !== version) {
    throw new Error(
      `${folder} was made by PostgreSQL ${made}; this Upwell brings ${version}. Run "npx upwell upgrade".`,
    );
  }
  await stopPredecessor(await realpath(folder));
  const password = (await readFile(passwordFile(folder), 'utf8')).trim();
  const flags = [
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC', 'jit=off'],
    ...(careless ? ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'] : []),
    ...settings,
  ];
  const patience = performance.now() + 20_000;
  for (;;) {
    const chosen = port ?? (await anyFreePort());
    const started = await attempt(binaries.postgres, launch, folder, chosen, password, flags);
    if (typeof started !== 'string') return started;
    const passing = predecessor.test(started) || (port === undefined && portTaken.test(started));
    if (!passing || performance.now() > patience) {
      throw new Error(`The database in ${folder} did not start. PostgreSQL said:\n${started}`);
    }
    await pause(200);
  }
}

/** One start: the running cluster, or what the server said when it would not. */
async function attempt(
  postgres: string,
  launch: Launch,
  folder: string,
  port: number,
  password: string,
  flags: string[],
): Promise<Cluster | string> {
  const [program, ...args] = [...launch.before, postgres, '-D', folder, '-p', String(port)];
  const child = spawn(program!, [...args, ...flags.flatMap((flag) => ['-c', flag])], {
    ...launch.options,
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    // Not of our group: Ctrl-C is for the app, which stops the database after itself.
    detached: true,
  });
  let log = '';
  child.stderr.on('data', (text) => {
    log = (log + text).slice(-4000);
  });
  const ended = new Promise<string>((done) => {
    child.once('error', (error) => done(error.message));
    child.once('close', () => done(log.trim()));
  });
  const adminUrl = `postgres://${administrator}:${password}@127.0.0.1:${port}/postgres`;
  const refusal = await answers(adminUrl, ended);
  if (refusal !== undefined) return refusal;
  child.unref();
  (child.stderr as unknown as { unref(): void }).unref();
  return { adminUrl, port, pid: child.pid!, ended, stop: () => stop(child, ended) };
}

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const running = () => child.exitCode === null && child.signalCode === null;
  if (!running()) return;
  child.ref();
  child.kill('SIGINT');
  // Writing everything down can take a while on a slow disk; after a minute it is left to the recovery of the next start.
  if (!(await within(60_000, () => !running()))) child.kill('SIGQUIT');
  await ended;
}

/** Undefined once the server answers; its last words when it ended instead. */
async function answers(url: string, ended: Promise<string>): Promise<string | undefined> {
  let last: string | undefined;
  void ended.then((words) => {
    last = words;
  });
  for (;;) {
    if (last !== undefined) return last || 'It ended without a word.';
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      return undefined;
    } catch (error) {
      // 57P03: the server says that it is still starting up.
      const { code } = error as { code?: string };
      if (!['ECONNREFUSED', 'ECONNRESET', '57P03'].includes(code ?? '')) throw error;
      await pause(20);
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Deals with the server of an app that was killed: stops it if it runs, removes its mark if it does not. */
export async function stopPredecessor(folder: string): Promise<void> {
  const file = join(folder, 'postmaster.pid');
  const pid = Number.parseInt((await readFile(file, 'utf8').catch(() => '')).split('\n')[0] ?? '', 10);
  if (!(pid > 0)) return;
  if (await servesFolder(pid, folder)) {
    process.kill(pid, 'SIGINT');
    if (await within(30_000, () => !exists(pid))) return;
    process.kill(pid, 'SIGQUIT');
    await within(10_000, () => !exists(pid));
  } else if (exists(pid)) {
    // The number now belongs to somebody else, as happens when a container starts again.
    await rm(file, { force: true });
  }
}

async function anyFreePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
