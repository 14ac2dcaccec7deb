import { randomBytes } from 'node:crypto';
import { addPersonWithPower, createPlace, factsOf, giveRole, powersOf, startGroup, succeedGroup } from '@upwell/ground';
import { listen, openConversation, say } from '@upwell/listen';
import { type Actor, visitorOf } from '@upwell/platform/access';
import { type Action, perform, type Services } from '@upwell/platform/action';
import { movableClock } from '@upwell/platform/clock';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { createCatalogue, platformWords } from '@upwell/platform/i18n';
import { createSealer } from '@upwell/platform/seal';
import { historyOf, recordHead, registerRecordTypes, threadSurface } from '@upwell/thread';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recountOnWithdrawal } from './events.ts';
import {
  commitmentById,
  decide,
  dropPromise,
  handOn,
  keepPromise,
  makePromise,
  recordDecision,
  renegotiate,
} from './index.ts';
import { inputsOf } from './queries.ts';

const clock = movableClock(new Date('2026-03-02T09:00:00Z'));
let world: TestDatabase;
let services: Services;
let placeId: string;
let host: Actor;
let decider: Actor;
let groupId: string;
const visitor = () => visitorOf(placeId, 'visit');

beforeAll(async () => {
  world = await testDatabase();
  registerRecordTypes([listen, decide]);
  const words = [platformWords(), threadSurface.words, listen.words, decide.words];
  services = {
    db: world.db,
    clock,
    sealer: createSealer(randomBytes(32)),
    catalogue: createCatalogue(words),
  } as unknown as Services;
  ({ placeId } = await createPlace(world.db, { name: 'Fernhollow', slug: 'fernhollow' }, clock.now()));
  host = await actorOf(await addPersonWithPower(world.db, placeId, 'host', 'Asha', clock.now()));
  const personId = await addPersonWithPower(world.db, placeId, null, 'Rowan', clock.now());
  groupId = await world.db.write({ placeId }, async (tx) => {
    const id = await startGroup(tx, { placeId, name: 'Parks board', does: 'Parks', now: clock.now(), byPerson: null });
    await giveRole(tx, {
      placeId,
      personId,
      home: { groupId: id },
      name: 'Resident member',
      powers: ['decide'],
      hasVote: true,
      kind: 'lived-experience',
      termStart: '2026-01-01',
      now: clock.now(),
      byPerson: null,
    });
    return id;
  });
  decider = await actorOf(personId);
});
afterAll(() => world.drop());

async function actorOf(personId: string): Promise<Actor> {
  const standing = await world.db.read({ placeId }, (tx) => powersOf(tx, personId, clock.now()));
  return { placeId, personId, visitId: null, via: 'web', ...standing! };
}

async function act<Output>(
  actor: Actor,
  action: Action<never, Output, never>,
  body: Record<string, unknown>,
  params: Record<string, string> = {},
) {
  const place = await world.db.read({ placeId }, (tx) => factsOf(tx, placeId, 'http://localhost'));
  return await perform(action as never as Action<unknown, Output, unknown>, {
    actor,
    place: place!,
    lang: 'en',
    services,
    browser: null,
    params,
    body,
    key: randomBytes(16).toString('hex'),
  });
}

const read = <T>(work: Parameters<TestDatabase['db']['read']>[1]) => world.db.read({ placeId }, work) as Promise<T>;
const gave = <T>(outcome: { ok: true; value: T } | { ok: false }): T => {
  expect(outcome).toMatchObject({ ok: true });
  return (outcome as { value: T }).value;
};

const question = {
  question: 'What should the park have?',
  kind: 'open',
  stage: 'before-decision',
  purpose: 'say',
  canChange: 'Benches and light',
  power: 'together',
  host: 'Parks board',
  replyDue: '2026-04-20',
};
const decision = {
  question: 'What should the park have?',
  decided: 'Two benches by the gate.',
  reason: 'Most asked for it.',
  decidedBy: 'Parks board',
  decidedOn: '2026-03-02',
};

test('a decision takes the power people were promised, counts them, and is recounted when one withdraws', async () => {
  const { id: conversation } = gave(await act(host, openConversation as never, question)) as { id: string };
  const { id: said } = gave(await act(visitor(), say as never, { conversation, words: 'A bench' })) as { id: string };
  expect(await act(host, recordDecision as never, { ...decision, weighed: conversation, power: 'told' })).toMatchObject(
    { ok: false, code: 'locked' },
  );
  const { id } = gave(
    await act(host, recordDecision as never, {
      ...decision,
      weighed: conversation,
      promise1: 'Two benches',
      owner1: 'Parks board',
      due1: '2026-05-01',
    }),
  ) as { id: string };
  const inputs = () =>
    read<Awaited<ReturnType<typeof inputsOf>>>((tx) =>
      inputsOf(tx, { placeId, recordId: id, until: '2026-03-02', timeZone: 'Europe/London' }),
    );
  expect((await inputs()).counted).toEqual([{ source: 'direct', number: 1 }]);
  expect(await read((tx) => recordHead(tx, placeId, id, false))).toMatchObject({ state: 'standing' });

  await world.db.write({ placeId }, async (tx) => {
    await tx.updateTable('record').set({ withdrawn_at: clock.now() }).where('id', '=', said).execute();
    await recountOnWithdrawal({ placeFacts: async () => ({ timeZone: 'Europe/London' }) } as never).run(
      tx,
      { placeId, subject: { type: 'contribution', id: said } } as never,
      clock.now(),
    );
  });
  expect((await inputs()).involvement.noDirect).toBe(true);
  expect(await read((tx) => recordHead(tx, placeId, id, false))).toMatchObject({ state: 'no-direct' });
});

