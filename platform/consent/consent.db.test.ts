import type { Tx } from '@upwell/platform/database';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  type Answer,
  forgetConsenter,
  give,
  history,
  noteLook,
  onWithdrawal,
  type Subject,
  standing,
  stands,
  type Withdrawn,
  whereStands,
  whoLooked,
  withdraw,
  withdrawAll,
} from './index.ts';

let world: TestDatabase;
const offs: (() => void)[] = [];
beforeAll(async () => {
  world = await testDatabase();
});
afterAll(() => world.drop());
afterEach(() => {
  for (const off of offs.splice(0)) off();
});

const now = new Date('2026-05-01T09:30:00Z');
const later = new Date('2026-06-01T09:30:00Z');
const words = { key: 'listen.say.publish', text: 'May we put your words on this page?', lang: 'en' };
const yes = (item = 'publish-words', more: Partial<Answer> = {}): Answer => ({
  item,
  given: true,
  words,
  channel: 'web',
  now,
  ...more,
});
const contribution = (placeId = v7()): Subject => ({ placeId, type: 'contribution', id: v7() });
const write = <T>(subject: Subject, work: (tx: Tx) => Promise<T>) => world.db.write({ placeId: subject.placeId }, work);
const takeBack = (subject: Subject, item = 'publish-words') =>
  write(subject, (tx) => withdraw(tx, subject, { item, by: 'self', now: later }));

describe('consent is item by item', () => {
  test('what was never asked does not stand', async () => {
    const subject = contribution();
    expect(await write(subject, (tx) => stands(tx, subject, 'publish-words'))).toBe(false);
  });

  test('a yes to one thing is no yes to another, nor for another contribution', async () => {
    const [subject, other] = [contribution(), contribution()];
    await write(subject, (tx) => give(tx, subject, yes()));
    expect(await write(subject, (tx) => stands(tx, subject, 'publish-words'))).toBe(true);
    expect(await write(subject, (tx) => stands(tx, subject, 'name'))).toBe(false);
    expect(await write(subject, (tx) => stands(tx, { ...other, placeId: subject.placeId }, 'publish-words'))).toBe(
      false,
    );
  });

  test('a no is kept, and stands for nothing', async () => {
    const subject = contribution();
    await write(subject, (tx) => give(tx, subject, yes('name', { given: false })));
    expect(await write(subject, (tx) => stands(tx, subject, 'name'))).toBe(false);
    expect(await write(subject, (tx) => history(tx, subject))).toMatchObject([{ item: 'name', given: false }]);
  });

  test('a no after a yes takes the yes back', async () => {
    const subject = contribution();
    const told: Withdrawn[] = [];
    offs.push(onWithdrawal('contribution', async (_, withdrawn) => void told.push(withdrawn)));
    await write(subject, (tx) => give(tx, subject, yes()));
    await write(subject, (tx) => give(tx, subject, yes('publish-words', { given: false, now: later })));
    expect(await write(subject, (tx) => stands(tx, subject, 'publish-words'))).toBe(false);
    expect(told).toEqual([{ subject, item: 'publish-words', at: later }]);
  });

  test('a yes after a withdrawal stands again', async () => {
    const subject = contribution();
    await write(subject, (tx) => give(tx, subject, yes()));
    await takeBack(subject);
    await write(subject, (tx) => give(tx, subject, yes('publish-words', { now: later })));
    expect(await write(subject, (tx) => stands(tx, subject, 'publish-words'))).toBe(true);
  });

  test('lists and joins ask for many at once', async () => {
    const placeId = v7();
    const [one, two, three] = [contribution(placeId), contribution(placeId), contribution(placeId)];
    for (const subject of [one, two]) await write(subject, (tx) => give(tx, subject, yes()));
    await takeBack(two);
    const ids = [one.id, two.id, three.id];
    const found = await write(one, (tx) => standing(tx, { placeId, type: 'contribution', ids }, 'publish-words'));
    expect([...found]).toEqual([one.id]);
    const { rows } = await write(one, (tx) =>
      sql<{ id: string }>`select c.id from (select ${placeId}::uuid as place_id, unnest(${ids}::uuid[]) as id) c
        where ${whereStands('contribution', 'publish-words', 'c')}`.execute(tx),
    );
    expect(rows).toEqual([{ id: one.id }]);
  });
});

