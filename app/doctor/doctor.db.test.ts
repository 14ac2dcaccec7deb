import { chmod, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKey, readConfig } from '@upwell/platform/config';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finding, formatFindings, runDoctor } from './index.ts';

let world: TestDatabase;
let dataDir: string;
const now = new Date('2026-03-10T12:00:00Z');

beforeAll(async () => {
  world = await testDatabase();
  dataDir = await mkdtemp(join(tmpdir(), 'upwell-doctor-'));
});
afterAll(async () => {
  await world.drop();
  await rm(dataDir, { recursive: true });
});

const settings = (more: Record<string, string> = {}) => ({ DATA_DIR: dataDir, DATABASE_URL: world.ownerUrl, ...more });

async function examine(more: Record<string, string> = {}): Promise<Map<string, Finding>> {
  const findings = await runDoctor(readConfig(settings(more)), { now });
  return new Map(findings.map((finding) => [finding.id, finding]));
}

async function asOwner(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  await client.query(sql);
  await client.end();
}

test('a new installation is told what is well and what is still to do', async () => {
  await ensureKey(readConfig(settings()));
  const findings = await examine();
  for (const id of ['node', 'settings', 'database', 'clock', 'migrations', 'security', 'key']) {
    expect(findings.get(id)?.level, id).toBe('well');
  }
  expect(findings.get('backups')).toMatchObject({ level: 'look', says: 'There is no backup yet.' });
  expect(findings.get('mail')).toMatchObject({ level: 'look' });
  expect(findings.get('texts')).toMatchObject({ level: 'look' });
  expect((await readdir(dataDir)).filter((name) => name.startsWith('.trial'))).toEqual([]);
});

test('a table that lost its wall is found', async () => {
  await asOwner(`create table open_door (place_id uuid, id int, primary key (place_id, id)); select protect('open_door');
                 alter table open_door disable row level security`);
  const finding = (await examine()).get('security');
  await asOwner('drop table open_door');
  expect(finding?.level).toBe('wrong');
  expect(finding?.says).toContain('open_door: row-level security is not enabled and forced');
});

test('a migration that has not run is named', async () => {
  await asOwner('create table kept as select * from migration');
  await asOwner(`delete from migration where name = (select max(name) from migration)`);
  const finding = (await examine()).get('migrations');
  await asOwner('insert into migration select * from kept on conflict do nothing; drop table kept');
  expect(finding).toMatchObject({ level: 'wrong' });
  expect(finding?.says).toMatch(/1 migrations have not run, the first being \S+\/\d{4}_/);
});

test('a database that does not answer is said in words, without its password', async () => {
  const findings = await examine({ DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/upwell' });
  expect(findings.get('database')).toMatchObject({ level: 'wrong' });
  expect(JSON.stringify([...findings.values()])).not.toContain('hunter2');
  expect(findings.get('database')?.says).toContain('127.0.0.1:1/upwell does not answer');
});

test('a key that others can read is wrong until its mode is put right', async () => {
  const file = join(dataDir, 'upwell.key');
  await chmod(file, 0o644);
  expect((await examine()).get('key')).toMatchObject({ level: 'wrong', todo: `Run: chmod 600 "${file}"` });
  await chmod(file, 0o600);
  expect((await examine()).get('key')?.level).toBe('well');
});

test('the age of the newest backup is told, and an old one is to be looked at', async () => {
  await mkdir(join(dataDir, 'backups'));
  const backup = async (name: string, moment: string) => {
    await writeFile(join(dataDir, 'backups', name), 'backup');
    await utimes(join(dataDir, 'backups', name), new Date(moment), new Date(moment));
  };
  await backup('old', '2026-03-01T12:00:00Z');
  expect((await examine()).get('backups')).toMatchObject({
    level: 'look',
    says: 'The newest of 1 backups is 9 days old.',
  });
  await backup('new', '2026-03-10T09:00:00Z');
  expect((await examine()).get('backups')).toMatchObject({
    level: 'well',
    says: 'The newest of 2 backups is 3 hours old.',
  });
});

test('the mail server is asked, and what it answers is told', async () => {
  const server = new SMTPServer({
    onAuth: ({ password }, _session, done) =>
      password === 'right' ? done(null, { user: 'x' }) : done(new Error('no')),
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as { port: number };
  const mail = (password: string) => ({
    SMTP_URL: `smtp://me:${password}@127.0.0.1:${port}`,
    MAIL_FROM: 'Upwell <hello@example.org>',
  });
  const [good, bad] = [(await examine(mail('right'))).get('mail'), (await examine(mail('hunter2'))).get('mail')];
  await new Promise<void>((done) => server.close(done));
  expect(good?.level).toBe('well');
  expect(bad?.level).toBe('wrong');
  expect(JSON.stringify(bad)).not.toContain('hunter2');
  expect((await examine(mail('right'))).get('mail')?.level).toBe('wrong');
});

test('a port where nothing of PostgreSQL listens is said in words', async () => {
  const server = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const finding = (await examine({ DATABASE_URL: `postgres://me@127.0.0.1:${port}/upwell` })).get('database');
  server.close();
  expect(finding?.level).toBe('wrong');
});

test('a setting that is no setting is passed on', async () => {
  expect((await examine({ PUBLC_URL: 'x' })).get('settings')).toMatchObject({
    level: 'look',
    says: 'PUBLC_URL is not a setting. Did you mean PUBLIC_URL?',
  });
});

test('the lines begin with the word and end with the sum', () => {
  const text = formatFindings([
    { id: 'a', level: 'well', says: 'This is fine.' },
    { id: 'b', level: 'wrong', says: 'This is not.', todo: 'Mend it.' },
  ]);
  expect(text).toBe('Well   This is fine.\nWrong  This is not.\n       → Mend it.\n\n1 of 2 must be put right.\n');
});
