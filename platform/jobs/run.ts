import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '@upwell/platform/clock';
import type { Database } from '@upwell/platform/database';
import { hang } from './bell.ts';
import { anythingDue, deliverDue } from './deliver.ts';
import type { EventHandler } from './event.ts';
import type { Report } from './problem.ts';
import { type Queue, startQueue } from './queue.ts';
import { isDue, type Schedule } from './schedule.ts';

export interface RunnerOptions {
  db: Database;
  clock: Clock;
  handlers: readonly EventHandler[];
  schedules: readonly Schedule[];
  /** Every place (tenant) of the installation. */
  places(): Promise<string[]>;
  report?: Report;
  /** Milliseconds after which a handler counts as failed; five minutes unless told. */
  patience?: number;
}

/** Does the work when told to. It keeps no queue of its own: `startJobs` does. */
export interface Runner {
  /** Delivers what is due in one place. Gives the number of handlers that ran. */
  deliver(placeId: string): Promise<number>;
  /** Runs one periodic job in one place if it is due. Gives whether it ran; throws what the job throws. */
  runIfDue(name: string, placeId: string): Promise<boolean>;
  /**
   * Runs everything that is due by the clock, to the end: events, what their handlers announce, periodic jobs. What
   * failed and waits for its next try is left. Throws when the work feeds itself and never ends.
   */
  drain(): Promise<void>;
}

const mostRounds = 1_000;

/** Makes a runner. Refuses two handlers of one event, or two periodic jobs, of the same name. */
export function runner(options: RunnerOptions): Runner {
  const { db, clock, handlers, schedules, places, report = () => {}, patience } = options;
  unique(handlers.map(({ event, name }) => `${event} → ${name}`));
  unique(schedules.map(({ name }) => name));
  const running = new Map<string, Promise<unknown>>();

  const delivering = new Map<string, { again: boolean; done: Promise<number> }>();

  /** One worker at a time for each place of this process, so that events are heard in their order. */
  const deliver = (placeId: string): Promise<number> => {
    const underWay = delivering.get(placeId);
    if (underWay) {
      underWay.again = true;
      return underWay.done;
    }
    const turn = { again: true, done: Promise.resolve(0) };
    turn.done = (async () => {
      try {
        let ran = 0;
        while (turn.again) {
          turn.again = false;
          ran += await deliverDue({ db, handlers, report, patience }, placeId, clock.now());
        }
        return ran;
      } finally {
        delivering.delete(placeId);
      }
    })();
    delivering.set(placeId, turn);
    return turn.done;
  };

  const ranTo = (placeId: string): Promise<Map<string, Date>> =>
    db.read({ placeId }, async (tx) => {
      const rows = await tx
        .selectFrom('schedule_run')
        .select(['name', 'ran_to'])
        .where('place_id', '=', placeId)
        .execute();
      return new Map(rows.map((row) => [row.name, row.ran_to]));
    });

  const dueSchedules = async (placeId: string) => {
    const last = await ranTo(placeId);
    return schedules.filter((job) => isDue(job, last.get(job.name), clock.now())).map((job) => job.name);
  };

  const run = async (job: Schedule, placeId: string) => {
    const now = clock.now();
    if (!isDue(job, (await ranTo(placeId)).get(job.name), now)) return false;
    await job.run({ db, placeId, now });
    await db.write({ placeId }, (tx) =>
      tx
        .insertInto('schedule_run')
        .values({ place_id: placeId, name: job.name, ran_to: now })
        .onConflict((conflict) => conflict.columns(['place_id', 'name']).doUpdateSet({ ran_to: now }))
        .execute(),
    );
    return true;
  };

  /** Two turns of one job in one place never overlap in this process; the queue sees to the other processes. */
  const runIfDue = async (name: string, placeId: string): Promise<boolean> => {
    const job = schedules.find((each) => each.name === name);
    if (!job) return false;
    const key = `${placeId} ${name}`;
    const before = running.get(key);
    const turn = (before ?? Promise.resolve()).then(
      () => run(job, placeId),
      () => run(job, placeId),
    );
    running.set(key, turn);
    try {
      return await turn;
    } finally {
      if (running.get(key) === turn) running.delete(key);
    }
  };

  const drain = async () => {
    const failed = new Set<string>();
    for (let round = 0; round < mostRounds; round += 1) {
      let busy = false;
      let elsewhere = false;
      for (const placeId of await places()) {
        if ((await deliver(placeId)) > 0) busy = true;
        for (const name of await dueSchedules(placeId)) {
          const key = `${placeId} ${name}`;
          if (failed.has(key)) continue;
          try {
            if (await runIfDue(name, placeId)) busy = true;
          } catch (error) {
            failed.add(key);
            report(error, { placeId, job: name });
          }
        }
        if (await anythingDue(db, placeId, clock.now())) elsewhere = true;
      }
      if (!busy && !elsewhere) return;
      // What is due and was not ours to do is in the hands of another process.
      if (!busy) await wait(20);
    }
    throw new Error('The work that is due makes new work without end.');
  };

  return { deliver, runIfDue, drain };
}

function unique(names: string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`Two jobs are called ${twice}.`);
}

export interface JobsOptions extends RunnerOptions {
  /** The owner's address: the queue keeps its tables in the schema `pgboss`, which it installs and upgrades itself. */
  ownerUrl: string;
  /** False for a process that only announces and leaves the work to others. */
  work?: boolean;
  /** Seconds between two sweeps for what no bell announced; one process at a time does it. */
  sweepSeconds?: number;
}

export interface Jobs {
  /** Wakes the workers for a place; the same as `ring`. */
  ring(placeId: string): void;
  drain(): Promise<void>;
  /** Lets running work end (10 seconds at most), then closes the queue's connections. */
  stop(): Promise<void>;
}

/** Starts the workers of this process. Any number of processes may do so on one database. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const own = runner(options);
  const queue: Queue = await startQueue(options, own);
  const unhang = hang(queue.wake);
  return {
    ring: queue.wake,
    drain: own.drain,
    stop: async () => {
      unhang();
      await queue.stop();
    },
  };
}
