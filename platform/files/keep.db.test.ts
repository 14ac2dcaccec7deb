import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@upwell/platform/database/testing';
import { createSealer } from '@upwell/platform/seal';
import { v7 } from 'uuid';
import { afterAll, describe, expect, it } from 'vitest';
import { acceptUpload } from './accept.ts';
import {
  type FileTable,
  filesOf,
  findFile,
  keepFile,
  readBytes,
  removeFiles,
  type Sensitivity,
  sweepFiles,
} from './keep.ts';
import { mp3, pdf } from './samples.ts';
import { serveFile } from './serve.ts';
import { folderStore } from './stores/folder.ts';

const { db, drop } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), 'files-'));
const room = { files: folderStore(folder), sealer: createSealer(randomBytes(32)) };
afterAll(async () => {
  await drop();
  rmSync(folder, { recursive: true });
});

const now = new Date();
const placeId = v7();
const pathOf = (file: FileTable) => join(folder, file.place_id, file.id);

async function keep(bytes: Buffer, sensitivity: Sensitivity, record = { type: 'contribution', id: v7() }) {
  const accepted = await acceptUpload(bytes, { kinds: ['voice', 'paper'], maxBytes: 1_000_000, fileName: 'My note' });
  if (!accepted.ok) throw new Error(accepted.problem?.key);
  return db.write({ placeId }, (tx) =>
    keepFile(tx, room, accepted.value, { placeId, record, personId: null, sensitivity }, now),
  );
}
const find = (file: FileTable, place = placeId) => db.read({ placeId: place }, (tx) => findFile(tx, place, file.id));

describe('a kept file', () => {
  it('is found with its record, and comes back as it was', async () => {
    const record = { type: 'contribution', id: v7() };
    const first = await keep(mp3(), 'members', record);
    const second = await keep(pdf(''), 'members', record);
    const found = await db.read({ placeId }, (tx) => filesOf(tx, placeId, record));
    expect(found).toEqual([first, second]);
    expect(found[1]).toMatchObject({ name: 'My note.pdf', mime: 'application/pdf', bytes: pdf('').length });
    expect(await readBytes(room, found[1]!)).toEqual(pdf(''));
  });

  it('belongs to its place', async () => {
    expect(await find(await keep(pdf(''), 'public'), v7())).toBeUndefined();
  });

  it('that is confidential cannot be read from the disk, nor put in place of another', async () => {
    const file = await keep(pdf(''), 'confidential');
    const other = await keep(pdf('/Lang (cy)'), 'confidential');
    expect(readFileSync(pathOf(file)).includes('%PDF')).toBe(false);
    expect(await readBytes(room, file)).toEqual(pdf(''));
    writeFileSync(pathOf(file), readFileSync(pathOf(other)));
    await expect(readBytes(room, file)).rejects.toThrow('belongs somewhere else');
  });

  it('that was changed on the disk is not handed out', async () => {
    const file = await keep(pdf(''), 'public');
    writeFileSync(pathOf(file), 'something else');
    await expect(readBytes(room, file)).rejects.toThrow('is not what was kept');
  });
});

describe('a removed file', () => {
  it('is gone for everybody at once, and its bytes at the next sweep, with those of undone changes', async () => {
    const record = { type: 'contribution', id: v7() };
    const stays = await keep(pdf(''), 'public');
    const goes = await keep(mp3(), 'public', record);
    const accepted = await acceptUpload(mp3(), { kinds: ['voice'], maxBytes: 1_000_000 });
    let undone: FileTable | undefined;
    await db
      .write({ placeId }, async (tx) => {
        if (accepted.ok)
          undone = await keepFile(
            tx,
            room,
            accepted.value,
            { placeId, record, personId: null, sensitivity: 'public' },
            now,
          );
        throw new Error('undone');
      })
      .catch(() => {});
    expect(await db.write({ placeId }, (tx) => removeFiles(tx, placeId, record, now))).toBe(1);
    expect(await find(goes)).toBeUndefined();

    await sweepFiles(db, room.files, placeId, now);
    expect(await readBytes(room, goes)).toBeNull();
    expect(await readBytes(room, undone!)).not.toBeNull();
    await sweepFiles(db, room.files, placeId, new Date(now.getTime() + 2 * 86_400_000));
    expect(await readBytes(room, undone!)).toBeNull();
    expect(await readBytes(room, stays)).not.toBeNull();
  });
});

describe('a served file', () => {
  it('comes whole, in the piece that a player asks for, or with a plain no', async () => {
    const file = await keep(mp3(), 'public');
    const whole = await serveFile(room, file);
    expect(whole).toMatchObject({ status: 200, headers: { 'content-type': 'audio/mpeg', 'content-length': '1251' } });
    const piece = async (range: string) => {
      const { status, headers, body } = await serveFile(room, file, range);
      return [status, headers['content-range'], body?.length];
    };
    expect(await piece('bytes=0-99')).toEqual([206, 'bytes 0-99/1251', 100]);
    expect(await piece('bytes=1200-')).toEqual([206, 'bytes 1200-1250/1251', 51]);
    expect(await piece('bytes=-51')).toEqual([206, 'bytes 1200-1250/1251', 51]);
    expect(await piece('bytes=9999-')).toEqual([416, 'bytes */1251', undefined]);
    expect(await piece('bytes=0-1,5-6')).toEqual([200, undefined, 1251]);
    await room.files.delete(`${placeId}/${file.id}`);
    expect(await serveFile(room, file)).toMatchObject({ status: 404, body: null });
  });
});
