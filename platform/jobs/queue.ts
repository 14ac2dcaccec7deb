import { PgBoss } from 'pg-boss';
import type { JobsOptions, Runner } from './run.ts';
import { isDue } from './schedule.ts';

/** pg-boss as it is used here: three queues that say who does what next; what is to be done stands in our own tables. */
export interface Queue {
  wake(placeId: string): void;
  stop(): Promise<void>;
}

const queues = { sweep: 'sweep', deliver: 'deliver', scheduled: 'scheduled' } as const;

/** Milliseconds in which rings for one place become one. */
const gather = 10;

/** Seconds after which the work of a process that was killed is taken over by another. */
const heartbeatSeconds = 30;
const limits = {
  expireInSeconds: 3600,
  heartbeatSeconds,
  retryLimit: 3,
  retryDelay: 2,
  retryBackoff: true,
  deleteAfterSeconds: 3600,
};

export async function startQueue(options: JobsOptions, runner: Runner): Promise<Queue> {
  const { ownerUrl, places, work = true, sweepSeconds = 15, report = () => {} } = options;
  const boss = new PgBoss({
    connectionString: ownerUrl,
    application_name: 'upwell jobs',
    schema: 'pgboss',
    schedule: false,
    useListenNotify: true,
    max: 4,
    superviseIntervalSeconds: 20,
    monitorIntervalSeconds: 20,
  });
  boss.on('error', (error) => report(error, { job: 'queue' }));
  await boss.start();
  // Waiting once is enough for each place; two workers at one place pass over what the other holds.
  await boss.createQueue(queues.sweep, { policy: 'short', ...limits });
  await boss.createQueue(queues.deliver, { policy: 'short', notify: true, ...limits });
  // A periodic job must not run twice at the same time, so it is neither queued nor begun while it runs.
  await boss.createQueue(queues.scheduled, { policy: 'exclusive', notify: true, ...limits });

  const sendDeliver = (placeId: string) => boss.send(queues.deliver, { placeId }, { singletonKey: placeId });

  // The owner sees every place, so one question each finds what waits anywhere.
  const owner = boss.getDb();
  const sweep = async () => {
    const now = options.clock.now();
    const waiting = await owner.executeSql('select distinct place_id from event where due_at <= $1', [now]);
    for (const { place_id } of waiting.rows) await sendDeliver(place_id);
    const { rows } = await owner.executeSql('select place_id, name, ran_to from schedule_run');
    const last = new Map(rows.map(({ place_id, name, ran_to }) => [`${place_id}/${name}`, ran_to as Date]));
    for (const placeId of await places()) {
      for (const job of options.schedules) {
        const singletonKey = `${placeId}/${job.name}`;
        if (!isDue(job, last.get(singletonKey), now)) continue;
        await boss.send(queues.scheduled, { placeId, name: job.name }, { singletonKey });
      }
    }
  };

  if (work) {
    await boss.work(queues.sweep, { pollingIntervalSeconds: 1 }, sweep);
    await boss.work<{ placeId: string }>(queues.deliver, { localConcurrency: 2 }, async ([job]) => {
      if (job) await runner.deliver(job.data.placeId);
    });
    await boss.work<{ placeId: string; name: string }>(queues.scheduled, { localConcurrency: 2 }, async ([job]) => {
      if (!job) return;
      const { name, placeId } = job.data;
      try {
        await runner.runIfDue(name, placeId);
      } catch (error) {
        report(error, { placeId, job: name });
        throw new Error(`The job ${name} failed.`);
      }
    });
  }

  const askForSweep = (slot: { singletonSeconds?: number }) =>
    boss.send(queues.sweep, null, slot).catch((error: unknown) => report(error, { job: queues.sweep }));
  // What was left when the last process was killed is looked for at once; after that, one of all processes sweeps in
  // each slot of time.
  if (work) void askForSweep({});
  const sweeper = work ? setInterval(askForSweep, sweepSeconds * 1000, { singletonSeconds: sweepSeconds }) : undefined;

  const waking = new Map<string, NodeJS.Timeout>();
  const knock = async (placeId: string) => {
    waking.delete(placeId);
    try {
      await sendDeliver(placeId);
    } catch (error) {
      report(error, { placeId, job: queues.deliver });
    }
  };

  return {
    wake: (placeId) => {
      if (!waking.has(placeId)) waking.set(placeId, setTimeout(knock, gather, placeId));
    },
    stop: async () => {
      clearInterval(sweeper);
      for (const timer of waking.values()) clearTimeout(timer);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
