/**
 * A process for `queue.db.test.ts` to kill: `announce` keeps a change and its event and then hangs before anyone was
 * told; `deliver` hangs in the middle of a handler that has written something already; `periodic` in a periodic job.
 */
import { systemClock } from '@upwell/platform/clock';
import { openDatabase } from '@upwell/platform/database';
import { v7 } from 'uuid';
import { announce, on, schedule, startJobs } from './index.ts';

const [ownerUrl, placeId, where] = process.argv.slice(2) as [string, string, string];
const db = await openDatabase({ url: ownerUrl, poolSize: 4 });
const hang = () => {
  console.log('hanging');
  return new Promise<never>(() => setInterval(() => {}, 1000));
};

if (where === 'announce') {
  await db.write({ placeId }, (tx) =>
    announce(tx, { placeId, name: 'test.said', subject: { type: 'contribution', id: v7() }, now: new Date() }),
  );
  await hang();
}

await startJobs({
  db,
  ownerUrl,
  clock: systemClock,
  places: async () => [placeId],
  handlers: [
    on('test.said', 'test.hear', async (tx, event) => {
      await announce(tx, { placeId, name: 'test.heard', subject: event.subject, now: new Date() });
      await hang();
    }),
  ],
  schedules: where === 'periodic' ? [schedule('test.often', '* * * * *', hang)] : [],
});
