import type { Transaction } from 'kysely';
import type { ClientBase } from 'pg';

/**
 * Every table, by name. Empty here on purpose; each package adds its own:
 *
 *     declare module '@upwell/platform/database' {
 *       interface Tables { conversation: ConversationTable }
 *     }
 *
 * How columns arrive in JavaScript: `uuid`, `text` and `date` (as `'2026-05-01'`) are strings, `timestamptz` is a
 * `Date`, `bytea` a `Buffer`, `json` and `jsonb` parsed values. `int4`, `int8` and `count(*)` are numbers; an `int8`
 * above 2^53 throws instead of being rounded. `numeric` is a string, and the `sum` of an `int8` column is `numeric`:
 * write `sum(pence)::bigint`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging in other packages
export interface Tables {}

/** One open transaction: Kysely's query builder, usable only until the work it was given to has ended. */
export type Tx = Transaction<Tables>;

/** Whose rows can be seen, and on whose behalf. Both are UUIDs; anything else is refused before it reaches SQL. */
export interface Scope {
  /** The root of the tree of places, the tenant. */
  placeId: string;
  /** The person acting, read by policies as `current_person()`; left out for a visitor without a name. */
  personId?: string | null;
}

/** The one door to the rows. Safe to share by every request of a process. */
export interface Database {
  /** A READ ONLY transaction that sees only the rows of `scope.placeId`. */
  read<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A READ WRITE transaction on the rows of `scope.placeId`; what throws inside is rolled back and thrown on. */
  write<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** A READ WRITE transaction on what belongs to no place; rows of places are invisible to it. */
  installation<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * Like `write`, but hands over the `pg` client of the transaction as well, for `COPY` streams and cursors, which
   * the pipelined connections of `write` cannot carry. Opens a connection of its own: for bulk work, not for requests.
   * PostgreSQL does not copy straight into a table under row-level security: copy into
   * `create temp table staged (like t) on commit drop`, then `insert into t select * from staged`.
   */
  bulk<T>(scope: Scope, work: (tx: Tx, client: ClientBase) => Promise<T>): Promise<T>;
  /** Waits for running transactions, then closes every connection. */
  close(): Promise<void>;
}

export { placeKeyFaults, rowSecurityFaults, uniqueIndexFaults } from './catalogue.ts';
export { type EmbeddedDatabase, FolderInUse, joinEmbeddedDatabase, startEmbeddedDatabase } from './embedded/index.ts';
export { type MigrateOptions, type MigrationSource, migrate, pendingMigrations } from './migrate.ts';
export { type OpenOptions, openDatabase } from './open.ts';
export { type RunningDatabase, type StartOptions, startDatabase } from './start.ts';
