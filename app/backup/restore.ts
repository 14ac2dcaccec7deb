import { createReadStream } from 'node:fs';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { BackupManifest } from './backup.ts';
import { migrationsOf, quoted, tablesInOrder } from './tables.ts';

/** @throws in a sentence when the folder holds no backup */
export async function readManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
    throw new Error(`There is no backup in ${folder}.`);
  });
  const manifest = JSON.parse(text) as BackupManifest;
  if (manifest.version !== 1) throw new Error(`The backup in ${folder} is of a kind this Upwell does not know.`);
  return manifest;
}

/**
 * Puts a backup into a database that is migrated and has no place yet, in one transaction: all of it or none.
 * @throws in a sentence when there is something already, or the backup comes from a newer Upwell
 */
export async function restore(
  ownerUrl: string,
  { folder, filesDir }: { folder: string; filesDir: string | null },
): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const known = new Set(await migrationsOf(client));
    const newer = manifest.migrations.filter((name) => !known.has(name));
    if (newer.length > 0)
      throw new Error(`This backup was made by a newer Upwell (${newer[0]}). Restore it with that one or a later one.`);
    if (known.size > manifest.migrations.length)
      throw new Error(
        'This backup was made by an older Upwell. Restore it with that one, then start the newer one on its data folder.',
      );
    const { rows } = await client.query('select 1 from place_directory limit 1');
    if (rows.length > 0) throw new Error('There is a place here already. Restore into an empty data folder.');
    await client.query('begin');
    const tables = await tablesInOrder(client);
    for (const { name } of tables)
      await client.query(`alter table ${quoted(name)} disable trigger user, no force row level security`);
    await client.query(`truncate ${tables.map(({ name }) => quoted(name)).join(', ')} cascade`);
    for (const { name } of tables) {
      const kept = manifest.tables.find((table) => table.name === name);
      if (!kept) continue;
      const rows = client.query(copyFrom(`copy ${quoted(name)} (${kept.columns.map(quoted).join(', ')}) from stdin`));
      await pipeline(createReadStream(join(folder, 'tables', `${name}.gz`)), createGunzip(), rows);
      if (rows.rowCount !== kept.rows)
        throw new Error(`The backup of "${name}" is not whole: ${rows.rowCount} of ${kept.rows} rows.`);
    }
    for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`);
    for (const { name } of tables.filter(({ columns }) => columns.includes('place_id')))
      await client.query(`alter table ${quoted(name)} force row level security`);
    await client.query('commit');
    if (manifest.files && filesDir !== null) await cp(join(folder, 'files'), filesDir, { recursive: true });
    return manifest;
  } finally {
    await client.end();
  }
}
