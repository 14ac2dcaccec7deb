import { placeKeyFaults, rowSecurityFaults, uniqueIndexFaults } from '@upwell/platform/database';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createPlace,
  createPlaceFrom,
  forgetPlaces,
  listPlaces,
  placeFactsAt,
  placesOf,
  placeWithInheritance,
  powersOf,
} from './index.ts';

const now = new Date('2026-05-01T09:00:00Z');
let world: TestDatabase;
let sandholme: Awaited<ReturnType<typeof createPlace>>;
const addresses = { publicUrl: 'https://upwell.example', allowedHosts: ['other.example', '*.places.example'] };

beforeAll(async () => {
  world = await testDatabase();
  sandholme = await createPlace(
    world.db,
    {
      name: 'Sandholme',
      words: { en: { person: 'neighbour', people: 'neighbours' } },
      principles: ['Nothing about us without us'],
      languages: ['en', 'ur'],
      phone: '01632 960001',
      hostname: 'Voice.Sandholme.example',
      neighbourhoods: [
        'Old Harbour',
        'old harbour',
        {
          name: 'The Tops',
          boundary: {
            type: 'Polygon',
            coordinates: [
              [
                [0, 0],
                [1, 0],
                [1, 1],
                [0, 0],
              ],
            ],
          },
        },
      ],
      firstOrganiser: { nickname: 'Maryam', roleName: 'First organiser', lang: 'ur' },
    },
    now,
  );
});
afterAll(() => world.drop());

test('a place stands with its neighbourhoods, each name once, and an organiser who owns it', async () => {
  expect(sandholme.neighbourhoods.map((each) => each.name)).toEqual(['Old Harbour', 'The Tops']);
  const scope = { placeId: sandholme.placeId };
  const places = await world.db.read(scope, placesOf);
  expect(places.map((place) => [place.name, place.parentId === null])).toEqual([
    ['Old Harbour', false],
    ['Sandholme', true],
    ['The Tops', false],
  ]);
  const standing = await world.db.read(scope, (tx) => powersOf(tx, sandholme.organiserId as string, now));
  expect([...(standing?.powers ?? [])]).toContain('moderate');
  expect(standing?.lang).toBe('ur');
});

test('a neighbourhood speaks in the words and stands by the principles of the place above', async () => {
  const id = sandholme.neighbourhoods[0]?.id as string;
  const found = await world.db.read({ placeId: sandholme.placeId }, (tx) => placeWithInheritance(tx, id));
  expect(found?.inherited.words).toMatchObject({ place: 'Old Harbour', en: { person: 'neighbour' } });
  expect(found?.inherited.principles).toEqual([
    { text: 'Nothing about us without us', from: { id: sandholme.placeId, name: 'Sandholme' }, own: false },
  ]);
  expect(found?.inherited.phone).toBe('01632 960001');
});

test('each place is reached by its short name, by a host name of its own, and the first by the bare host', async () => {
  const second = await createPlace(world.db, { name: 'Sandholme' }, new Date('2026-05-02T09:00:00Z'));
  expect(second.slug).toBe('sandholme-2');
  const at = async (host: string) => (await placeFactsAt(world.db, host, addresses))?.id;
  expect(await at('sandholme.upwell.example')).toBe(sandholme.placeId);
  expect(await at('SANDHOLME-2.upwell.example:443')).toBe(second.placeId);
  expect(await at('voice.sandholme.example')).toBe(sandholme.placeId);
  expect(await at('upwell.example')).toBe(sandholme.placeId);
  expect(await at('other.example')).toBe(sandholme.placeId);
  expect(await at('sandholme-2.places.example')).toBe(second.placeId);
  for (const foreign of [
    'evil.example',
    'a.sandholme.upwell.example',
    'upwell.example.evil.example',
    'localhost:3000',
    'no such',
    '',
  ])
    expect(await at(foreign), foreign).toBeUndefined();
  expect((await listPlaces(world.db)).map((place) => place.slug)).toEqual(['sandholme', 'sandholme-2']);
});

test('on this machine every local name and port is the bare host', async () => {
  const local = { publicUrl: 'http://localhost:3000', allowedHosts: [] };
  for (const host of ['localhost:3000', '127.0.0.1:4100', '[::1]:80', 'LOCALHOST'])
    expect((await placeFactsAt(world.db, host, local))?.id, host).toBe(sandholme.placeId);
  const facts = await placeFactsAt(world.db, 'sandholme-2.localhost:4100', local);
  expect(facts).toMatchObject({ slug: 'sandholme-2', origin: 'http://sandholme-2.localhost:4100' });
});

test('facts of a place are those of its own words, and are read again when told', async () => {
  const host = 'sandholme.upwell.example';
  const facts = await placeFactsAt(world.db, host, addresses);
  expect(facts).toMatchObject({
    name: 'Sandholme',
    languages: ['en', 'ur'],
    words: { place: 'Sandholme', en: { people: 'neighbours' } },
    phone: '01632 960001',
    demo: false,
    origin: 'https://sandholme.upwell.example',
  });
  const scope = { placeId: sandholme.placeId };
  await world.db.write(scope, (tx) =>
    tx.updateTable('place').set({ phone: '01632 960002' }).where('id', '=', sandholme.placeId).execute(),
  );
  expect((await placeFactsAt(world.db, host, addresses))?.phone).toBe('01632 960001');
  forgetPlaces(world.db);
  expect((await placeFactsAt(world.db, host, addresses))?.phone).toBe('01632 960002');
});

test('a place made from inside another transaction stands alone, and the transaction stays where it stood', async () => {
  const scope = { placeId: sandholme.placeId };
  const made = await world.db.write(scope, async (tx) => {
    const created = await createPlaceFrom(tx, { name: 'Third' }, now);
    expect((await placesOf(tx)).map((place) => place.name)).toContain('Old Harbour');
    return created;
  });
  const names = await world.db.read({ placeId: made.placeId }, async (tx) =>
    (await placesOf(tx)).map((place) => place.name),
  );
  expect(names).toEqual(['Third']);
});

test('the tables of the ground keep the proofs of the catalogue', async () => {
  const owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
  try {
    expect(await placeKeyFaults(owner)).toEqual([]);
    expect(await rowSecurityFaults(owner)).toEqual([]);
    expect(await uniqueIndexFaults(owner)).toEqual([]);
  } finally {
    await owner.end();
  }
});
