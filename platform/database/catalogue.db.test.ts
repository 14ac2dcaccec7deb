import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeKeyFaults, rowSecurityFaults, uniqueIndexFaults } from './index.ts';
import { type TestDatabase, testDatabase } from './testing.ts';

let world: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  world = await testDatabase();
  owner = new pg.Client({ connectionString: world.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.drop();
});

const proofs = async () => [
  ...(await placeKeyFaults(owner)),
  ...(await rowSecurityFaults(owner)),
  ...(await uniqueIndexFaults(owner)),
];

/** What the proofs say about a schema with these statements in it, which are then taken back. */
async function said(statements: string): Promise<string[]> {
  const before = new Set(await proofs());
  await owner.query('begin');
  try {
    await owner.query(statements);
    return (await proofs()).filter((fault) => !before.has(fault));
  } finally {
    await owner.query('rollback');
  }
}

test('place_id is first in every primary key and foreign key of a table of a place', async () => {
  expect(await placeKeyFaults(owner)).toEqual([]);
});

test('every table of a place is under forced row-level security, and the role of the app owns nothing', async () => {
  expect(await rowSecurityFaults(owner)).toEqual([]);
});

test('no unique index includes a column that may be null', async () => {
  expect(await uniqueIndexFaults(owner)).toEqual([]);
});

const well = `create table well (place_id uuid not null, id uuid, name text not null, primary key (place_id, id));
              select protect('well');`;

test('a table as it should be passes', async () => {
  expect(await said(well)).toEqual([]);
});

test.each([
  [
    'a table nobody protected',
    'create table z (place_id uuid, id int, primary key (place_id, id)); grant select on z to upwell_app',
    ['z: no policy lets the app see the rows of its place', 'z: row-level security is not enabled and forced'],
  ],
  [
    'security that is not forced',
    `${well} alter table well no force row level security`,
    ['well: row-level security is not enabled and forced'],
  ],
  [
    'a second policy that lets all through',
    `${well} create policy open on well to upwell_app using (true)`,
    ['well: the policy open does not hold rows to their place'],
  ],
  [
    'a policy for everybody',
    `${well} create policy open on well using (true)`,
    ['well: the policy open does not hold rows to their place'],
  ],
  [
    'a policy that names the place and then lets others in',
    `${well} create policy open on well to upwell_app using (place_id = current_place() or name = 'x')`,
    ['well: the policy open does not hold rows to their place'],
  ],
  [
    'a policy that only reading is held to',
    `${well} create policy open on well to upwell_app using (place_id = current_place()) with check (true)`,
    ['well: the policy open does not hold rows to their place'],
  ],
  [
    'an installation table that nobody shared on purpose',
    'create table z (id int primary key); grant select on z to upwell_app',
    ['z: has no place_id and was not shared on purpose'],
  ],
  [
    'a view that looks with the rights of its owner',
    `${well} create view w as select * from well; grant select on w to upwell_app`,
    ['w: a view that does not ask for the rights of the one who looks'],
  ],
  [
    'a primary key that begins with something else',
    `create table z (place_id uuid not null, id int, primary key (id, place_id)); select protect('z')`,
    ['z: place_id is not first in the primary key z_pkey'],
  ],
  ['no primary key', `create table z (place_id uuid not null, id int); select protect('z')`, ['z: no primary key']],
  [
    'a place_id that may be null',
    `create table z (place_id uuid, id int unique not null); select protect('z')`,
    ['z: no primary key', 'z: place_id may be null'],
  ],
  [
    'a foreign key without the place',
    `${well} alter table well add unique (id);
     create table z (place_id uuid, id uuid, well_id uuid references well (id), primary key (place_id, id));
     select protect('z')`,
    ['z: place_id is not first in the foreign key z_well_id_fkey'],
  ],
  [
    'an installation table that points into a place',
    `${well} create table z (id int primary key, place_id_of uuid, well_id uuid,
       foreign key (place_id_of, well_id) references well); select share('z')`,
    ['z: belongs to no place but refers to rows of one, z_place_id_of_well_id_fkey'],
  ],
  [
    'a unique index over a column that may be null',
    `${well} alter table well add column code text; create unique index on well (place_id, code)`,
    ['well: the unique index well_place_id_code_idx includes code, which may be null'],
  ],
])('%s is found', async (_, statements, faults) => {
  expect(await said(statements)).toEqual(faults);
});

test('a policy that narrows the place further passes', async () => {
  const narrow = `${well} create policy mine on well to upwell_app using (place_id = current_place() and id = current_person())`;
  expect(await said(narrow)).toEqual([]);
});

test('an empty value is fine in a unique index that leaves it out or counts it as one', async () => {
  const open = `${well} alter table well add column code text;`;
  expect(await said(`${open} create unique index on well (place_id, code) where code is not null`)).toEqual([]);
  expect(await said(`${open} create unique index on well (place_id, code) nulls not distinct`)).toEqual([]);
});

test('the column of a nested place is not mistaken for the tenant', async () => {
  expect(await said(`${well} alter table well add column nested_place_id uuid`)).toEqual([]);
});
