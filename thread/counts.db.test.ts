import { createPlace } from '@upwell/ground';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { countsOf } from './counts.ts';
import { amend, link, register } from './keeping.ts';
import { walk } from './walk.ts';

const now = new Date('2026-05-04T09:00:00Z');
let database: TestDatabase;
let placeId: string;
beforeAll(async () => {
  database = await testDatabase();
  placeId = (await createPlace(database.db, { name: 'Fernhollow' }, now)).placeId;
});
afterAll(() => database.drop());

const head = (type: string, step: 'said' | 'means', more: object = {}) => ({
  placeId,
  id: newId(),
  type,
  step,
  title: type,
  state: 'waiting',
  onDay: '2026-05-04',
  now,
  ...more,
});

async function insightWith(voices: number, otherwise: number) {
  return await database.db.write({ placeId }, async (tx) => {
    const conversation = head('conversation', 'said');
    const insight = head('insight', 'means');
    await register(tx, conversation);
    await register(tx, insight);
    const said = Array.from({ length: voices + otherwise }, () =>
      head('contribution', 'said', { parentId: conversation.id }),
    );
    for (const each of said) await register(tx, each);
    await link(
      tx,
      { placeId, from: conversation.id, to: insight.id, kind: 'gathers-into', madeBy: null, now },
      ...said.map(({ id }, index) => ({
        placeId,
        from: id,
        to: insight.id,
        kind: index < voices ? ('means' as const) : ('disagrees' as const),
        madeBy: null,
        now,
      })),
    );
    return { conversation: conversation.id, insight: insight.id, said: said.map(({ id }) => id) };
  });
}

const counts = (subject: string) => database.db.read({ placeId }, (tx) => countsOf(tx, placeId, subject));

it('counts who stands behind an insight, and counts those off who take their words back', async () => {
  const { conversation, insight, said } = await insightWith(4, 2);
  expect(Object.fromEntries(await counts(insight))).toEqual({ means: 4, disagrees: 2 });
  expect((await counts(conversation)).get('contribution')).toBe(6);
  const withdraw = (id: string, withdrawnAt: Date | null) =>
    database.db.write({ placeId }, (tx) => amend(tx, { placeId, id }, { withdrawnAt }));
  await withdraw(said[0] as string, now);
  await withdraw(said[5] as string, now);
  expect(Object.fromEntries(await counts(insight))).toEqual({ means: 3, disagrees: 1 });
  expect((await counts(conversation)).get('contribution')).toBe(4);
  // A change that is no withdrawal counts nobody twice.
  await database.db.write({ placeId }, (tx) => amend(tx, { placeId, id: said[1] as string }, { state: 'acted-on' }));
  expect((await counts(insight)).get('means')).toBe(3);
  await withdraw(said[0] as string, null);
  expect((await counts(insight)).get('means')).toBe(4);
});

it('walks both ways and says the same numbers', async () => {
  const { conversation, insight, said } = await insightWith(3, 1);
  const from = (id: string) => database.db.read({ placeId }, (tx) => walk(tx, placeId, id, false));
  const back = await from(insight);
  expect(back?.voices.get(insight)).toEqual({ means: 3, disagrees: 1 });
  expect(new Set(back?.records.map(({ id }) => id))).toEqual(new Set([conversation, insight, ...said]));
  const forth = await from(said[0] as string);
  expect(forth?.records.map(({ id }) => id)).toEqual(expect.arrayContaining([said[0], insight, conversation]));
});

it('shows what is for members only to members, and private words to nobody', async () => {
  const { conversation } = await insightWith(1, 0);
  const quiet = head('contribution', 'said', { parentId: conversation, sensitivity: 'members', title: 'For members' });
  const sealed = head('contribution', 'said', { parentId: conversation, sensitivity: 'confidential', title: '…' });
  await database.db.write({ placeId }, async (tx) => {
    await register(tx, quiet);
    await register(tx, sealed);
  });
  const seen = async (signedIn: boolean) =>
    (await database.db.read({ placeId }, (tx) => walk(tx, placeId, conversation, signedIn)))?.records.map(
      ({ id }) => id,
    ) ?? [];
  expect(await seen(false)).not.toContain(quiet.id);
  expect(await seen(true)).toContain(quiet.id);
  expect(await seen(true)).not.toContain(sealed.id);
});
