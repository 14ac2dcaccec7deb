import { join } from 'node:path';
import pg, { type ClientBase } from 'pg';
import { appRole } from '../roles.ts';
import { runningCluster } from './attach.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { FolderInUse, lockFolder } from './lock.ts';
import { within } from './processes.ts';

export { FolderInUse };

export interface EmbeddedDatabase {
  /** For `openDatabase`: the login is `upwell_app` itself, which can become nobody else. */
  url: string;
  /** For `migrate`, backups and the queue's own tables: an ordinary role that owns the database. */
  ownerUrl: string;
  /** Resolves with the server's last words when it ended, asked to or not. */
  ended: Promise<string>;
  /** Stops the server and gives the data folder back. Close the connections first. Safe to call twice. */
  stop(): Promise<void>;
}

const owner = 'upwell_owner';
const database = 'upwell';

/**
 * Runs PostgreSQL in `dataDir`/postgres, made on the first start, and takes the data folder for this process.
 *
 * It listens on 127.0.0.1 with a random password, kept in a file only its owner can read. After a `kill -9` of the
 * app, of the server or of both, the next start heals what was left behind and keeps everything acknowledged.
 *
 * @throws FolderInUse when another process works in the folder; an Error in sentences when the server will not start.
 */
export async function startEmbeddedDatabase({
  dataDir,
  port,
}: {
  dataDir: string;
  port?: number | null;
}): Promise<EmbeddedDatabase> {
  const unlock = await lockFolder(dataDir);
  let cluster: Cluster | undefined;
  try {
    cluster = await startCluster({ dir: join(dataDir, 'postgres'), port: port ?? undefined });
    const { adminUrl } = cluster;
    await prepare(adminUrl);
    const { stop, ended } = cluster;
    let stopped: Promise<void> | undefined;
    return {
      url: login(adminUrl, appRole),
      ownerUrl: login(adminUrl, owner),
      ended,
      stop: () => {
        stopped ??= stop().then(unlock);
        return stopped;
      },
    };
  } catch (error) {
    await cluster?.stop();
    await unlock();
    throw error;
  }
}

/**
 * For commands beside a running server: uses the server of `dataDir` when another process runs it, and starts one when
 * nobody does. `stop` stops only what was started here.
 */
export async function joinEmbeddedDatabase(options: {
  dataDir: string;
  port?: number | null;
}): Promise<EmbeddedDatabase> {
  try {
    return await startEmbeddedDatabase(options);
  } catch (inUse) {
    if (!(inUse instanceof FolderInUse)) throw inUse;
    let adminUrl: string | undefined;
    await within(15_000, async () => {
      adminUrl = await runningCluster(join(options.dataDir, 'postgres'));
      return adminUrl !== undefined;
    });
    if (!adminUrl) throw inUse;
    return {
      url: login(adminUrl, appRole),
      ownerUrl: login(adminUrl, owner),
      ended: new Promise(() => {}),
      stop: async () => {},
    };
  }
}

function login(adminUrl: string, role: string): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.pathname = `/${database}`;
  return url.href;
}

/** The two roles and the database, on the first start. All three logins share the random password of the folder. */
async function prepare(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => {});
  await admin.connect();
  try {
    if (await there(admin, 'pg_database', 'datname', database)) return;
    const password = admin.escapeLiteral(new URL(adminUrl).password);
    for (const [role, powers] of [
      [appRole, 'nocreatedb nocreaterole'],
      [owner, 'createdb nocreaterole'],
    ]) {
      const verb = (await there(admin, 'pg_roles', 'rolname', role!)) ? 'alter' : 'create';
      await admin.query(`${verb} role ${role} login nosuperuser nobypassrls ${powers} password ${password}`);
    }
    await admin.query(`grant ${appRole} to ${owner}`);
    // Last, for its being there says that all is done.
    await admin.query(`create database ${database} owner ${owner}`);
  } finally {
    await admin.end();
  }
}

async function there(admin: ClientBase, catalogue: string, column: string, name: string): Promise<boolean> {
  const { rows } = await admin.query(`select 1 from ${catalogue} where ${column} = $1`, [name]);
  return rows.length > 0;
}
