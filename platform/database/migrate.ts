import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg, { type ClientBase } from 'pg';
import { ensureAppRole } from './roles.ts';

/** A folder of plain SQL files `NNNN_name.sql` and the name of the package they belong to. */
export interface MigrationSource {
  name: string;
  dir: URL | string;
}

export interface MigrateOptions {
  /** Told each file before it runs, as `platform/database/0001_rows_of_a_place`. */
  onFile?: (name: string) => void;
  /** The moment written beside each applied file. */
  now?: Date;
}

interface MigrationFile {
  name: string;
  sql: string;
  checksum: string;
}

/** Any number: names the one lock that processes starting together queue for. */
const lock = 7_264_951_003;

/**
 * Brings the database at `ownerUrl` up to date and returns the names of the files that ran. Files run in the order of
 * the sources and then by number, each in a transaction of its own. Safe to call from several processes at once.
 *
 * @throws in one sentence naming the file: when a file that already ran has been changed, when a file that ran is
 *   gone, when a file fails (nothing of it is kept, nothing after it runs).
 */
export async function migrate(
  ownerUrl: string,
  sources: MigrationSource[],
  { onFile = () => {}, now = new Date() }: MigrateOptions = {},
): Promise<string[]> {
  const files = await readSources(sources);
  return withOwner(ownerUrl, async (client) => {
    await ensureAppRole(client);
    await client.query('select pg_advisory_lock($1)', [lock]);
    await client.query(
      `create table if not exists migration (
         name text primary key, checksum text not null, applied_at timestamptz not null)`,
    );
    const pending = pendingOf(files, await applied(client));
    for (const file of pending) {
      onFile(file.name);
      await apply(client, file, now);
    }
    return pending.map((file) => file.name);
  });
}

/** The files that `migrate` would run, by name, in order. Changes nothing. Throws like `migrate`. */
export async function pendingMigrations(ownerUrl: string, sources: MigrationSource[]): Promise<string[]> {
  const files = await readSources(sources);
  return withOwner(ownerUrl, async (client) => {
    const { rows } = await client.query(`select to_regclass('migration') is not null as yes`);
    return pendingOf(files, rows[0].yes ? await applied(client) : new Map()).map((file) => file.name);
  });
}

async function withOwner<T>(url: string, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'upwell migrations' });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function readSources(sources: MigrationSource[]): Promise<MigrationFile[]> {
  const files: MigrationFile[] = [];
  for (const source of sources) {
    const dir = source.dir instanceof URL ? fileURLToPath(source.dir) : source.dir;
    const names = (await readdir(dir)).filter((name) => name.endsWith('.sql')).sort();
    const numbers = new Set<string>();
    for (const name of names) {
      const number = /^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1];
      if (!number) throw new Error(`${source.name}/${name} must be called NNNN_name.sql.`);
      if (numbers.has(number)) throw new Error(`${source.name} has two migrations with the number ${number}.`);
      numbers.add(number);
      const sql = await readFile(join(dir, name), 'utf8');
      const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
      files.push({ name: `${source.name}/${name.slice(0, -'.sql'.length)}`, sql, checksum });
    }
  }
  return files;
}

async function applied(client: ClientBase): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migration');
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

function pendingOf(files: MigrationFile[], done: Map<string, string>): MigrationFile[] {
  const known = new Set(files.map((file) => file.name));
  const gone = [...done.keys()].find((name) => !known.has(name));
  if (gone) throw new Error(`The database has the migration ${gone}, which this version of Upwell does not know.`);
  const changed = files.find((file) => done.has(file.name) && done.get(file.name) !== file.checksum);
  if (changed) {
    throw new Error(`The migration ${changed.name} was changed after it ran. Put it back and add a new file instead.`);
  }
  return files.filter((file) => !done.has(file.name));
}

async function apply(client: ClientBase, file: MigrationFile, now: Date): Promise<void> {
  try {
    await client.query('begin');
    await client.query(file.sql);
    const values = [file.name, file.checksum, now];
    await client.query('insert into migration (name, checksum, applied_at) values ($1, $2, $3)', values);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The migration ${file.name} failed and was undone: ${reason}`, { cause });
  }
}
