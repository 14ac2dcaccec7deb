import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Claim, claim, settle, sweepIdempotency } from './idempotency.ts';

let world: TestDatabase;
beforeAll(async () => {
  world = await testDatabase();
});
afterAll(() => world.drop());

const now = new Date('2026-05-01T09:30:00Z');
const hash = (body: string) => createHash('sha256').update(body).digest();
const asked = (more: Partial<Claim> = {}): Claim => ({
  placeId: v7(),
  key: v7(),
  action: 'listen.say',
  bodyHash: hash('hello'),
  actorRef: 'visit 1',
  now,
  ...more,
});

/** A request that does its work, if it is its turn, and keeps what came of it. */
const request = (what: Claim, work: () => Promise<unknown>) =>
  world.db.write({ placeId: what.placeId }, async (tx) => {
    const claimed = await claim(tx, what);
    if (claimed !== 'new') return claimed;
    const outcome = await work();
    await settle(tx, { placeId: what.placeId, key: what.key, outcome });
    return outcome;
  });

test('the same request twice is done once and answered the same', async () => {
  let done = 0;
  const what = asked();
  const work = async () => {
    done += 1;
    return { ok: true, value: { id: 'a', note: "it's “quoted”" } };
  };
  const first = await request(what, work);
  expect(await request({ ...what, now: new Date(now.getTime() + 2 * 86_400_000) }, work)).toEqual({ replay: first });
  expect(done).toBe(1);
});

test.each([
  ['with other words', { bodyHash: hash('goodbye') }],
  ['for another action', { action: 'listen.unsay' }],
  ['by somebody else', { actorRef: 'visit 2' }],
  ['by nobody in particular', { actorRef: null }],
])('a key that comes back %s gets nothing of the first outcome', async (_, other) => {
  const what = asked();
  await request(what, async () => ({ ok: true, value: 'mine' }));
  expect(await request({ ...what, ...other }, async () => 'not reached')).toBe('other-body');
});

test('one key in two places is two keys', async () => {
  const what = asked();
  await request(what, async () => 'here');
  expect(await request({ ...what, placeId: v7() }, async () => 'there')).toBe('there');
});

test('eight at once: one does it, seven wait and get what it got', async () => {
  let done = 0;
  const what = asked();
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      request(what, async () => {
        done += 1;
        await wait(50);
        return { ok: true, value: done };
      }),
    ),
  );
  expect(done).toBe(1);
  const replays = answers.filter((answer) => typeof answer === 'object' && answer !== null && 'replay' in answer);
  expect(replays).toEqual(Array.from({ length: 7 }, () => ({ replay: { ok: true, value: 1 } })));
});

test('when the first comes to nothing, the one who waited gets its turn', async () => {
  const what = asked();
  const started = Promise.withResolvers<void>();
  const failing = request(what, async () => {
    started.resolve();
    await wait(50);
    throw new Error('undone');
  });
  await started.promise;
  const waiting = request(what, async () => 'mine after all');
  await expect(failing).rejects.toThrow('undone');
  expect(await waiting).toBe('mine after all');
});

test('a change kept without its outcome is our own mistake and says so', async () => {
  const what = asked();
  await world.db.write({ placeId: what.placeId }, (tx) => claim(tx, what));
  await expect(request(what, async () => 'again')).rejects.toThrow(/without its outcome/);
});

test('an outcome is kept for a week', async () => {
  const what = asked();
  await request(what, async () => 'first');
  const sweep = (days: number) =>
    sweepIdempotency.run({ db: world.db, placeId: what.placeId, now: new Date(now.getTime() + days * 86_400_000) });
  await sweep(7);
  expect(await request(what, async () => 'second')).toEqual({ replay: 'first' });
  await sweep(7.01);
  expect(await request(what, async () => 'second')).toBe('second');
});
