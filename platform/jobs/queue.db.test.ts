import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@upwell/platform/clock';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { announce, type EventHandler, type Jobs, type JobsOptions, on, ring, schedule, startJobs } from './index.ts';

let world: TestDatabase;
let placeId: string;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  world = await testDatabase();
});
afterAll(() => world.drop());
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

const places = new Set<string>();
const newPlace = () => {
  placeId = v7();
  places.clear();
  places.add(placeId);
};
const reports: unknown[] = [];

async function start(handlers: EventHandler[], more: Partial<JobsOptions> = {}): Promise<Jobs> {
  const jobs = await startJobs({
    db: world.db,
    ownerUrl: world.ownerUrl,
    clock: systemClock,
    handlers,
    schedules: [],
    places: async () => [...places],
    report: (error) => reports.push(error),
    ...more,
  });
  stops.push(jobs.stop);
  return jobs;
}

const say = (data = {}) =>
  world.db.write({ placeId }, (tx) =>
    announce(tx, { placeId, name: 'test.said', subject: { type: 'contribution', id: v7() }, data, now: new Date() }),
  );

/** A process that hangs at a chosen moment, and that this test kills without warning. */
async function killedWhile(where: 'announce' | 'deliver' | 'periodic'): Promise<void> {
  const script = fileURLToPath(new URL('./killed.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script, world.ownerUrl, placeId, where], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}

const until = (what: () => unknown, timeout = 10_000) => vi.waitUntil(what, { timeout, interval: 10 });

describe('the plug is pulled', () => {
  test('between the change and its news: they are delivered after the restart', async () => {
    newPlace();
    await killedWhile('announce');
    const heard: string[] = [];
    await start([on('test.said', 'test.hear', async (_, event) => void heard.push(event.placeId))]);
    await until(() => heard.length > 0);
    expect(heard).toEqual([placeId]);
  }, 30_000);

  test('in the middle of a handler: nothing of the half is kept, and the whole is done once', async () => {
    newPlace();
    const said = say();
    await said;
    await killedWhile('deliver');
    const halves: string[] = [];
    const jobs = await start([
      on('test.said', 'test.hear', (tx, event) =>
        announce(tx, { placeId, name: 'test.heard', subject: event.subject, now: new Date() }).then(() => {}),
      ),
      on('test.heard', 'test.count', async (_, event) => void halves.push(event.id)),
    ]);
    await jobs.drain();
    await until(() => halves.length > 0);
    expect(halves).toHaveLength(1);
  }, 30_000);
});

describe('the bell', () => {
  // A new database: what a killed process had in hand is taken up again at some time, and would count as a bell here.
  beforeAll(async () => {
    await world.drop();
    world = await testDatabase();
  });

  /** A worker whose first sweep is over and whose next is far away: only a bell can wake it now. */
  const asleep = async (handlers: EventHandler[]) => {
    let swept = false;
    const answered = async () => {
      swept = true;
      return [...places];
    };
    await start(handlers, { sweepSeconds: 600, places: answered });
    await until(() => swept);
    await new Promise((go) => setTimeout(go, 200));
  };

  test('has a change heard at once, without waiting for the next sweep', async () => {
    newPlace();
    const heard: number[] = [];
    await asleep([on('test.said', 'test.hear', async () => void heard.push(Date.now()))]);
    const before = Date.now();
    await say();
    ring(placeId);
    await until(() => heard.length > 0);
    expect(heard[0]! - before).toBeLessThan(2_000);
  }, 30_000);

  test('rings by itself soon after the announcement', async () => {
    newPlace();
    const heard: number[] = [];
    await asleep([on('test.said', 'test.hear', async () => void heard.push(1))]);
    await say();
    await until(() => heard.length > 0, 3_000);
    expect(heard).toEqual([1]);
  }, 30_000);

  test('wakes another process than the one where it was rung', async () => {
    newPlace();
    const heard: string[] = [];
    await asleep([on('test.said', 'test.hear', async () => void heard.push('worker'))]);
    const announcer = await start([], { work: false });
    await say();
    announcer.ring(placeId);
    await until(() => heard.length > 0, 3_000);
    expect(heard).toEqual(['worker']);
  }, 30_000);
});

describe('several processes', () => {
  test('hear each event once between them', async () => {
    newPlace();
    const heard: unknown[] = [];
    const hear = on('test.said', 'test.hear', async (tx, event) => {
      heard.push(event.data.n);
      await announce(tx, { placeId, name: 'test.effect', subject: event.subject, data: event.data, now: new Date() });
    });
    await start([hear]);
    await start([hear]);
    await Promise.all(Array.from({ length: 50 }, (_, n) => say({ n })));
    ring(placeId);
    const effects = () =>
      world.db.read({ placeId }, (tx) =>
        tx
          .selectFrom('event')
          .select('data')
          .where('place_id', '=', placeId)
          .where('name', '=', 'test.effect')
          .execute(),
      );
    await vi.waitFor(async () => expect(await effects()).toHaveLength(50), { timeout: 10_000 });
    expect(new Set((await effects()).map((row) => row.data.n)).size).toBe(50);
  }, 30_000);

  test('run a periodic job once between them', async () => {
    newPlace();
    let runs = 0;
    const daily = schedule('test.daily', '0 7 * * *', async () => {
      runs += 1;
    });
    const both = { schedules: [daily], sweepSeconds: 1 };
    await start([], both);
    await start([], both);
    await until(() => runs > 0);
    await new Promise((go) => setTimeout(go, 3_000));
    expect(runs).toBe(1);
  }, 30_000);
});

test('the app has no way into the tables of the queue, and stopping twice does no harm', async () => {
  newPlace();
  const jobs = await start([]);
  await jobs.stop();
  await jobs.stop();
  const client = new pg.Client({ connectionString: world.ownerUrl });
  await client.connect();
  const { rows } = await client.query(`select has_schema_privilege('upwell_app', 'pgboss', 'usage') as may`);
  await client.end();
  expect(rows[0].may).toBe(false);
}, 30_000);
