import { setTimeout as wait } from 'node:timers/promises';
import { movableClock } from '@upwell/platform/clock';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { sql } from 'kysely';
import pg from 'pg';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  announce,
  type EventHandler,
  on,
  runner,
  type Schedule,
  schedule,
  stuck,
  sweepEvents,
  tryAgain,
} from './index.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await testDatabase();
});
afterAll(() => world.drop());

const start = new Date('2026-05-01T09:30:00Z');

/** One place with a runner; `say` makes a change that announces something. */
function place(handlers: EventHandler[] = [], schedules: Schedule[] = [], patience?: number) {
  const placeId = v7();
  const clock = movableClock(start);
  const reports: unknown[] = [];
  const jobs = runner({
    db: world.db,
    clock,
    handlers,
    schedules,
    places: async () => [placeId],
    report: (error) => reports.push(error),
    patience,
  });
  const subject = { type: 'contribution', id: v7() };
  const say = (name = 'test.said', data = {}) =>
    world.db.write({ placeId }, (tx) => announce(tx, { placeId, name, subject, data, now: clock.now() }));
  const heard = () =>
    world.db.read({ placeId }, async (tx) => {
      const { rows } = await sql<{ handler: string; done: boolean; tries: number }>`
        select handler, done_at is not null as done, tries from event_delivery where place_id = ${placeId} order by handler`.execute(
        tx,
      );
      return rows;
    });
  return { placeId, clock, reports, jobs, say, heard, subject };
}

