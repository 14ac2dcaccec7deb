import formbody from '@fastify/formbody';
import fastify from 'fastify';
import pg from 'pg';

/** What the bare server is told: where the database is, what each page asks it and answers, and its one insert. */
export interface BareOrders {
  url: string;
  pages: { path: string; statements: { text: string; values?: unknown[] }[]; html: string }[];
  /** Sends all queries of a page at once in place of one after the other. */
  pipelined: boolean;
}

// Nothing but Fastify and pg: the baseline of the benches.
process.once('message', async ({ url, pages, pipelined }: BareOrders) => {
  const pool = new pg.Pool({
    connectionString: url,
    options: '-c role=upwell_app -c timezone=UTC',
    max: 10,
    ...(pipelined && { pipeline: true }),
  } as pg.PoolConfig);
  const app = fastify();
  await app.register(formbody);
  for (const { path, statements, html } of pages) {
    const queries = statements.map(({ text, values }, at) => (values ? { name: `${path} ${at}`, text, values } : text));
    app.get(path, async (_request, reply) => {
      const client = await pool.connect();
      try {
        if (pipelined) await Promise.all(queries.map((query) => client.query(query as string)));
        else for (const query of queries) await client.query(query as string);
      } finally {
        client.release();
      }
      return reply.type('text/html; charset=utf-8').send(html);
    });
  }
  app.post<{ Body: { id: string; words: string } }>('/insert', async ({ body }, reply) => {
    await pool.query({
      name: 'insert',
      text: 'insert into bench_words (id, words, made_at) values ($1, $2, now())',
      values: [body.id, body.words],
    });
    return reply.redirect('/thanks', 303);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as { port: number };
  process.send?.({ address: `http://127.0.0.1:${port}` });
  process.on('SIGTERM', () => process.exit(0));
});
