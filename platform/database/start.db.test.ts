import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openDatabase, startDatabase } from './index.ts';
import { query, withDatabase } from './test-cluster.ts';

const { ownerUrl } = inject('testCluster');
const name = `upwell_start_${Math.random().toString(36).slice(2)}`;
const url = withDatabase(ownerUrl, name);
const database = { url, ownerUrl: null, pool: 4, embeddedPort: null };
let dir: string;

beforeAll(async () => {
  await query(ownerUrl, `create database ${name}`);
  dir = await mkdtemp(join(tmpdir(), 'upwell-start-'));
  await writeFile(join(dir, '0001_tables.sql'), 'create table t (id int primary key); grant select on t to upwell_app');
});
afterAll(async () => {
  await rm(dir, { recursive: true });
  await query(ownerUrl, `drop database ${name} with (force)`);
});

const start = (change: Partial<typeof database> = {}) =>
  startDatabase({ dataDir: dir, database: { ...database, ...change }, sources: [{ name: 'p', dir }] });

test('an outside database is migrated by its owner and used as upwell_app', async () => {
  const running = await start();
  const who = await running.db.installation((tx) =>
    sql`select current_user as role from t right join (select 1) x on true`.execute(tx),
  );
  expect(who.rows).toEqual([{ role: 'upwell_app' }]);
  expect(running.embedded).toBe(false);
  await Promise.all([running.stop(), running.stop()]);
});

test('several processes may start on it at once', async () => {
  const running = await Promise.all([start(), start(), start()]);
  await Promise.all(running.map((one) => one.stop()));
  expect(running).toHaveLength(3);
});

test('options in the address do not shake off the role', async () => {
  const address = new URL(url);
  address.searchParams.set('options', '-c role=none -c work_mem=5MB');
  const db = await openDatabase({ url: address.href });
  const { rows } = await db.installation((tx) =>
    sql`select current_user as role, current_setting('work_mem') as memory`.execute(tx),
  );
  await db.close();
  expect(rows).toEqual([{ role: 'upwell_app', memory: '5MB' }]);
});

test('a server that does not answer is said in words, without the password', async () => {
  const attempt = start({ url: 'postgres://me:hunter2@127.0.0.1:1/upwell' });
  await expect(attempt).rejects.toThrow('The database at 127.0.0.1:1/upwell cannot be reached');
  await expect(attempt).rejects.not.toThrow('hunter2');
});

test('a database that keeps text in another encoding is refused', async () => {
  const latin = `${name}_latin`;
  await query(ownerUrl, `create database ${latin} encoding 'LATIN1' locale 'C' template template0`);
  const attempt = start({ url: withDatabase(ownerUrl, latin) });
  await expect(attempt).rejects.toThrow('keeps text as LATIN1. Make one with encoding UTF8.');
  await query(ownerUrl, `drop database ${latin} with (force)`);
});
