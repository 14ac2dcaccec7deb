import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationSources } from '@upwell/app/migrations.ts';
import { readConfig } from '@upwell/platform/config';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startCluster, stopPredecessor } from './embedded/cluster.ts';
import { lockFolder } from './embedded/lock.ts';
import { migrate } from './migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test databases are made, and the migrated one they are copied from. */
    testCluster: TestCluster;
  }
}

export interface TestCluster {
  /** An owner that may create databases, connected to its maintenance database. */
  ownerUrl: string;
  template: string;
}

/** The owner in tests is an ordinary one, so that nothing passes only because a superuser did it. */
const owner = 'upwell_owner';

/**
 * Starts (or, given the address of an outside server, uses) the PostgreSQL of one test run and makes the migrated
 * template in it. `stop` removes what was made.
 */
export async function startTestCluster(outside?: string | null): Promise<TestCluster & { stop(): Promise<void> }> {
  const own = outside ? undefined : await startOwnCluster();
  try {
    const ownerUrl = own ? await makeOwner(own.adminUrl) : outside!;
    const template = `upwell_template_${process.pid}_${Date.now().toString(36)}`;
    await query(ownerUrl, `create database ${template}`);
    await migrate(withDatabase(ownerUrl, template), await migrationSources());
    return {
      ownerUrl,
      template,
      stop: async () => {
        if (outside) await query(ownerUrl, `drop database if exists ${template} with (force)`);
        await own?.stop();
      },
    };
  } catch (error) {
    await own?.stop();
    throw error;
  }
}

const prefix = 'upwell-test-';

async function startOwnCluster(): Promise<{ adminUrl: string; stop(): Promise<void> }> {
  await sweep();
  const dir = join(tmpdir(), `${prefix}${randomBytes(6).toString('hex')}`);
  const unlock = await lockFolder(dir);
  const remove = async () => {
    await unlock();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const settings = ['max_connections=300'];
    const cluster = await startCluster({ dir: join(dir, 'postgres'), careless: true, settings });
    return { adminUrl: cluster.adminUrl, stop: () => cluster.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Stops and removes what runs left that were killed. */
async function sweep(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(prefix));
  for (const dir of names.map((name) => join(tmpdir(), name))) {
    try {
      // One that another run is just making may not have its lock yet.
      if (Date.now() - (await stat(dir)).ctimeMs < 60_000) continue;
      const unlock = await lockFolder(dir);
      await stopPredecessor(join(dir, 'postgres'));
      await unlock();
      await rm(dir, { recursive: true, force: true });
    } catch {
      // In use, or another account's: not ours to remove.
    }
  }
}

async function makeOwner(adminUrl: string): Promise<string> {
  const password = new URL(adminUrl).password;
  await query(adminUrl, `create role ${owner} login createdb createrole password '${password}'`);
  const url = new URL(adminUrl);
  url.username = owner;
  return url.href;
}

export function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

export async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Vitest's global setup: one cluster for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { ownerUrl, template, stop } = await startTestCluster(readConfig().testDatabaseUrl);
  project.provide('testCluster', { ownerUrl, template });
  return stop;
}
