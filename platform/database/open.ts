import pg from 'pg';
import type { Database } from './index.ts';
import { appRole } from './roles.ts';
import { Transactions } from './transaction.ts';
import { valueTypes } from './values.ts';

export interface OpenOptions {
  /** Where the database is; the login may be the owner's, every query still runs as `upwell_app`. */
  url: string;
  /** Connections kept by this process at most. Default 10. */
  poolSize?: number;
  /** Called when a connection that nobody uses breaks, for instance because the server restarts. */
  onIdleError?: (error: Error) => void;
}

/** Opens the database for the app. Expects `migrate()` to have run; see `Database` for what it gives. */
export async function openDatabase({ url, poolSize = 10, onIdleError = () => {} }: OpenOptions): Promise<Database> {
  const connection = {
    connectionString: url,
    options: `-c role=${appRole} -c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000`,
    types: valueTypes,
    application_name: 'upwell',
    keepAlive: true,
  };
  const pool = new pg.Pool({
    ...connection,
    pipeline: true,
    max: poolSize,
    idleTimeoutMillis: 60_000,
  } as pg.PoolConfig);
  pool.on('error', onIdleError);
  const wide = new pg.Pool({ ...connection, max: 2, idleTimeoutMillis: 5_000, statement_timeout: 0 });
  wide.on('error', onIdleError);
  const transactions = new Transactions(pool);
  const bulk = new Transactions(wide);
  (await pool.connect()).release();
  return {
    read: (scope, work) => transactions.read(scope, work),
    write: (scope, work) => transactions.write(scope, work),
    installation: (work) => transactions.write(undefined, work),
    bulk: (scope, work) => bulk.write(scope, work, '; set local statement_timeout = 0'),
    close: async () => {
      await Promise.all([pool.end(), wide.end()]);
    },
  };
}
