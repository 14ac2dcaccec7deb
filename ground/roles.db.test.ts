import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPersonWithPower,
  changesOf,
  createPlace,
  endRole,
  findRole,
  giveRole,
  handOverRole,
  keptBy,
  onEndingRole,
  onSucceedingGroup,
  owedBy,
  powersOf,
  type Role,
  removePerson,
  startGroup,
  succeedGroup,
  successorOf,
} from './index.ts';

// One hour before midnight in London, already the next day by UTC: summer time.
const now = new Date('2026-06-30T23:30:00Z');
let world: TestDatabase;
let placeId: string;
let harbour: string;
let ada: string;
let ben: string;

const write = <T>(work: Parameters<TestDatabase['db']['write']>[1]) => world.db.write({ placeId }, work) as Promise<T>;
const standing = (personId: string, at = now) => world.db.read({ placeId }, (tx) => powersOf(tx, personId, at));

beforeAll(async () => {
  world = await testDatabase();
  const created = await createPlace(
    world.db,
    { name: 'Sandholme', neighbourhoods: ['Old Harbour'], firstOrganiser: { nickname: 'Maryam', roleName: 'Owner' } },
    now,
  );
  placeId = created.placeId;
  harbour = created.neighbourhoods[0]?.id as string;
  ada = await addPersonWithPower(world.db, placeId, 'host', 'Ada', now);
  ben = await addPersonWithPower(world.db, placeId, null, 'Ben', now);
});
afterAll(() => world.drop());

const give = (more: Partial<Parameters<typeof giveRole>[1]>) =>
  write<Role>((tx) =>
    giveRole(tx, {
      placeId,
      personId: ben,
      home: { inPlace: placeId },
      name: 'Helper',
      powers: ['connect'],
      kind: 'volunteer',
      now,
      byPerson: null,
      ...more,
    }),
  );

test('a power in the whole place, in a group and in a neighbourhood are kept apart', async () => {
  const group = await write<string>((tx) =>
    startGroup(tx, { placeId, name: 'Walkers', does: 'Walks', now, byPerson: ben }),
  );
  const roles = [
    await give({ home: { groupId: group }, powers: ['organise'] }),
    await give({ home: { inPlace: harbour }, powers: ['publish'] }),
  ];
  const found = await standing(ben);
  expect([...(found?.powers ?? [])]).toEqual([]);
  expect(found?.groupPowers.get(group)?.has('moderate')).toBe(true);
  expect([...(found?.groupPowers.get(harbour) ?? [])]).toEqual(['publish']);
  for (const role of roles) await write((tx) => endRole(tx, role, { now, byPerson: null }));
  expect((await standing(ben))?.groupPowers.size).toBe(0);
});

test('a role counts on the first and the last day of its term, by the calendar of the place', async () => {
  const role = await give({ termStart: '2026-07-01', termEnd: '2026-07-02' });
  const holds = async (moment: string) => (await standing(ben, new Date(moment)))?.powers.has('connect');
  expect(await holds('2026-06-30T22:59:00Z')).toBe(false);
  expect(await holds('2026-06-30T23:01:00Z')).toBe(true);
  expect(await holds('2026-07-02T22:59:00Z')).toBe(true);
  expect(await holds('2026-07-02T23:01:00Z')).toBe(false);
  await write((tx) => endRole(tx, role, { now, byPerson: null }));
});

test('whoever was shut out, or was never here, has no standing', async () => {
  const gone = await addPersonWithPower(world.db, placeId, 'own', 'Gone', now);
  await write((tx) => removePerson(tx, gone, now));
  expect(await standing(gone)).toBeNull();
  expect(await standing('0193a000-0000-7000-8000-00000000000a')).toBeNull();
  expect([...((await standing(ada))?.powers ?? [])]).toEqual(['host']);
});

