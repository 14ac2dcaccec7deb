import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type KyselyProps,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryResult,
  Transaction,
} from 'kysely';
import type { ClientBase, Pool, PoolClient } from 'pg';
import type { Scope, Tables, Tx } from './index.ts';
import { opening } from './scope.ts';

/** A connection inside one transaction; refuses queries made after the transaction has ended. */
class TransactionConnection implements DatabaseConnection {
  readonly #client: ClientBase;
  #open = true;

  constructor(client: ClientBase) {
    this.#client = client;
  }

  end(): void {
    this.#open = false;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.#open) throw new Error('This transaction has already ended; await every query inside it.');
    const { command, rowCount, rows } = await this.#client.query(query.sql, query.parameters as unknown[]);
    const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
    return { rows: rows ?? [], numAffectedRows: changes ? BigInt(rowCount ?? 0) : undefined };
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('Rows cannot be streamed on a pipelined connection; use Database.bulk().');
  }
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

/** Makes the transactions of one pool. */
export class Transactions {
  readonly #pool: Pool;
  readonly #shared: Omit<KyselyProps, 'executor'>;

  constructor(pool: Pool) {
    this.#pool = pool;
    const dialect = new PostgresDialect({ pool });
    this.#shared = { config: { dialect }, dialect, driver: dialect.createDriver() };
  }

  /**
   * Runs `work` in a READ ONLY transaction. The opening travels with the first query, and nobody waits for the end:
   * one round trip for one query.
   */
  async read<T>(scope: Scope | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
    const begin = opening('read only', scope);
    const client = await this.#pool.connect();
    try {
      return await this.#run(client, begin, work);
    } finally {
      // The answer to the end of a read changes nothing: the next user of the connection queues behind it.
      client.query('rollback').catch(() => {});
      client.release();
    }
  }

  /** Runs `work` in a READ WRITE transaction and returns once the commit is acknowledged. */
  async write<T>(scope: Scope | undefined, work: (tx: Tx) => Promise<T>): Promise<T> {
    const begin = opening('read write', scope);
    return this.commit(await this.#pool.connect(), begin, work);
  }

  /** The same on a client of the caller, which is released at the end. */
  async commit<T>(client: PoolClient, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    let broken: Error | undefined;
    try {
      const result = await this.#run(client, begin, work);
      const { command } = await client.query('commit');
      // COMMIT of a transaction that failed answers ROLLBACK: an error inside was caught and not thrown on.
      if (command === 'ROLLBACK') throw new Error('A query of this transaction failed, so nothing of it was kept.');
      return result;
    } catch (error) {
      await client.query('rollback').catch((cause: Error) => {
        broken = cause;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async #run<T>(client: ClientBase, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const connection = new TransactionConnection(client);
    const executor = new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(connection),
    });
    const tx = new Transaction<Tables>({ ...this.#shared, executor });
    // Sent, not awaited: PostgreSQL answers in order, so the first query cannot overtake it.
    const begun = client.query(begin);
    begun.catch(() => {});
    try {
      const result = await work(tx);
      await begun;
      return result;
    } finally {
      connection.end();
    }
  }
}
