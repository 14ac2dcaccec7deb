import { makeDemoPlace } from '@upwell/app/demo/make-demo-place.ts';
import { openInstallation } from '@upwell/app/installation.ts';
import { readConfig } from '@upwell/platform/config';
import type { BareOrders } from './places/bare-server.ts';
import { capture } from './places/capture.ts';
import { inTurns } from './places/load.ts';
import { newDataDir, removeDataDir, settingsOf, startChild, startOurs, stopChild } from './places/our-server.ts';
import type { BenchRow, BenchTable } from './run.ts';

const CLIENTS = 16;

/** Pages a second of the demo place, against a bare Fastify and pg that asks the same and answers the same bytes. */
export async function run(): Promise<BenchTable> {
  const dataDir = await newDataDir();
  const installation = await openInstallation(readConfig(settingsOf(dataDir)));
  await makeDemoPlace(installation, new Date());
  const thread = await fullestThread(installation.services.db);
  await installation.close();

  const ours = await startOurs(dataDir);
  try {
    const paths = { 'the home of a place': '/', 'a thread': `/thread/${thread}` };
    const pages = await capture(dataDir, Object.values(paths));
    const bare = (pipelined: boolean) =>
      startChild<{ address: string }>('bench/places/bare-server.ts', {}, {
        url: ours.url,
        pages,
        pipelined,
      } satisfies BareOrders);
    const [inOrder, atOnce] = [await bare(false), await bare(true)];
    const rows: BenchRow[] = [];
    for (const [what, path] of Object.entries(paths)) {
      const load = (address: string) => ({
        url: address + path,
        connections: CLIENTS,
        headers: { accept: 'text/html' },
      });
      const [we, first, second] = await inTurns([ours.address, inOrder.ready.address, atOnce.ready.address].map(load));
      const { statements, html } = pages.find((page) => page.path === path)!;
      rows.push({
        page: what,
        queries: statements.length,
        'bytes of HTML': Buffer.byteLength(html),
        'ours / bare Fastify + pg': we!.middle / first!.middle,
        aim: '≥ 0.5',
        'ours / the same, queries all sent at once': we!.middle / second!.middle,
        'spread of the rounds': `${Math.round(Math.max(we!.spread, first!.spread, second!.spread) * 100)} %`,
      });
    }
    await Promise.all([stopChild(inOrder.child), stopChild(atOnce.child)]);
    return { title: `Pages a second, ${CLIENTS} readers at once`, rows };
  } finally {
    await ours.stop();
    await removeDataDir(dataDir);
  }
}

/** The record with most records tied to it. */
async function fullestThread(db: Awaited<ReturnType<typeof openInstallation>>['services']['db']): Promise<string> {
  const place = await db.installation((tx) =>
    tx.selectFrom('place_directory').select('root_id').executeTakeFirstOrThrow(),
  );
  const { id } = await db.read({ placeId: place.root_id }, (tx) =>
    tx
      .selectFrom('link')
      .innerJoin('record', (join) =>
        join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', 'link.to_id'),
      )
      .select(['record.id'])
      .where('record.type', '=', 'decision')
      .where('record.sensitivity', '=', 'public')
      .groupBy('record.id')
      .orderBy((expression) => expression.fn.countAll(), 'desc')
      .limit(1)
      .executeTakeFirstOrThrow(),
  );
  return id;
}
