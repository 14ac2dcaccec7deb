import { createWriteStream } from 'node:fs';
import { cp, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { migrationsOf, quoted, type TableFacts, tablesInOrder } from './tables.ts';

/** What a backup says of itself. */
export interface BackupManifest {
  version: 1;
  madeAt: string;
  migrations: string[];
  tables: (TableFacts & { rows: number })[];
  /** Whether the folder of files was taken along; a store elsewhere keeps its own. */
  files: boolean;
}

/**
 * Writes everything to a folder: every table as it stood at one moment, and the files. The server may go on
 * meanwhile. The key is not in it: a copy of it belongs somewhere else.
 * @param filesDir the folder of files, null where they are kept in a store elsewhere
 */
export async function backUp(
  ownerUrl: string,
  {
    folder,
    filesDir,
    now,
    progress = () => {},
  }: { folder: string; filesDir: string | null; now: Date; progress?: (table: string) => void },
): Promise<BackupManifest> {
  const arriving = `${folder}.part`;
  await rm(arriving, { recursive: true, force: true });
  await mkdir(join(arriving, 'tables'), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tables: BackupManifest['tables'] = [];
    for (const table of await tablesInOrder(client)) {
      progress(table.name);
      const columns = table.columns.map(quoted).join(', ');
      const rows = client.query(copyTo(`copy (select ${columns} from ${quoted(table.name)}) to stdout`));
      await pipeline(
        rows,
        createGzip({ level: 6 }),
        createWriteStream(join(arriving, 'tables', `${table.name}.gz`), { mode: 0o600 }),
      );
      tables.push({ ...table, rows: rows.rowCount ?? 0 });
    }
    const files = filesDir !== null && (await stat(filesDir).catch(() => null)) !== null;
    if (files) await cp(filesDir as string, join(arriving, 'files'), { recursive: true });
    const manifest: BackupManifest = {
      version: 1,
      madeAt: now.toISOString(),
      migrations: await migrationsOf(client),
      tables,
      files,
    };
    await writeFile(join(arriving, 'manifest.json'), JSON.stringify(manifest, null, 2), { mode: 0o600 });
    // Whole or not there: a backup that was broken off keeps its other name.
    await rename(arriving, folder);
    return manifest;
  } finally {
    await client.end();
  }
}
