import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database, Scope, Tx } from '@upwell/platform/database';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';

/** Where Better Auth's queries of this moment go: into an open transaction, or each into one of its own. */
export type Ground = { tx: Tx } | { db: Database; scope: Scope };

const ground = new AsyncLocalStorage<Ground>();

/** Runs `work` so that every query of Better Auth inside it stays in the place it is for. */
export const standingOn = <T>(where: Ground, work: () => Promise<T>): Promise<T> => ground.run(where, work);

const inTransaction: DatabaseConnection = {
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const where = ground.getStore();
    if (!where) throw new Error('Accounts were asked for outside of any place.');
    const again = CompiledQuery.raw(query.sql, [...query.parameters]) as CompiledQuery<R>;
    return 'tx' in where ? where.tx.executeQuery(again) : where.db.write(where.scope, (tx) => tx.executeQuery(again));
  },
  // biome-ignore lint/correctness/useYield: nothing of ours streams
  async *streamQuery() {
    throw new Error('Accounts are never streamed.');
  },
};

const nothing = async () => {};

const driver: Driver = {
  init: nothing,
  acquireConnection: async () => inTransaction,
  releaseConnection: nothing,
  beginTransaction: nothing,
  commitTransaction: nothing,
  rollbackTransaction: nothing,
  destroy: nothing,
};

/**
 * Lets Better Auth, which wants a database of its own, work inside our transactions: the proof, the account, the
 * session and the message are kept or dropped together, and row-level security holds for its tables too.
 */
export const dialectOfThisPlace: Dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => driver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
};