test('what was said after the day of a decision did not go into it', async () => {
  const { id: conversation } = gave(await act(host, openConversation as never, question)) as { id: string };
  const { id } = gave(
    await act(host, recordDecision as never, { ...decision, weighed: conversation, decidedOn: '2026-03-01' }),
  ) as { id: string };
  gave(await act(visitor(), say as never, { conversation, words: 'Too late' }));
  const { involvement } = await read<Awaited<ReturnType<typeof inputsOf>>>((tx) =>
    inputsOf(tx, { placeId, recordId: id, until: '2026-03-01', timeZone: 'Europe/London' }),
  );
  expect(involvement.nothing).toBe(true);
});

test('nothing that is not here can be weighed, answered for or pointed at', async () => {
  const nowhere = '0198c0de-0000-7000-8000-000000000000';
  for (const body of [{ weighed: nowhere }, { group: nowhere }, { meeting: nowhere }])
    expect(await act(host, recordDecision as never, { ...decision, power: 'advise', ...body })).toMatchObject({
      ok: false,
      code: 'invalid',
    });
  expect(await act(host, keepPromise as never, {}, { id: nowhere })).toMatchObject({ ok: false, code: 'not-found' });
});

test('power in one group reaches its promises and no others', async () => {
  const promise = { promise: 'Two benches', owner: 'Parks board', dueOn: '2026-05-01' };
  expect(await act(decider, makePromise as never, promise)).toMatchObject({ ok: false, code: 'not-allowed' });
  const { id: own } = gave(await act(decider, makePromise as never, { ...promise, group: groupId })) as { id: string };
  const { id: other } = gave(await act(host, makePromise as never, promise)) as { id: string };
  expect(await act(decider, keepPromise as never, {}, { id: other })).toMatchObject({ ok: false, code: 'not-allowed' });
  expect(await act(visitor(), keepPromise as never, {}, { id: own })).toMatchObject({
    ok: false,
    code: 'sign-in-first',
  });
  gave(await act(decider, keepPromise as never, { what: 'Both stand.' }, { id: own }));
  expect(await act(decider, dropPromise as never, { reason: 'No money' }, { id: own })).toMatchObject({
    ok: false,
    code: 'closed',
  });
});

test('every change to a promise stays in view', async () => {
  const { id } = gave(
    await act(host, makePromise as never, { promise: 'Lamps', owner: 'Parks board', dueOn: '2026-05-01' }),
  ) as { id: string };
  gave(await act(host, renegotiate as never, { dueOn: '2026-06-01', reason: 'The posts are late.' }, { id }));
  gave(await act(host, handOn as never, { owner: 'Street lights', reason: 'They own the posts.' }, { id }));
  gave(await act(host, dropPromise as never, { reason: 'No money this year.' }, { id }));
  const history = await read<Awaited<ReturnType<typeof historyOf>>>((tx) => historyOf(tx, placeId, id));
  expect(history.map(({ happened, before, after, reason }) => [happened, before, after, reason])).toEqual([
    ['decide.history.promised', null, '2026-05-01', null],
    ['decide.history.renegotiated', '2026-05-01', '2026-06-01', 'The posts are late.'],
    ['decide.history.handed-on', 'Parks board', 'Street lights', 'They own the posts.'],
    ['decide.history.dropped', null, null, 'No money this year.'],
  ]);
  expect(await read((tx) => recordHead(tx, placeId, id, false))).toMatchObject({ state: 'dropped', dueOn: null });
});

test('a group that ends leaves no promise in silence', async () => {
  const later = new Date('2026-03-05T09:00:00Z');
  const successor = await world.db.write({ placeId }, (tx) =>
    startGroup(tx, { placeId, name: 'Friends of the park', does: 'Parks', now: later, byPerson: null }),
  );
  const promise = { owner: 'Parks board', dueOn: '2026-05-01', group: groupId };
  const { id: taken } = gave(await act(host, makePromise as never, { ...promise, promise: 'A gate' })) as {
    id: string;
  };
  const { id: dropped } = gave(await act(host, makePromise as never, { ...promise, promise: 'A pond' })) as {
    id: string;
  };
  await world.db.write({ placeId }, (tx) =>
    succeedGroup(tx, {
      placeId,
      groupId,
      successorId: successor,
      takenOn: [taken],
      because: 'The board was closed.',
      now: later,
      byPerson: null,
    }),
  );
  const commitment = (id: string) => read((tx) => commitmentById(tx, placeId, id));
  expect(await commitment(taken)).toMatchObject({
    state: 'handed-on',
    owner: 'Friends of the park',
    groupId: successor,
  });
  expect(await commitment(dropped)).toMatchObject({ state: 'dropped', settledOn: '2026-03-05' });
});
