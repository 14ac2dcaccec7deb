import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { migrate, pendingMigrations } from './index.ts';
import { query, withDatabase } from './test-cluster.ts';

const cluster = inject('testCluster');
let url: string;
let name: string;
let dir: string;

beforeEach(async () => {
  name = `upwell_migrate_${Math.random().toString(36).slice(2)}`;
  await query(cluster.ownerUrl, `create database ${name}`);
  url = withDatabase(cluster.ownerUrl, name);
  dir = await mkdtemp(join(tmpdir(), 'upwell-migrate-'));
  await write('0001_first.sql', 'create table t (id int primary key)');
  await write('0002_second.sql', 'alter table t add column words text');
});
afterEach(async () => {
  await rm(dir, { recursive: true });
  await query(cluster.ownerUrl, `drop database ${name} with (force)`);
});

const write = (file: string, sql: string) => writeFile(join(dir, file), sql);
const sources = () => [{ name: 'package', dir }];

async function columns(): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `select column_name as name from information_schema.columns where table_name = 't' order by 1`,
  );
  await client.end();
  return rows.map((row) => row.name);
}

test('files run once, in order, and are told', async () => {
  const told: string[] = [];
  expect(await pendingMigrations(url, sources())).toEqual(['package/0001_first', 'package/0002_second']);
  await migrate(url, sources(), { onFile: (file) => told.push(file) });
  expect(told).toEqual(['package/0001_first', 'package/0002_second']);
  expect(await columns()).toEqual(['id', 'words']);
  expect(await migrate(url, sources())).toEqual([]);
  expect(await pendingMigrations(url, sources())).toEqual([]);
});

test('processes that start together run each file once', async () => {
  const ran = await Promise.all(Array.from({ length: 6 }, () => migrate(url, sources())));
  expect(ran.flat().sort()).toEqual(['package/0001_first', 'package/0002_second']);
});

test('a file that fails leaves nothing behind, keeps those before it, and can be put right', async () => {
  await write('0003_third.sql', 'alter table t add column gone int; select no_such_function()');
  await write('0004_fourth.sql', 'alter table t add column later int');
  await expect(migrate(url, sources())).rejects.toThrow(
    /package\/0003_third failed and was undone: .*no_such_function/,
  );
  expect(await columns()).toEqual(['id', 'words']);
  await write('0003_third.sql', 'alter table t add column third int');
  expect(await migrate(url, sources())).toEqual(['package/0003_third', 'package/0004_fourth']);
});

test('a file changed after it ran is refused by name, and nothing after it runs', async () => {
  await migrate(url, sources());
  await write('0001_first.sql', 'create table t (id bigint primary key)');
  await write('0003_third.sql', 'alter table t add column third int');
  await expect(migrate(url, sources())).rejects.toThrow('package/0001_first was changed after it ran');
  expect(await columns()).toEqual(['id', 'words']);
});

test('line ends of another system are not a change', async () => {
  await write('0003_third.sql', '-- words\nselect 1;\n');
  await migrate(url, sources());
  await write('0003_third.sql', '-- words\r\nselect 1;\r\n');
  expect(await migrate(url, sources())).toEqual([]);
});

test('a database newer than the program is refused by name', async () => {
  await migrate(url, sources());
  await rm(join(dir, '0002_second.sql'));
  await expect(migrate(url, sources())).rejects.toThrow(
    'package/0002_second, which this version of Upwell does not know',
  );
});

test('files with the same number or a wrong name are refused', async () => {
  await write('0002_again.sql', 'select 1');
  await expect(migrate(url, sources())).rejects.toThrow('package has two migrations with the number 0002');
  await rm(join(dir, '0002_again.sql'));
  await write('3_third.sql', 'select 1');
  await expect(migrate(url, sources())).rejects.toThrow('package/3_third.sql must be called NNNN_name.sql');
});

test('an owner who may not make roles is told what the administrator has to run', async () => {
  const { ownerUrl } = cluster;
  const weak = new URL(url);
  weak.username = `weak_${name}`;
  const password = weak.password ? `password '${weak.password}'` : '';
  await query(ownerUrl, `create role weak_${name} login ${password}`);
  await query(ownerUrl, `grant connect, create on database ${name} to weak_${name}`);
  try {
    await expect(migrate(weak.href, sources())).rejects.toThrow(
      `Ask the administrator of the database to run once: create role upwell_app nologin nosuperuser nobypassrls; grant upwell_app to "weak_${name}";`,
    );
  } finally {
    await query(url, `revoke all on database ${name} from weak_${name}`);
    await query(ownerUrl, `drop role weak_${name}`);
  }
});
