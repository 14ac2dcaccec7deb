import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrationSources } from '@upwell/app/migrations.ts';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { type Cluster, startCluster } from './embedded/cluster.ts';
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
export async function startTestCluster(outside?: string): Promise<TestCluster & { stop(): Promise<void> }> {
  const dir = outside ? undefined : await mkdtemp(join(tmpdir(), 'upwell-test-'));
  let cluster: Cluster | undefined;
  const remove = async () => {
    await cluster?.stop();
    if (dir) await rm(dir, { recursive: true, force: true });
  };
  try {
    if (dir) cluster = await startOwnCluster(dir);
    const ownerUrl = cluster ? await makeOwner(cluster.adminUrl) : outside!;
    const template = `upwell_template_${process.pid}_${Date.now().toString(36)}`;
    await query(ownerUrl, `create database ${template}`);
    await migrate(withDatabase(ownerUrl, template), await migrationSources());
    return {
      ownerUrl,
      template,
      stop: async () => {
        if (outside) await query(ownerUrl, `drop database if exists ${template} with (force)`);
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function startOwnCluster(dir: string): Promise<Cluster> {
  const { chmod } = await import('node:fs/promises');
  await chmod(dir, 0o755);
  return startCluster({ dir: join(dir, 'postgres'), careless: true, settings: ['max_connections=300'] });
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
  const { ownerUrl, template, stop } = await startTestCluster(process.env.TEST_DATABASE_URL || undefined);
  project.provide('testCluster', { ownerUrl, template });
  return stop;
}
