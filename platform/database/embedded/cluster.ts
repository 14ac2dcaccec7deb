import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { type Account, databaseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';

export interface ClusterOptions {
  /** The folder of the cluster; made when missing. */
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
  /** Resolves with a sentence when the server ends without having been asked to. */
  ended: Promise<string>;
  /** Ends running transactions, writes everything down, stops. Safe to call twice. */
  stop(): Promise<void>;
}

const administrator = 'postgres';

/** Starts the PostgreSQL of a folder, making the folder on the first start. */
export async function startCluster({ dir, port, careless = false, settings = [] }: ClusterOptions): Promise<Cluster> {
  const folder = resolve(dir);
  const account = await databaseAccount();
  const binaries = await findBinaries();
  const passwordFile = `${folder}.password`;
  if (!(await stat(join(folder, 'PG_VERSION')).catch(() => undefined))) {
    await initialise(binaries.initdb, folder, passwordFile, account, careless);
  }
  const password = (await readFile(passwordFile, 'utf8')).trim();
  const freePort = port ?? (await anyFreePort());
  const flags = [...(careless ? ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'] : []), ...settings];
  const log: string[] = [];
  const child = spawn(
    binaries.postgres,
    [
      ...['-D', folder, '-p', String(freePort)],
      ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...flags].flatMap((flag) => ['-c', flag]),
    ],
    { ...ids(account), cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  child.stderr.on('data', (text) => {
    log.push(String(text));
    if (log.length > 100) log.shift();
  });
  const ended = new Promise<string>((done) => {
    child.once('exit', () => done(`PostgreSQL ended. Its last words were: ${log.join('').slice(-2000)}`));
  });
  const adminUrl = `postgres://${administrator}:${password}@127.0.0.1:${freePort}/postgres`;
  await ready(child, adminUrl, ended);
  return {
    adminUrl,
    port: freePort,
    pid: child.pid!,
    ended,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await ended;
    },
  };
}

const ids = ({ uid, gid }: Account) => (uid === undefined ? {} : { uid, gid });

async function initialise(initdb: string, folder: string, passwordFile: string, account: Account, careless: boolean) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const password = randomBytes(24).toString('hex');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account.uid !== undefined) {
    await chown(folder, account.uid, account.gid!);
    await chown(passwordFile, account.uid, account.gid!);
  }
  const child = spawn(
    initdb,
    [
      ...['-D', folder, '-U', administrator, '--pwfile', passwordFile, '--auth=scram-sha-256', '--encoding=UTF8'],
      ...['--locale=C', '--data-checksums', '--no-instructions', ...(careless ? ['--no-sync'] : [])],
    ],
    { ...ids(account), cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let words = '';
  child.stderr.on('data', (text) => {
    words += text;
  });
  const code = await new Promise<number | null>((done) => {
    child.once('exit', done);
  });
  if (code !== 0) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`The database could not be made in ${folder}. PostgreSQL said: ${words.trim()}`);
  }
}

async function ready(child: ChildProcess, url: string, ended: Promise<string>): Promise<void> {
  let over: string | undefined;
  void ended.then((words) => {
    over = words;
  });
  for (;;) {
    if (over !== undefined) throw new Error(over);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      child.unref();
      return;
    } catch (error) {
      await client.end().catch(() => {});
      const { code } = error as { code?: string };
      // 57P03: the server says it is still starting up.
      if (code !== 'ECONNREFUSED' && code !== '57P03' && code !== 'ECONNRESET') throw error;
      await new Promise((done) => setTimeout(done, 25));
    }
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
