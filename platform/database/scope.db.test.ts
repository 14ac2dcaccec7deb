import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { from } from 'pg-copy-streams';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from './test-cluster.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

const here = { placeId: '0193a000-0000-7000-8000-000000000001' };
const there = { placeId: '0193a000-0000-7000-8000-000000000002' };
let world: TestDatabase;

beforeAll(async () => {
  world = await testDatabase();
  await query(
    world.ownerUrl,
    `create table note (place_id uuid not null, id int not null, words text not null, primary key (place_id, id));
     select protect('note');
     create table line (place_id uuid not null, id int not null, primary key (place_id, id));
     select protect('line', 'append');
     insert into note values ('${here.placeId}', 1, 'ours'), ('${there.placeId}', 1, 'theirs')`,
  );
});
afterAll(() => world.drop());

const words = (scope: { placeId: string }) =>
  world.db.read(scope, async (tx) => (await sql<{ words: string }>`select words from note`.execute(tx)).rows);

test('each place sees its own rows and no others', async () => {
  expect(await words(here)).toEqual([{ words: 'ours' }]);
  expect(await words(there)).toEqual([{ words: 'theirs' }]);
});

test('without a scope no row of any place is there', async () => {
  const rows = await world.db.installation(async (tx) => (await sql`select * from note`.execute(tx)).rows);
  expect(rows).toEqual([]);
});

test('a row cannot be written into, moved to, or taken out of another place', async () => {
  const write = (text: string) => world.db.write(here, (tx) => sql.raw(text).execute(tx));
  await expect(write(`insert into note values ('${there.placeId}', 9, 'sneaked in')`)).rejects.toThrow(
    /row-level security/,
  );
  await expect(write(`update note set place_id = '${there.placeId}'`)).rejects.toThrow(/row-level security/);
  await write(`update note set words = 'changed' where place_id = '${there.placeId}'`);
  await write(`delete from note where place_id = '${there.placeId}'`);
  expect(await words(there)).toEqual([{ words: 'theirs' }]);
});

test('the scope of one transaction is not left behind for the next on the same connection', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, n) => words(n % 2 ? here : there)));
  const rows = await Promise.all(
    Array.from({ length: 16 }, () =>
      world.db.installation(
        async (tx) => (await sql<{ who: string }>`select current_place() as who`.execute(tx)).rows[0],
      ),
    ),
  );
  expect(rows.map((row) => row?.who)).toEqual(Array.from({ length: 16 }, () => null));
});

test('the person of the scope reaches policies and is empty when nobody is named', async () => {
  const personId = '0193a000-0000-7000-8000-00000000000a';
  const who = (scope: { placeId: string; personId?: string }) =>
    world.db.read(
      scope,
      async (tx) => (await sql<{ who: string | null }>`select current_person() as who`.execute(tx)).rows[0]?.who,
    );
  expect(await who({ ...here, personId })).toBe(personId);
  expect(await who(here)).toBeNull();
});

test('a place that is not a UUID is refused before it reaches SQL', async () => {
  await expect(words({ placeId: `x'; drop table note; --` })).rejects.toThrow('placeId must be a UUID');
});

test('a read cannot write', async () => {
  const attempt = world.db.read(here, (tx) => sql`delete from note`.execute(tx));
  await expect(attempt).rejects.toThrow(/read-only transaction/);
});

test('what throws keeps nothing, and the connection is good for the next', async () => {
  const attempt = world.db.write(here, async (tx) => {
    await sql`insert into note values (${here.placeId}, 77, 'never')`.execute(tx);
    throw new Error('changed my mind');
  });
  await expect(attempt).rejects.toThrow('changed my mind');
  expect(await words(here)).toEqual([{ words: 'ours' }]);
});

test('a failed query that was swallowed does not pass for a success', async () => {
  const attempt = world.db.write(here, async (tx) => {
    await sql`insert into note values (${here.placeId}, 78, 'never')`.execute(tx);
    await sql`select 1 / 0`.execute(tx).catch(() => {});
  });
  await expect(attempt).rejects.toThrow(/nothing of it was kept/);
  expect(await words(here)).toEqual([{ words: 'ours' }]);
});

test('queries sent together are all in the transaction, and the first fault is the one reported', async () => {
  const attempt = world.db.write(here, (tx) =>
    Promise.all([
      sql`insert into note values (${here.placeId}, 79, 'never')`.execute(tx),
      sql`select 1 / 0`.execute(tx),
      sql`insert into note values (${here.placeId}, 80, 'never')`.execute(tx),
    ]),
  );
  await expect(attempt).rejects.toThrow(/division by zero/);
  expect(await words(here)).toEqual([{ words: 'ours' }]);
});

