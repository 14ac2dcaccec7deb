import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { joinEmbeddedDatabase, startEmbeddedDatabase } from './index.ts';
import { exists, within } from './processes.ts';

const fixture = fileURLToPath(new URL('./writer.fixture.ts', import.meta.url));
let folder: string;
let dataDir: string;

beforeAll(async () => {
  // A folder that only its owner may enter, as the home folder of root is.
  folder = await mkdtemp(join(tmpdir(), 'upwell-recovery-'));
  dataDir = join(folder, 'data');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Writer {
  child: ChildProcess;
  /** Numbers whose rows were acknowledged. */
  acknowledged: number[];
  /** Rows found at the start. */
  found: number;
  errors(): string;
  ended: Promise<number | null>;
}

/** Starts a writing process and waits until it has written so many rows. */
async function writer(rows = 100): Promise<Writer> {
  const child = spawn(process.execPath, ['--import', 'tsx', fixture, dataDir], { stdio: ['ignore', 'pipe', 'pipe'] });
  const acknowledged: number[] = [];
  let found: number | undefined;
  let errors = '';
  let rest = '';
  child.stdout.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      if (line.startsWith('ready ')) found = Number(line.slice(6));
      else acknowledged.push(Number(line));
    }
  });
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const ended = new Promise<number | null>((done) => {
    child.once('close', done);
  });
  await within(60_000, () => acknowledged.length >= rows || child.exitCode !== null);
  return { child, acknowledged, found: found ?? -1, errors: () => errors, ended };
}

const serverPid = async () =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);

async function kept(): Promise<Set<number>> {
  const database = await startEmbeddedDatabase({ dataDir });
  const client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
  try {
    return new Set((await client.query('select id from spoken')).rows.map((row) => row.id));
  } finally {
    await client.end();
    await database.stop();
  }
}

const all: number[] = [];

test('the first start makes a database whose secrets only their owner can read', async () => {
  const first = await writer();
  all.push(...first.acknowledged);
  expect(first.errors()).toBe('');
  expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);

  const second = startEmbeddedDatabase({ dataDir });
  await expect(second).rejects.toThrow(`Upwell is already running in ${dataDir} (process ${first.child.pid}).`);

  const beside = await joinEmbeddedDatabase({ dataDir });
  const client = new pg.Client({ connectionString: beside.url });
  await client.connect();
  expect((await client.query('select current_user as name')).rows).toEqual([{ name: 'upwell_app' }]);
  await client.end();
  await beside.stop();
  expect(exists(first.child.pid!)).toBe(true);

  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);
  expect(await readdir(dataDir)).toEqual(['postgres', 'postgres.password']);
  all.push(...first.acknowledged.slice(all.length));
}, 60_000);

test('after kill -9 of the app the server it left is stopped, and every acknowledged row is there', async () => {
  const { child, acknowledged, ended } = await writer();
  const orphan = await serverPid();
  child.kill('SIGKILL');
  await ended;
  all.push(...acknowledged);
  expect(exists(orphan)).toBe(true);
  const rows = await kept();
  expect(all.filter((id) => !rows.has(id))).toEqual([]);
  expect(exists(orphan)).toBe(false);
}, 60_000);

test('after kill -9 of the app and the server every acknowledged row is there', async () => {
  for (let round = 0; round < 2; round += 1) {
    const { child, acknowledged, ended } = await writer();
    process.kill(await serverPid(), 'SIGKILL');
    child.kill('SIGKILL');
    await ended;
    all.push(...acknowledged);
  }
  const rows = await kept();
  expect(all.length).toBeGreaterThanOrEqual(400);
  expect(all.filter((id) => !rows.has(id))).toEqual([]);
}, 60_000);

test('marks of processes long gone, whose numbers others now have, do not keep it from starting', async () => {
  const lock = { pid: process.pid, mark: '1', host: hostname() };
  await writeFile(join(dataDir, 'upwell.lock'), JSON.stringify(lock));
  await writeFile(
    join(dataDir, 'postgres', 'postmaster.pid'),
    `${process.pid}\n${dataDir}/postgres\n1\n5432\n\n127.0.0.1\n1 1\nready\n`,
  );
  expect((await kept()).size).toBeGreaterThan(0);
}, 60_000);

test('a lock that is torn or empty does not keep it from starting', async () => {
  await writeFile(join(dataDir, 'upwell.lock'), '');
  expect((await kept()).size).toBeGreaterThan(0);
}, 60_000);

test('of several that start at once one gets the folder, the others are told', async () => {
  await writeFile(join(dataDir, 'upwell.lock'), JSON.stringify({ pid: 1, mark: 'stale', host: hostname() }));
  const starts = await Promise.allSettled(Array.from({ length: 5 }, () => startEmbeddedDatabase({ dataDir })));
  const running = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  await Promise.all(running.map((database) => database.stop()));
  expect(running).toHaveLength(1);
  for (const start of starts) {
    if (start.status === 'rejected') expect(start.reason.message).toContain('already running');
  }
}, 60_000);

test('a first start broken off half way is begun again', async () => {
  const half = join(folder, 'half');
  await mkdir(join(half, 'postgres.new'), { recursive: true });
  await writeFile(join(half, 'postgres.new', 'PG_VERSION'), '18');
  await writeFile(join(half, 'postgres.password'), 'of the first try');
  const database = await startEmbeddedDatabase({ dataDir: half });
  await database.stop();
  expect(await readdir(half)).toEqual(['postgres', 'postgres.password']);
}, 60_000);
