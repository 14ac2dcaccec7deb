import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { openWorld, type World } from '@upwell/app/testing.ts';
import { startTestCluster } from '@upwell/platform/database/cluster';
import { cloneDatabase, type TestDatabase } from '@upwell/platform/database/testing';
import type { Ask } from './door.ts';
import { findSamples } from './samples.ts';

// A process of its own for the worlds that are visited, shared by all the browser's workers.
const cluster = await startTestCluster(process.env.TEST_DATABASE_URL);
const open = new Map<string, Promise<{ world: World; database: TestDatabase }>>();
const once = new Map<string, Promise<unknown>>();

function worldOf({ world: name, begins }: Ask) {
  const known = open.get(name);
  if (known) return known;
  const opening = cloneDatabase(cluster).then(async (database) => ({
    database,
    world: await openWorld(database, { begins, env: begins === 'demo' ? { DEMO: 'true' } : {} }),
  }));
  open.set(name, opening);
  return opening;
}

/** What is worked out the first time anybody asks, and the same for everybody after. */
function asked<T>(what: string, work: () => Promise<T>): Promise<T> {
  if (!once.has(what)) once.set(what, work());
  return once.get(what) as Promise<T>;
}

async function answer(ask: Ask): Promise<unknown> {
  const { world, database } = await worldOf(ask);
  const { wish } = ask;
  switch (wish.is) {
    case 'address':
      return world.address;
    case 'drain':
      return await world.drain();
    case 'day':
      return await world.toDay(wish.day);
    case 'person':
      return (await world.person(wish.nickname, ...(wish.power ? [wish.power] : []))).cookies;
    case 'claim':
      return await asked(`claim ${ask.world}`, async () => {
        const visitor = world.visitor();
        await visitor.visit('/start');
        await visitor.submit({ code: (await world.ownerCode()) ?? '' });
        return visitor.cookies;
      });
    case 'samples':
      return await asked(`samples ${ask.world}`, () => findSamples(world, database.db, wish.pages));
    case 'faults':
      return world.faults.splice(0).map(({ stack }) => stack);
  }
}

const server = createServer(async (request, reply) => {
  const outcome = await answer((await json(request)) as Ask).then(
    (value) => ({ value }),
    (error: Error) => ({ error: error.stack }),
  );
  reply.setHeader('content-type', 'application/json').end(JSON.stringify(outcome));
});
server.listen(0, '127.0.0.1', () =>
  process.send?.({ at: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }),
);

process.on('disconnect', async () => {
  server.close();
  server.closeAllConnections();
  for (const opening of open.values()) await (await opening).world.close();
  await cluster.stop();
  process.exit(0);
});
