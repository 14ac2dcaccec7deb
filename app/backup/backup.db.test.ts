import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPersonWithPower, createPlace, listPlaces } from '@upwell/ground';
import { exportAudit, recordLine, sealAll, verifyExport } from '@upwell/platform/audit';
import { rowSecurityFaults } from '@upwell/platform/database';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { countsOf, register } from '@upwell/thread';
import pg from 'pg';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

const now = new Date('2026-05-04T09:00:00Z');
let [from, to] = [] as unknown as [TestDatabase, TestDatabase];
let placeId: string;

beforeAll(async () => {
  [from, to] = await Promise.all([testDatabase(), testDatabase()]);
  placeId = (await createPlace(from.db, { name: 'Fernhollow', slug: 'fernhollow' }, now)).placeId;
  const personId = await addPersonWithPower(from.db, placeId, 'host', 'Asha', now);
  await from.db.write({ placeId }, async (tx) => {
    const conversation = newId();
    const head = { placeId, step: 'said', state: 'open', onDay: '2026-05-04', now } as const;
    await register(tx, { ...head, id: conversation, type: 'conversation', title: 'Tabs\tand \\ slashes\nand lines' });
    for (let n = 0; n < 30; n += 1)
      await register(tx, {
        ...head,
        id: newId(),
        type: 'contribution',
        parentId: conversation,
        title: `Words ${n} ✿ اردو`,
      });
    await recordLine(tx, {
      placeId,
      at: now,
      actor: { kind: 'person', personId },
      rule: 'holds the power to host',
      action: 'listen.openConversation',
      outcome: 'done',
      subject: { type: 'conversation', id: conversation },
    });
  });
  await sealAll(from.db, placeId, now);
});
afterAll(() => Promise.all([from.drop(), to.drop()]));

const folder = async () => join(await mkdtemp(join(tmpdir(), 'upwell-backup-')), 'last-night');

it('brings everything back in one go: rows, counts, and a log that is still whole', async () => {
  const backup = await folder();
  await backUp(from.ownerUrl, { folder: backup, filesDir: null, now });
  await restore(to.ownerUrl, { folder: backup, filesDir: null });
  expect(await listPlaces(to.db)).toEqual(await listPlaces(from.db));
  const titles = (database: TestDatabase) =>
    database.db.read({ placeId }, (tx) => tx.selectFrom('record').select(['id', 'title']).orderBy('id').execute());
  expect(await titles(to)).toEqual(await titles(from));
  const counts = await to.db.read({ placeId }, (tx) => countsOf(tx, placeId, placeId));
  expect(counts.get('contribution')).toBe(30);
  const [before, after] = await Promise.all([
    verifyExport(exportAudit(from.db, placeId, now)),
    verifyExport(exportAudit(to.db, placeId, now)),
  ]);
  expect(after).toMatchObject({ ok: true, lines: 1 });
  expect(after.ok && before.ok && after.fingerprint === before.fingerprint).toBe(true);

  // The walls stand as before: rows are kept apart, counts are kept by the database.
  const owner = new pg.Client({ connectionString: to.ownerUrl });
  await owner.connect();
  expect(await rowSecurityFaults(owner)).toEqual([]);
  await owner.end();
  await to.db.write({ placeId }, (tx) =>
    register(tx, {
      placeId,
      id: newId(),
      type: 'contribution',
      step: 'said',
      title: 'One more',
      state: 'waiting',
      onDay: '2026-05-05',
      now,
    }),
  );
  expect((await to.db.read({ placeId }, (tx) => countsOf(tx, placeId, placeId))).get('contribution')).toBe(31);
});

it('refuses to write over a place, a damaged backup, and one of a newer kind', async () => {
  const backup = await folder();
  await backUp(from.ownerUrl, { folder: backup, filesDir: null, now });
  await expect(restore(from.ownerUrl, { folder: backup, filesDir: null })).rejects.toThrow(
    'There is a place here already',
  );
  const empty = await testDatabase();
  try {
    const manifest = JSON.parse(await readFile(join(backup, 'manifest.json'), 'utf8'));
    await writeFile(
      join(backup, 'manifest.json'),
      JSON.stringify({ ...manifest, migrations: [...manifest.migrations, 'thread/9999_later'] }),
    );
    await expect(restore(empty.ownerUrl, { folder: backup, filesDir: null })).rejects.toThrow('made by a newer Upwell');
    const tables = manifest.tables.map((table: { name: string; rows: number }) =>
      table.name === 'record' ? { ...table, rows: 32 } : table,
    );
    await writeFile(join(backup, 'manifest.json'), JSON.stringify({ ...manifest, tables }));
    await expect(restore(empty.ownerUrl, { folder: backup, filesDir: null })).rejects.toThrow(
      'The backup of "record" is not whole: 31 of 32 rows.',
    );
    expect(await listPlaces(empty.db)).toEqual([]);
    await expect(restore(empty.ownerUrl, { folder: tmpdir(), filesDir: null })).rejects.toThrow(
      'There is no backup in',
    );
  } finally {
    await empty.drop();
  }
});
