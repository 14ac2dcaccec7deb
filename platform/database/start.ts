import pg from 'pg';
import { type EmbeddedDatabase, joinEmbeddedDatabase, startEmbeddedDatabase } from './embedded/index.ts';
import type { Database } from './index.ts';
import { type MigrationSource, migrate } from './migrate.ts';
import { openDatabase } from './open.ts';

export interface StartOptions {
  /** Where the embedded database is kept when `url` is null. */
  dataDir: string;
  /** As in `Config['database']`. */
  database: { url: string | null; ownerUrl: string | null; pool: number; embeddedPort: number | null };
  sources: MigrationSource[];
  /** Told each migration before it runs. */
  onMigration?: (name: string) => void;
  onIdleError?: (error: Error) => void;
  /** For commands: use the database of a server that already runs in this data folder instead of refusing. */
  beside?: boolean;
}

/** The database of a running process, migrated. */
export interface RunningDatabase {
  db: Database;
  /** For connections of the app's own kind, always as `upwell_app` when opened by `openDatabase`. */
  url: string;
  /** For what only the owner may do: the queue's own tables, backups, proofs. */
  ownerUrl: string;
  embedded: boolean;
  /** Resolves with last words when a database of our own ends, asked to or not; never for an outside one. */
  ended: Promise<string>;
  /** Closes the connections and, when it is ours, stops the server. Safe to call twice. */
  stop(): Promise<void>;
}

/** The least version of an outside PostgreSQL, as the server numbers it. */
const leastVersion = 150_000;

/**
 * Starts or reaches the database that the configuration names, migrates it and opens it.
 * @throws in sentences for the person who hosts: not reachable, too old, a role that may not, a folder in use.
 */
export async function startDatabase(options: StartOptions): Promise<RunningDatabase> {
  const { dataDir, database, sources, onMigration, onIdleError, beside = false } = options;
  let own: EmbeddedDatabase | undefined;
  if (database.url === null) {
    const start = beside ? joinEmbeddedDatabase : startEmbeddedDatabase;
    own = await start({ dataDir, port: database.embeddedPort });
  }
  const url = own?.url ?? database.url!;
  const ownerUrl = own?.ownerUrl ?? database.ownerUrl ?? url;
  try {
    if (!own) await checkServer(ownerUrl);
    await migrate(ownerUrl, sources, { onFile: onMigration });
    const db = await openDatabase({ url, poolSize: database.pool, onIdleError });
    let stopped: Promise<void> | undefined;
    const stop = async () => {
      await db.close();
      await own?.stop();
    };
    return {
      db,
      url,
      ownerUrl,
      embedded: own !== undefined,
      ended: own?.ended ?? new Promise(() => {}),
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}

/** An outside server answers, and is new enough. */
async function checkServer(url: string): Promise<void> {
  const { host, pathname } = new URL(url);
  const where = `${host}${pathname}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query(
      `select current_setting('server_version_num')::int as number, version() as name`,
    );
    if (rows[0].number < leastVersion) {
      throw new Error(`The database at ${where} is ${rows[0].name}. Upwell needs PostgreSQL 15 or newer.`);
    }
    const encoding = await client.query(`select current_setting('server_encoding') as name`);
    if (encoding.rows[0].name !== 'UTF8') {
      throw new Error(`The database at ${where} keeps text as ${encoding.rows[0].name}. Make one with encoding UTF8.`);
    }
  } catch (cause) {
    if (cause instanceof Error && cause.message.startsWith('The database at')) throw cause;
    const { code, message } = cause as { code?: string; message: string };
    const reason = message || code || 'no answer';
    throw new Error(`The database at ${where} cannot be reached (${reason}). Check DATABASE_URL.`, { cause });
  } finally {
    await client.end().catch(() => {});
  }
}