describe('a withdrawal', () => {
  test('has everything that rests on the words made anew before it is kept', async () => {
    const subject = contribution();
    offs.push(
      onWithdrawal('contribution', async (tx, withdrawn) => {
        expect(await stands(tx, withdrawn.subject, withdrawn.item)).toBe(false);
        await noteLook(tx, {
          placeId: subject.placeId,
          personId: subject.id,
          subject,
          by: { personId: null, as: 'recomputer' },
          why: 'withdrawn',
          now,
        });
      }),
    );
    offs.push(onWithdrawal('story', () => Promise.reject(new Error('not of this type'))));
    await write(subject, (tx) => give(tx, subject, yes()));
    expect(await takeBack(subject)).toBe(true);
    const made = await write(subject, (tx) => whoLooked(tx, { placeId: subject.placeId, personId: subject.id }));
    expect(made).toHaveLength(1);
  });

  test('is not kept when something that rests on it could not be made anew', async () => {
    const subject = contribution();
    offs.push(onWithdrawal('contribution', () => Promise.reject(new Error('cannot recount'))));
    await write(subject, (tx) => give(tx, subject, yes()));
    await expect(takeBack(subject)).rejects.toThrow('cannot recount');
    expect(await write(subject, (tx) => stands(tx, subject, 'publish-words'))).toBe(true);
  });

  test('is told to everybody who listens, once, however often it is asked for', async () => {
    const subject = contribution();
    await write(subject, (tx) => give(tx, subject, yes()));
    expect(await takeBack(subject)).toBe(true);
    expect(await takeBack(subject)).toBe(false);
    const events = await write(subject, (tx) =>
      tx
        .selectFrom('event')
        .select(['name', 'subject_type', 'subject_id', 'data'])
        .where('place_id', '=', subject.placeId)
        .execute(),
    );
    expect(events).toEqual([
      {
        name: 'consent.withdrawn',
        subject_type: 'contribution',
        subject_id: subject.id,
        data: { item: 'publish-words' },
      },
    ]);
  });

  test('of everything at once takes back each item that stands', async () => {
    const subject = contribution();
    await write(subject, (tx) => give(tx, subject, yes()));
    await write(subject, (tx) => give(tx, subject, yes('name')));
    await write(subject, (tx) => give(tx, subject, yes('photo', { given: false })));
    const items = await write(subject, (tx) => withdrawAll(tx, subject, { by: 'helper', now: later }));
    expect(items.sort()).toEqual(['name', 'publish-words']);
  });

  test('leaves the history to read: what was asked, in which words, when, and when it was taken back', async () => {
    const subject = contribution();
    const personId = v7();
    await write(subject, (tx) => give(tx, subject, yes('publish-words', { personId, channel: 'phone' })));
    await takeBack(subject);
    const past = await write(subject, (tx) => history(tx, subject));
    expect(past).toMatchObject([
      {
        item: 'publish-words',
        given: true,
        words,
        channel: 'phone',
        givenAt: now,
        withdrawnAt: later,
        withdrawnBy: 'self',
      },
    ]);
    expect(JSON.stringify(past)).not.toContain(personId);
  });
});

describe('an answer is kept as it was given', () => {
  test.each([
    `update consent set words_text = 'May we sell your words?'`,
    `update consent set given = false`,
    `update consent set withdrawn_at = null, withdrawn_by = null`,
    `update consent set person_id = gen_random_uuid()`,
    `delete from consent`,
  ])('%s', async (statement) => {
    const subject = contribution();
    await write(subject, (tx) => give(tx, subject, yes()));
    await takeBack(subject);
    await expect(write(subject, (tx) => sql.raw(statement).execute(tx))).rejects.toThrow(
      /consent is kept|permission denied/,
    );
  });
});

describe('who looked', () => {
  const look = (placeId: string, personId: string, by: string | null, at = now) =>
    world.db.write({ placeId }, (tx) =>
      noteLook(tx, {
        placeId,
        personId,
        subject: { type: 'accompaniment', id: v7() },
        by: { personId: by, as: 'connector' },
        why: 'introduction',
        now: at,
      }),
    );
  const seen = (placeId: string, personId: string) =>
    world.db.read({ placeId }, (tx) => whoLooked(tx, { placeId, personId }));

  test('is for the person to read, the newest first, without their own looks or those at others', async () => {
    const [placeId, asha, ben, cleo] = [v7(), v7(), v7(), v7()];
    await look(placeId, asha, ben);
    await look(placeId, asha, null, later);
    await look(placeId, asha, asha);
    await look(placeId, cleo, ben);
    expect((await seen(placeId, asha)).map(({ at, by, why }) => [at, by, why])).toEqual([
      [later, { personId: null, as: 'connector' }, 'introduction'],
      [now, { personId: ben, as: 'connector' }, 'introduction'],
    ]);
  });

  test('cannot be rewritten', async () => {
    const [placeId, asha, ben] = [v7(), v7(), v7()];
    await look(placeId, asha, ben);
    for (const change of [`why = 'curiosity'`, `looked_by = gen_random_uuid()`, `at = at + interval '1 day'`])
      await expect(
        world.db.write({ placeId }, (tx) => sql.raw(`update looked set ${change}`).execute(tx)),
      ).rejects.toThrow(/kept as it was noted/);
  });

  test('erasing a person takes away the looks at them and their name from the looks at others', async () => {
    const [placeId, asha, ben] = [v7(), v7(), v7()];
    const subject = contribution(placeId);
    await write(subject, (tx) => give(tx, subject, yes('name', { personId: ben })));
    await look(placeId, asha, ben);
    await look(placeId, ben, asha);
    await world.db.write({ placeId }, (tx) => forgetConsenter(tx, { placeId, personId: ben }));
    expect(await seen(placeId, ben)).toEqual([]);
    expect((await seen(placeId, asha)).map(({ by }) => by)).toEqual([{ personId: null, as: 'connector' }]);
    const { rows } = await world.db.read({ placeId }, (tx) =>
      sql<{
        everything: string;
      }>`select string_agg(t, '') as everything from (select c::text as t from consent c union all select l::text from looked l) x`.execute(
        tx,
      ),
    );
    expect(rows[0]!.everything).not.toContain(ben);
  });
});
