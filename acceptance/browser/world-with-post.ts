import { openWorld } from '@upwell/app/testing.ts';
import { startTestCluster } from '@upwell/platform/database/cluster';
import { cloneDatabase } from '@upwell/platform/database/testing';

// A process of its own for one place whose post can be read: it says its address, and what was sent when it is asked.
const cluster = await startTestCluster(process.env.TEST_DATABASE_URL);
const world = await openWorld(await cloneDatabase(cluster), { start: new Date().toISOString() });

process.on('message', async () => {
  await world.drain();
  process.send?.({ outbox: await world.outbox(), faults: world.faults.map(({ message }) => message) });
});
process.on('disconnect', async () => {
  await world.close();
  await cluster.stop();
  process.exit(0);
});
process.send?.({ address: world.address });