test('a role that alone hosts live relations cannot end, and hands them to a named person in one go', async () => {
  const role = await give({ name: 'Connector' });
  let hosts = role.id;
  const forget = onEndingRole({
    label: 'x.walks',
    count: async (_, asked) => (asked.id === hosts ? 2 : 0),
    list: async () => [{ title: 'Walk with Joan' }, { title: 'Walk with Sam' }],
    handOver: async (_, __, heir) => {
      hosts = heir.id;
    },
  });
  try {
    expect(await write((tx) => endRole(tx, role, { now, byPerson: ada }))).toMatchObject({
      ok: false,
      code: 'closed',
      details: { count: 2 },
    });
    expect((await standing(ben))?.powers.has('connect')).toBe(true);
    expect(await write((tx) => keptBy(tx, role))).toMatchObject([
      { count: 2, items: [{ title: 'Walk with Joan' }, {}] },
    ]);

    const handed = await write<{ ok: boolean; value: Role }>((tx) =>
      handOverRole(tx, role, { personId: ada, now, byPerson: ben }),
    );
    expect(handed).toMatchObject({
      ok: true,
      value: { personId: ada, name: 'Connector', powers: ['connect'], follows: role.id },
    });
    expect(hosts).toBe(handed.value.id);
    expect((await standing(ben))?.powers.has('connect')).toBe(false);
    expect((await standing(ada))?.powers.has('connect')).toBe(true);
    expect((await write<Role>((tx) => findRole(tx, role.id)))?.handedTo).toBe(handed.value.id);
    const lines = await write<{ what: string }[]>((tx) => changesOf(tx, 'role', [role.id]));
    expect(lines.map((line) => line.what)).toEqual(['role.handed-over', 'role.given']);
    expect(JSON.stringify(lines)).not.toMatch(/Ben|Ada/);
  } finally {
    forget();
  }
});

test('the last owner of a place cannot leave it without one, even when two try at the same moment', async () => {
  const second = await give({ name: 'Second owner', powers: ['own'] });
  const rows = await write<{ id: string }[]>((tx) =>
    tx.selectFrom('role').select('id').where('name', '=', 'Owner').execute(),
  );
  const first = await write<Role>((tx) => findRole(tx, rows[0]?.id as string));
  const outcomes = await Promise.all(
    [first, second].map((role) => write<{ ok: boolean }>((tx) => endRole(tx, role, { now, byPerson: null }))),
  );
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
});

test('a group that ends passes on what it owes or drops it in public, and leads to who stands in for it', async () => {
  const start = (name: string) =>
    write<string>((tx) => startGroup(tx, { placeId, name, does: 'Things', now, byPerson: null }));
  const [old, middle, last] = [await start('Old'), await start('Middle'), await start('Last')];
  const seat = await give({ home: { groupId: old }, powers: ['decide'], hasVote: true });
  const owing = new Map([
    ['mend the hall', old],
    ['print leaflets', old],
  ]);
  const dropped: string[] = [];
  const forget = onSucceedingGroup({
    owed: async (_, group) => [...owing].filter(([, by]) => by === group).map(([id]) => ({ id, title: id })),
    takeOn: async (_, ids, { to }) => {
      for (const id of ids) owing.set(id, to);
    },
    drop: async (_, ids, { because }) => {
      for (const id of ids) {
        owing.delete(id);
        dropped.push(`${id}: ${because}`);
      }
    },
  });
  try {
    const succeed = (groupId: string, successorId: string | null, takenOn: string[]) =>
      write<{ ok: boolean }>((tx) =>
        succeedGroup(tx, { placeId, groupId, successorId, takenOn, because: 'Merged', now, byPerson: ada }),
      );
    expect(await succeed(old, old, [])).toMatchObject({ ok: false, code: 'invalid' });
    expect(await succeed(old, null, ['mend the hall'])).toMatchObject({ ok: false, code: 'invalid' });
    expect(await succeed(old, middle, ['mend the hall'])).toMatchObject({ ok: true });
    expect(await write((tx) => owedBy(tx, middle))).toEqual([{ id: 'mend the hall', title: 'mend the hall' }]);
    expect(dropped).toEqual(['print leaflets: Merged']);
    expect((await write<Role>((tx) => findRole(tx, seat.id)))?.endedAt).toEqual(now);
    expect(await succeed(old, last, [])).toMatchObject({ ok: false, code: 'conflict' });
    expect(await succeed(middle, last, ['mend the hall'])).toMatchObject({ ok: true });
    expect(await write((tx) => successorOf(tx, old))).toBe(last);
    await expect(write((tx) => tx.deleteFrom('groups').where('id', '=', old).execute())).rejects.toThrow(
      /permission denied|never removed/,
    );
  } finally {
    forget();
  }
});