test('a query made after the transaction ended is refused', async () => {
  let late: Promise<unknown> | undefined;
  await world.db.read(here, async (tx) => {
    late = new Promise((done) => setTimeout(done, 10)).then(() => sql`select 1`.execute(tx));
  });
  await expect(late).rejects.toThrow(/already ended/);
});

test('queries that come again and again keep answering for the place that asks, also after a new column', async () => {
  const ids = (scope: { placeId: string }) =>
    world.db.read(
      scope,
      async (tx) => (await sql<{ words: string }>`select words from note where id = ${1}`.execute(tx)).rows,
    );
  const all = (scope: { placeId: string }) =>
    world.db.read(scope, async (tx) => (await sql`select * from note`.execute(tx)).rows);
  for (let n = 0; n < 30; n += 1) {
    expect(await ids(n % 2 ? here : there)).toEqual([{ words: n % 2 ? 'ours' : 'theirs' }]);
    await all(here);
  }
  await query(world.ownerUrl, 'alter table note add column extra int');
  expect(await ids(here)).toEqual([{ words: 'ours' }]);
  expect(await all(there)).toEqual([{ place_id: there.placeId, id: 1, words: 'theirs', extra: null }]);
});

test('a query whose answer changed its type fails once for a connection, not for good', async () => {
  const ask = () =>
    world.db.read(here, async (tx) => (await sql`select extra from note where id = ${1}`.execute(tx)).rows);
  for (let n = 0; n < 30; n += 1) await ask();
  await query(world.ownerUrl, 'alter table note alter column extra type text');
  for (let n = 0; n < 10; n += 1) await ask().catch(() => {});
  expect(await ask()).toEqual([{ extra: null }]);
});

test('append means neither changing nor removing', async () => {
  const write = (text: string) => world.db.write(here, (tx) => sql.raw(text).execute(tx));
  await write(`insert into line values ('${here.placeId}', 1)`);
  await expect(write('update line set id = 2')).rejects.toThrow(/permission denied/);
  await expect(write('delete from line')).rejects.toThrow(/permission denied/);
});

test('the app can make nothing, and cannot open a table for itself', async () => {
  const run = (text: string) => world.db.installation((tx) => sql.raw(text).execute(tx));
  await expect(run('create table mine (id int)')).rejects.toThrow(/permission denied/);
  await expect(run(`select share('note')`)).rejects.toThrow(/permission denied/);
  await expect(run('alter table note disable row level security')).rejects.toThrow(/must be owner/);
  await expect(run(`insert into migration values ('x', 'y', '2026-01-01')`)).rejects.toThrow(/permission denied/);
});

test('whole numbers, dates and moments arrive as what they are', async () => {
  const rows = await world.db.read(
    here,
    async (tx) =>
      (
        await sql`select count(*) as count, 9007199254740991::int8 as most, date '2026-03-29' as day,
                      timestamptz '2026-03-29T01:30:00Z' as moment`.execute(tx)
      ).rows,
  );
  expect(rows).toEqual([
    { count: 1, most: 9007199254740991, day: '2026-03-29', moment: new Date('2026-03-29T01:30:00Z') },
  ]);
  const tooLarge = world.db.read(here, (tx) => sql`select 9007199254740993::int8`.execute(tx));
  await expect(tooLarge).rejects.toThrow(/too large/);
});

test('bulk work goes through the same walls', async () => {
  const copy = (placeId: string) =>
    world.db.bulk(here, async (_, client) => {
      await client.query('create temp table staged (like line) on commit drop');
      const rows = Array.from({ length: 5000 }, (_, n) => `${placeId}\t${n + 100}\n`);
      await pipeline(Readable.from(rows), client.query(from('copy staged from stdin')));
      await client.query('insert into line select * from staged');
    });
  await copy(here.placeId);
  await expect(copy(there.placeId)).rejects.toThrow(/row-level security/);
  const count = (scope: { placeId: string }) =>
    world.db.read(scope, async (tx) => (await sql`select count(*) as n from line where id >= 100`.execute(tx)).rows);
  expect(await count(here)).toEqual([{ n: 5000 }]);
  expect(await count(there)).toEqual([{ n: 0 }]);
});
