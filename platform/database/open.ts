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

/**
 * Opens the database for the app. Expects `migrate()` to have run; see `Database` for what it gives.
 * @throws in a sentence when the connection does not end up as `upwell_app`, as behind a pooler that drops options.
 */
export async function openDatabase({ url, poolSize = 10, onIdleError = () => {} }: OpenOptions): Promise<Database> {
  // Options in the address would replace ours, so they are put before them.
  const address = new URL(url);
  const given = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  const connection = {
    connectionString: address.href,
    options: `${given} -c role=${appRole} -c timezone=UTC -c statement_timeout=30000 -c idle_in_transaction_session_timeout=60000`,
    types: valueTypes,
    application_name: 'upwell',
    keepAlive: true,
    // Also the longest wait for a free connection: better a refusal than a page that never comes.
    connectionTimeoutMillis: 20_000,
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
  try {
    await checkRole(pool);
  } catch (error) {
    await Promise.all([pool.end(), wide.end()]);
    throw error;
  }
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

async function checkRole(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select current_user as name');
  if (rows[0]?.name === appRole) return;
  throw new Error(
    `Connections to the database act as "${rows[0]?.name}" and not as ${appRole}. Let DATABASE_URL go straight to ` +
      'PostgreSQL, or through a pooler in session mode that passes startup options on.',
  );
}
