import { createHash, timingSafeEqual } from 'node:crypto';
import type { Database, Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';
import { v7 } from 'uuid';
import type { AcceptedFile } from './accept.ts';
import type { FileKind, FileMime } from './kinds.ts';
import type { FileStore } from './stores/store.ts';

export type Sensitivity = 'public' | 'members' | 'circle' | 'confidential';

export interface FileTable {
  place_id: string;
  id: string;
  kind: FileKind;
  mime: FileMime;
  name: string;
  bytes: number;
  sha256: Buffer;
  width: number | null;
  height: number | null;
  sensitivity: Sensitivity;
  sealed: boolean;
  person_id: string | null;
  record_type: string;
  record_id: string;
  created_at: Date;
  removed_at: Date | null;
}

declare module '@upwell/platform/database' {
  interface Tables {
    file: FileTable;
  }
}

/** Where files go, and how the confidential ones are made unreadable. `Services` of `platform/action` fits. */
export interface FileRoom {
  files: FileStore;
  sealer: Sealer;
}

export interface NewFile {
  placeId: string;
  /** The record it belongs to. */
  record: { type: string; id: string };
  /** Who sent it, where that is known. */
  personId: string | null;
  sensitivity: Sensitivity;
}

const keyOf = (placeId: string, id: string) => `${placeId}/${id}`;
const contextOf = (placeId: string, id: string) => `file:${placeId}:${id}`;

/**
 * Keeps an accepted file in the transaction of the record it belongs to. Should that be undone, the bytes are left
 * without a row, nobody can reach them, and `sweepFiles` deletes them.
 */
export async function keepFile(
  tx: Tx,
  { files, sealer }: FileRoom,
  accepted: AcceptedFile,
  { placeId, record, personId, sensitivity }: NewFile,
  now: Date,
): Promise<FileTable> {
  const id = v7();
  const sealed = sensitivity === 'confidential';
  const row: FileTable = {
    place_id: placeId,
    id,
    kind: accepted.kind,
    mime: accepted.mime,
    name: accepted.name,
    bytes: accepted.bytes.length,
    sha256: accepted.sha256,
    width: accepted.width,
    height: accepted.height,
    sensitivity,
    sealed,
    person_id: personId,
    record_type: record.type,
    record_id: record.id,
    created_at: now,
    removed_at: null,
  };
  await tx.insertInto('file').values(row).execute();
  const stored = sealed ? sealer.seal(accepted.bytes, contextOf(placeId, id)) : accepted.bytes;
  await files.put(keyOf(placeId, id), stored);
  return row;
}

/** A file that was not removed, or nothing. Whether it may be shown is for the record it belongs to. */
export function findFile(tx: Tx, placeId: string, id: string): Promise<FileTable | undefined> {
  return tx
    .selectFrom('file')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

/** The files of one record, in the order they came. */
export function filesOf(tx: Tx, placeId: string, record: { type: string; id: string }): Promise<FileTable[]> {
  return tx
    .selectFrom('file')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('record_type', '=', record.type)
    .where('record_id', '=', record.id)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

/**
 * The bytes of a file, opened when sealed, and proven to be the ones that came.
 * @returns null when the store has lost them
 * @throws Error when they were changed at rest, SealError when the key is gone
 */
export async function readBytes({ files, sealer }: FileRoom, file: FileTable): Promise<Buffer | null> {
  const stored = await files.get(keyOf(file.place_id, file.id));
  if (!stored) return null;
  const bytes = file.sealed ? sealer.open(stored, contextOf(file.place_id, file.id)) : stored;
  const sha256 = createHash('sha256').update(bytes).digest();
  if (!timingSafeEqual(sha256, file.sha256)) throw new Error(`The file ${file.id} is not what was kept.`);
  return bytes;
}

/** Takes files of a record away from everybody at once; their bytes go when `sweepFiles` runs. */
export async function removeFiles(
  tx: Tx,
  placeId: string,
  record: { type: string; id: string },
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('file')
    .set({ removed_at: now })
    .where('place_id', '=', placeId)
    .where('record_type', '=', record.type)
    .where('record_id', '=', record.id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Longer than any transaction lasts. */
const UNCLAIMED = 86_400_000;

/** Deletes the bytes of removed files, and bytes a day old that belong to no row. For a daily job. */
export async function sweepFiles(db: Database, files: FileStore, placeId: string, now: Date): Promise<number> {
  const rows = await db.read({ placeId }, (tx) =>
    tx.selectFrom('file').select(['id', 'removed_at']).where('place_id', '=', placeId).execute(),
  );
  const kept = new Set(rows.filter(({ removed_at }) => removed_at === null).map(({ id }) => keyOf(placeId, id)));
  const removed = new Set(rows.filter(({ removed_at }) => removed_at !== null).map(({ id }) => keyOf(placeId, id)));
  let swept = 0;
  for await (const { key, at } of files.list(placeId)) {
    const unclaimed = !kept.has(key) && now.getTime() - at.getTime() > UNCLAIMED;
    if (!removed.has(key) && !unclaimed) continue;
    await files.delete(key);
    swept++;
  }
  return swept;
}
