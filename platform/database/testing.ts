import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { type Database, openDatabase } from './index.ts';
import { query, type TestCluster, withDatabase } from './test-cluster.ts';

export interface TestDatabase {
  /** As the app sees it: every query as `upwell_app`, under row-level security. */
  db: Database;
  /** The owner's address of the same database, for what only a migration or a proof may do. */
  ownerUrl: string;
  /** Closes the connections and removes the database. Call it in `afterAll`. */
  drop(): Promise<void>;
}

/**
 * A fresh database with every migration applied, for one test file (`*.db.test.ts`): a copy of the run's template,
 * made in a few tens of milliseconds.
 */
export async function testDatabase(): Promise<TestDatabase> {
  return cloneDatabase(inject('testCluster'));
}

/** The same, outside of Vitest, on a cluster started with `startTestCluster()`. */
export async function cloneDatabase(cluster: TestCluster): Promise<TestDatabase> {
  const name = `upwell_test_${randomBytes(8).toString('hex')}`;
  await query(cluster.ownerUrl, `create database ${name} template ${cluster.template} strategy wal_log`);
  const ownerUrl = withDatabase(cluster.ownerUrl, name);
  const db = await openDatabase({ url: ownerUrl, poolSize: 8 });
  return {
    db,
    ownerUrl,
    drop: async () => {
      await db.close();
      await query(cluster.ownerUrl, `drop database if exists ${name} with (force)`);
    },
  };
}