describe('an event', () => {
  test('is heard by everybody who listens for it, with what it is about, and by nobody else', async () => {
    const heard: unknown[] = [];
    const hear = (event: string, name: string) =>
      on(event, name, async (_, { id, name: what, data, subject }) => void heard.push([name, id, what, data, subject]));
    const here = place([hear('test.said', 'one'), hear('test.said', 'two'), hear('test.unsaid', 'three')]);
    const id = await here.say('test.said', { words: 12 });
    await here.jobs.drain();
    expect(heard).toEqual([
      ['one', id, 'test.said', { words: 12 }, here.subject],
      ['two', id, 'test.said', { words: 12 }, here.subject],
    ]);
  });

  test('of a change that is undone is never heard', async () => {
    let heard = 0;
    const here = place([
      on('test.said', 'one', async () => {
        heard += 1;
      }),
    ]);
    await expect(
      world.db.write({ placeId: here.placeId }, async (tx) => {
        await announce(tx, { placeId: here.placeId, name: 'test.said', subject: here.subject, now: start });
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await here.jobs.drain();
    expect(heard).toBe(0);
  });

  test('is heard once, however often anybody looks', async () => {
    let heard = 0;
    const here = place([
      on('test.said', 'one', async () => {
        heard += 1;
      }),
    ]);
    await here.say();
    for (let round = 0; round < 3; round += 1) await here.jobs.drain();
    expect(heard).toBe(1);
  });

  test('comes after those before it', async () => {
    const heard: unknown[] = [];
    const here = place([on('test.said', 'one', async (_, event) => void heard.push(event.data.n))]);
    for (let n = 1; n <= 250; n += 1) await here.say('test.said', { n });
    // However the rows lie in the table by now.
    await world.db.write(here, (tx) =>
      sql`update event set made_at = made_at where (data->>'n')::int % 2 = 1`.execute(tx),
    );
    await here.jobs.drain();
    expect(heard).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
  });

  test('that a handler announces is heard as well', async () => {
    const heard: string[] = [];
    const here = place([
      on('test.said', 'pass on', (tx, event) =>
        announce(tx, { ...event, name: 'test.passed-on', now: start }).then(() => {}),
      ),
      on('test.passed-on', 'hear', async (_, event) => void heard.push(event.name)),
    ]);
    await here.say();
    await here.jobs.drain();
    expect(heard).toEqual(['test.passed-on']);
  });

  test('made while the clock ran ahead is not held back when the clock is put right', async () => {
    let heard = 0;
    const here = place([
      on('test.said', 'one', async () => {
        heard += 1;
      }),
    ]);
    here.clock.set(new Date('2031-01-01T00:00:00Z'));
    await here.say();
    here.clock.set(start);
    await here.jobs.drain();
    expect(heard).toBe(1);
  });

  test('nobody listens for takes nobody time twice', async () => {
    const here = place();
    await here.say();
    await here.jobs.drain();
    const late = place([on('test.said', 'one', async () => {})]);
    expect(await late.jobs.deliver(here.placeId)).toBe(0);
  });

  test('is refused when it carries a page of text', async () => {
    const here = place();
    await expect(here.say('test.said', { text: 'x'.repeat(9000) })).rejects.toThrow(/check constraint/);
  });
});

describe('two workers at the same events', () => {
  test('hear each of them once between them', async () => {
    const effects: unknown[] = [];
    const hear = on('test.said', 'one', async (tx, event) => {
      await sql`select pg_sleep(0.002)`.execute(tx);
      await announce(tx, {
        placeId: event.placeId,
        name: 'test.effect',
        subject: event.subject,
        data: event.data,
        now: start,
      });
      effects.push(event.data.n);
    });
    const here = place([hear]);
    const other = runner({
      db: world.db,
      clock: here.clock,
      handlers: [hear],
      schedules: [],
      places: async () => [here.placeId],
    });
    for (let n = 0; n < 40; n += 1) await here.say('test.said', { n });
    await Promise.all([here.jobs.drain(), other.drain()]);
    const kept = await world.db.read({ placeId: here.placeId }, (tx) =>
      tx
        .selectFrom('event')
        .select('data')
        .where('place_id', '=', here.placeId)
        .where('name', '=', 'test.effect')
        .execute(),
    );
    expect(kept.map((row) => row.data.n).sort((one, two) => Number(one) - Number(two))).toEqual(
      Array.from({ length: 40 }, (_, n) => n),
    );
    expect(effects).toHaveLength(40);
  });
});

test('an event that another worker is long at holds up no other', async () => {
  const heard: unknown[] = [];
  const here = place([on('test.said', 'one', async (_, event) => void heard.push(event.data.n))]);
  const held = await here.say('test.said', { n: 1 });
  await here.say('test.said', { n: 2 });
  const other = new pg.Client({ connectionString: world.ownerUrl });
  await other.connect();
  await other.query('begin');
  await other.query('select from event where id = $1 for no key update', [held]);
  const outcome = await Promise.race([here.jobs.deliver(here.placeId), wait(2_000, 'waited')]);
  await other.query('rollback');
  await other.end();
  expect([outcome, heard]).toEqual([1, [2]]);
  await here.jobs.drain();
  expect(heard).toEqual([2, 1]);
});

describe('a handler that fails', () => {
  const poison = on('test.said', 'poison', async (tx, event) => {
    await announce(tx, { placeId: event.placeId, name: 'test.half', subject: event.subject, now: start });
    throw new TypeError('Asha said something we cannot read');
  });

  test('keeps nothing of what it did and holds up neither other handlers nor other events', async () => {
    const heard: unknown[] = [];
    const here = place([
      poison,
      on('test.said', 'well', async (_, event) => void heard.push(event.data.n)),
      on('test.half', 'half', async () => void heard.push('half')),
      on('test.other', 'other', async () => void heard.push('other')),
    ]);
    await here.say('test.said', { n: 1 });
    await here.say('test.said', { n: 2 });
    await here.say('test.other');
    await here.jobs.drain();
    expect(heard).toEqual([1, 2, 'other']);
    expect(here.reports).toHaveLength(2);
  });

  test('is tried again, later and later, and then waits in sight for somebody, without its sentence', async () => {
    const here = place([poison]);
    const eventId = await here.say();
    const pauses: number[] = [];
    let last = start;
    for (let hour = 0; hour < 3 * 3600; hour += 1) {
      const before = here.reports.length;
      await here.jobs.deliver(here.placeId);
      if (here.reports.length > before) {
        pauses.push((here.clock.now().getTime() - last.getTime()) / 1000);
        last = here.clock.now();
      }
      if (here.reports.length === 10) break;
      here.clock.advance(1000);
    }
    expect(pauses).toEqual([0, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    const list = await world.db.read(here, (tx) => stuck(tx, here.placeId));
    expect(list).toEqual([
      {
        eventId,
        event: 'test.said',
        subject: here.subject,
        handler: 'poison',
        tries: 10,
        problem: 'TypeError',
        since: here.clock.now(),
      },
    ]);
    here.clock.advance(86_400_000);
    await here.jobs.drain();
    expect(here.reports).toHaveLength(10);
  }, 60_000);

  test('succeeds when its reason is gone, and what went well before is not done again', async () => {
    let broken = true;
    let well = 0;
    const here = place([
      on('test.said', 'well', async () => {
        well += 1;
      }),
      on('test.said', 'shaky', async () => {
        if (broken) throw new Error('not today');
      }),
    ]);
    await here.say();
    await here.jobs.drain();
    broken = false;
    here.clock.advance(10_000);
    await here.jobs.drain();
    expect([well, await here.heard()]).toEqual([
      1,
      [
        { handler: 'shaky', done: true, tries: 1 },
        { handler: 'well', done: true, tries: 0 },
      ],
    ]);
  });

  test('that was given up is taken up again by hand', async () => {
    let broken = true;
    const here = place([
      on('test.said', 'shaky', async () => {
        if (broken) throw new Error('not today');
      }),
    ]);
    const eventId = await here.say();
    for (let tries = 0; tries < 10; tries += 1) {
      await here.jobs.drain();
      here.clock.advance(3_600_000);
    }
    broken = false;
    const which = { placeId: here.placeId, eventId, handler: 'shaky' };
    expect(await world.db.write(here, (tx) => tryAgain(tx, which))).toBe(true);
    await here.jobs.drain();
    expect(await here.heard()).toEqual([{ handler: 'shaky', done: true, tries: 0 }]);
    expect(await world.db.write(here, (tx) => tryAgain(tx, which))).toBe(false);
  });

  test('because it never ends counts as failed', async () => {
    const here = place([on('test.said', 'endless', () => new Promise(() => {}))], [], 50);
    await here.say();
    await here.jobs.drain();
    expect(await here.heard()).toEqual([{ handler: 'endless', done: false, tries: 1 }]);
    expect(String(here.reports[0])).toMatch(/TookTooLong/);
  });
});

describe('a periodic job', () => {
  test('runs when it is due, for every place, and only then', async () => {
    const runs: string[] = [];
    const daily = schedule('test.daily', '0 7 * * *', async ({ now }) => void runs.push(now.toISOString()));
    const here = place([], [daily]);
    await here.jobs.drain();
    here.clock.set(new Date('2026-05-02T05:59:00Z'));
    await here.jobs.drain();
    here.clock.set(new Date('2026-05-02T06:00:00Z'));
    await here.jobs.drain();
    await here.jobs.drain();
    // Seven o'clock in London, in summer.
    expect(runs).toEqual(['2026-05-01T09:30:00.000Z', '2026-05-02T06:00:00.000Z']);
  });

  test('runs once after weeks in which nothing ran', async () => {
    let runs = 0;
    const here = place(
      [],
      [
        schedule('test.often', '* * * * *', async () => {
          runs += 1;
        }),
      ],
    );
    await here.jobs.drain();
    here.clock.advance(14 * 86_400_000);
    await here.jobs.drain();
    expect(runs).toBe(2);
  });

  test('that fails is told and is due again, and the others run', async () => {
    let broken = true;
    const runs: string[] = [];
    const here = place(
      [],
      [
        schedule('test.shaky', '* * * * *', async () => {
          if (broken) throw new Error('not today');
          runs.push('shaky');
        }),
        schedule('test.well', '* * * * *', async () => void runs.push('well')),
      ],
    );
    await here.jobs.drain();
    expect([runs, here.reports.length]).toEqual([['well'], 1]);
    broken = false;
    await here.jobs.drain();
    expect(runs).toEqual(['well', 'shaky']);
  });

  test('two jobs of one name are refused, as are two handlers of one event', () => {
    const job = schedule('test.same', '* * * * *', async () => {});
    expect(() => place([], [job, job])).toThrow(/Two jobs are called test.same/);
    const handler = on('test.said', 'same', async () => {});
    expect(() => place([handler, handler])).toThrow(/Two jobs are called/);
  });
});

test('events that everybody heard are kept for a month; what is stuck or still to do stays', async () => {
  const here = place([
    on('test.said', 'well', async () => {}),
    on('test.poison', 'poison', () => Promise.reject(new Error('never'))),
  ]);
  await here.say('test.said');
  const bad = await here.say('test.poison');
  for (let tries = 0; tries < 10; tries += 1) {
    await here.jobs.drain();
    here.clock.advance(3_600_000);
  }
  const left = async (days: number) => {
    await sweepEvents.run({ db: world.db, placeId: here.placeId, now: new Date(start.getTime() + days * 86_400_000) });
    const rows = await world.db.read(here, (tx) =>
      tx.selectFrom('event').select('id').where('place_id', '=', here.placeId).orderBy('n').execute(),
    );
    return rows.map((row) => row.id);
  };
  expect(await left(29)).toHaveLength(2);
  const fresh = await here.say('test.said');
  expect(await left(31)).toEqual([bad, fresh]);
});
