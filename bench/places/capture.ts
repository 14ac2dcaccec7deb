import { openInstallation } from '@upwell/app/installation.ts';
import { createWeb } from '@upwell/app/web.ts';
import { readConfig } from '@upwell/platform/config';
import pg from 'pg';
import type { BareOrders } from './bare-server.ts';
import { settingsOf } from './our-server.ts';

/** Asks our own pages beside the running server and writes down what each asked the database and answered. */
export async function capture(dataDir: string, paths: readonly string[]): Promise<BareOrders['pages']> {
  const installation = await openInstallation(readConfig(settingsOf(dataDir)), { beside: true });
  const web = await createWeb(installation, { limitScale: 1e6 });
  const plain = pg.Client.prototype.query;
  let statements: { text: string; values?: unknown[] }[] = [];
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const [query] = given as [string | { text: string; values?: unknown[] }];
    if (typeof query === 'string') statements.push({ text: query });
    else statements.push({ text: query.text, values: query.values ?? [] });
    return (plain as (...all: unknown[]) => unknown).apply(this, given);
  } as typeof plain;
  try {
    const pages: BareOrders['pages'] = [];
    for (const path of paths) {
      const ask = () => web.inject({ url: path, headers: { host: '127.0.0.1', accept: 'text/html' } });
      await ask();
      statements = [];
      const answer = await ask();
      if (answer.statusCode !== 200) throw new Error(`${path} answers ${answer.statusCode}.`);
      // The end of a read is sent after its answer.
      await new Promise((resolve) => setTimeout(resolve, 20));
      pages.push({ path, statements, html: answer.body });
    }
    return pages;
  } finally {
    pg.Client.prototype.query = plain;
    await web.close();
    await installation.close();
  }
}
