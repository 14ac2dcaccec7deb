import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@upwell/platform/config';
import {
  joinEmbeddedDatabase,
  type MigrationSource,
  pendingMigrations,
  placeKeyFaults,
  rowSecurityFaults,
  uniqueIndexFaults,
} from '@upwell/platform/database';
import pg from 'pg';
import { duration, type Finding, look, size, well, wrong } from './finding.ts';

/** Runs `work` with an owner's connection to the database of the configuration, or says why there is none. */
export async function examineDatabase(
  config: Config,
  sources: MigrationSource[],
  runningAt: string | undefined,
): Promise<Finding[]> {
  const { url, ownerUrl } = config.database;
  const outside = runningAt ?? ownerUrl ?? url;
  if (outside) return examine(outside, sources, url !== null);
  if (!(await stat(join(config.dataDir, 'postgres')).catch(() => undefined))) {
    return [look('database', `There is no database in ${config.dataDir} yet.`, 'The first "npm start" makes it.')];
  }
  try {
    const own = await joinEmbeddedDatabase({ dataDir: config.dataDir, port: config.database.embeddedPort });
    try {
      return await examine(own.ownerUrl, sources, false);
    } finally {
      await own.stop();
    }
  } catch (error) {
    return [wrong('database', 'The database does not start.', (error as Error).message)];
  }
}

async function examine(url: string, sources: MigrationSource[], isOutside: boolean): Promise<Finding[]> {
  const { host, pathname } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    const todo = isOutside
      ? 'Check that the server runs and that DATABASE_URL is right.'
      : 'Look at the log of Upwell.';
    return [wrong('database', `The database at ${host}${pathname} does not answer (${message || code}).`, todo)];
  }
  try {
    return [
      await versionOf(client, isOutside),
      await clock(client),
      ...(await migrations(client, url, sources)),
      await connections(client),
    ];
  } finally {
    await client.end();
  }
}

async function versionOf(client: pg.Client, isOutside: boolean): Promise<Finding> {
  const { rows } = await client.query(
    `select current_setting('server_version') as name, current_setting('server_version_num')::int as number,
            pg_database_size(current_database())::float8 as bytes`,
  );
  const [{ name, number, bytes }] = rows;
  const which = isOutside ? `PostgreSQL ${name}, outside` : `PostgreSQL ${name}, run by Upwell`;
  if (number < 150_000) {
    return wrong(
      'database',
      `The database answers: ${which}.`,
      'Upwell needs PostgreSQL 15 or newer. Move to a newer server.',
    );
  }
  return well('database', `The database answers: ${which}, ${size(bytes)}.`);
}

/** Clocks that differ by more than this, in milliseconds, put deadlines and sign-in codes in doubt. */
const tolerable = 2000;

async function clock(client: pg.Client): Promise<Finding> {
  const before = Date.now();
  const { rows } = await client.query<{ at: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as at',
  );
  const after = Date.now();
  const skew = Math.abs(rows[0]!.at - (before + after) / 2) - (after - before) / 2;
  if (skew <= tolerable) return well('clock', 'The clocks of this machine and of the database agree.');
  return wrong(
    'clock',
    `The clocks of this machine and of the database are ${duration(skew)} apart.`,
    'Let both keep time by the network (timedatectl set-ntp true). Deadlines and sign-in codes rest on it.',
  );
}

async function migrations(client: pg.Client, url: string, sources: MigrationSource[]): Promise<Finding[]> {
  let pending: string[];
  try {
    pending = await pendingMigrations(url, sources);
  } catch (error) {
    return [wrong('migrations', (error as Error).message, 'Run the version of Upwell that this database belongs to.')];
  }
  if (pending.length > 0) {
    const says = `${pending.length} migrations have not run, the first being ${pending[0]}.`;
    return [wrong('migrations', says, 'Run "npx upwell upgrade", or start Upwell, which does it too.')];
  }
  return [well('migrations', 'Every migration has run.'), await security(client), ...(await events(client))];
}

async function security(client: pg.Client): Promise<Finding> {
  const faults = [
    ...(await rowSecurityFaults(client)),
    ...(await placeKeyFaults(client)),
    ...(await uniqueIndexFaults(client)),
  ];
  if (faults.length === 0) return well('security', 'The database itself keeps the rows of each place apart.');
  return wrong(
    'security',
    `The walls between places have ${faults.length} gaps: ${faults.slice(0, 5).join('; ')}.`,
    'Stop Upwell and undo what was changed by hand in the database. If nobody did, report it as in SECURITY.md.',
  );
}

async function connections(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query(
    `select count(*)::int as used, current_setting('max_connections')::int as most from pg_stat_activity
      where backend_type = 'client backend'`,
  );
  const [{ used, most }] = rows;
  const says = `${used} of ${most} connections to the database are in use.`;
  if (used < most * 0.8) return well('connections', says);
  return look('connections', says, 'Lower DATABASE_POOL, run fewer processes, or raise max_connections of the server.');
}

/** How long an event may wait to be delivered before somebody should look, in minutes. */
const patience = 10;

async function events(client: pg.Client): Promise<Finding[]> {
  const { rows: found } = await client.query(`select to_regclass('event_delivery') is not null as yes`);
  if (!found[0].yes) return [];
  const { rows } = await client.query(
    `select (select count(*)::int from event_delivery where stuck_at is not null) as stuck,
            (select extract(epoch from clock_timestamp() - min(made_at))::float8 * 1000 from event
              where due_at <= clock_timestamp()) as waiting`,
  );
  const [{ stuck, waiting }] = rows;
  const findings: Finding[] = [];
  if (stuck > 0) {
    const todo = 'An organiser can look at them and try again on the page of jobs.';
    findings.push(wrong('jobs.stuck', `${stuck} deliveries of events were given up after many tries.`, todo));
  }
  if (waiting !== null && waiting > patience * 60_000) {
    const todo = 'Start Upwell, or look in its log for what keeps the jobs from running.';
    findings.push(look('jobs.waiting', `The oldest event has waited ${duration(waiting)} to be delivered.`, todo));
  }
  return findings.length > 0 ? findings : [well('jobs', 'Events are delivered; none is stuck.')];
}
