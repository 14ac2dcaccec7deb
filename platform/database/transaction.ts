import type { Socket } from 'node:net';
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
import type pg from 'pg';
import type { ClientBase, Pool } from 'pg';
import type { Scope, Tables, Tx } from './index.ts';
import { opening } from './scope.ts';
import { outdated, Statements } from './statements.ts';

/**
 * Holds what this connection sends until the present turn of the event loop is over: statements that were begun
 * together leave in one write to the socket instead of one each. Nothing waits longer than one turn.
 */
function sendTogether(client: ClientBase): void {
  const { stream } = (client as ClientBase & { connection: { stream: Socket } }).connection;
  stream.cork();
  setImmediate(() => stream.uncork());
}

/** A connection inside one transaction; refuses queries made after the transaction has ended. */
class TransactionConnection implements DatabaseConnection {
  readonly #client: ClientBase;
  readonly #statements: Statements;
  #open = true;
  /** An error after which the connection is of no more use. */
  broken: Error | undefined;

  constructor(client: ClientBase, statements: Statements) {
    this.#client = client;
    this.#statements = statements;
  }

  begin(text: string): Promise<unknown> {
    return this.#client.query(text);
  }

  end(): void {
    this.#open = false;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (!this.#open) throw new Error('This transaction has already ended; await every query inside it.');
    const { command, rowCount, rows } = await this.#query(query);
    const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
    return { rows: rows ?? [], numAffectedRows: changes ? BigInt(rowCount ?? 0) : undefined };
  }

  async #query({ sql: text, parameters }: CompiledQuery): Promise<pg.QueryResult> {
    const name = this.#statements.name(text);
    sendTogether(this.#client);
    try {
      return await this.#client.query({ name, text, values: parameters as unknown[] });
    } catch (error) {
      if (name && outdated.has((error as { code?: string }).code ?? '')) this.broken = error as Error;
      throw error;
    }
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
  readonly #statements = new Statements();
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
  async read<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const begin = opening('read only', scope);
    const client = await this.#pool.connect();
    const connection = new TransactionConnection(client, this.#statements);
    try {
      return await this.#run(connection, begin, work);
    } finally {
      // The answer to the end of a read changes nothing: the next user of the connection queues behind it.
      client.query('rollback').catch(() => {});
      client.release(connection.broken);
    }
  }

  /**
   * Runs `work` in a READ WRITE transaction and returns once the commit is acknowledged.
   * @param further settings of the transaction, as SQL.
   */
  async write<T>(scope: Scope | undefined, work: (tx: Tx, client: ClientBase) => Promise<T>, further = ''): Promise<T> {
    const begin = opening('read write', scope) + further;
    const client = await this.#pool.connect();
    const connection = new TransactionConnection(client, this.#statements);
    let ended = false;
    try {
      const result = await this.#run(connection, begin, (tx) => work(tx, client));
      const { command } = await client.query('commit');
      ended = true;
      // COMMIT of a transaction that failed answers ROLLBACK: an error inside was caught and not thrown on.
      if (command === 'ROLLBACK') throw new Error('A query of this transaction failed, so nothing of it was kept.');
      return result;
    } catch (error) {
      if (!ended) {
        await client.query('rollback').catch((cause: Error) => {
          connection.broken = cause;
        });
      }
      throw error;
    } finally {
      client.release(connection.broken);
    }
  }

  async #run<T>(connection: TransactionConnection, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const executor = new DefaultQueryExecutor(compiler, adapter, {
      provideConnection: (consumer) => consumer(connection),
    });
    const tx = new Transaction<Tables>({ ...this.#shared, executor });
    // Sent, not awaited: PostgreSQL answers in order, so the first query cannot overtake it.
    const begun = connection.begin(begin);
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
