import { openWorld, type PersonVisit, type World } from '@upwell/app/testing.ts';
import { testDatabase } from '@upwell/platform/database/testing';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signs } from './model.ts';

let world: World;
let host: PersonVisit;
beforeAll(async () => {
  world = await openWorld(await testDatabase());
  host = await world.person('Asha', 'host');
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const openRound = async (): Promise<string> => {
  await host.visit('/signs/new');
  await host.submit({ title: 'Spring 2026', closesOn: '2026-05-31' });
  return /\/signs\/([0-9a-f-]{36})/.exec(host.answer.path)?.[1] as string;
};
const marks = (mark: string, power = mark) =>
  Object.fromEntries(signs.map((sign) => [sign, sign === 'sharing-power' ? power : mark]));
const rate = async (visit: BrowserVisit, round: string, typed: Record<string, string>) => {
  await visit.visit(`/signs/${round}/rate`);
  return await visit.submit(typed);
};
const shown = async (round: string) => {
  const visitor = world.visitor();
  await visitor.visit(`/signs/${round}`);
  return visitor;
};

describe('a round of the eight signs', () => {
  it('makes the gap the headline, with no score anywhere', async () => {
    const round = await openRound();
    for (let n = 0; n < 4; n += 1) await rate(world.visitor(), round, marks('3', '2'));
    expect((await shown(round)).title).toBe('Too few people have answered yet to show what they see');
    expect((await rate(world.visitor(), round, marks('3', '2'))).status).toBe(200);
    for (let n = 0; n < 5; n += 1) await rate(await world.person(`Host ${n}`, 'host'), round, marks('3', '4'));
    const page = await shown(round);
    expect(page.title).toBe('Sharing power: Organisers say “mostly”, Residents say “a little”');
    expect(page.text).toContain('2 steps between Organisers and Residents');
    expect(page.text).toContain('too few to show');
    expect(page.text.match(/What shows it: none yet/g)).toHaveLength(8);
    const { rounds } = JSON.parse((await world.visitor().visit('/api/signs')).body) as {
      rounds: { signs: Record<string, unknown>[] }[];
    };
    expect(rounds[0]?.signs).toHaveLength(8);
    expect(Object.keys(rounds[0]?.signs[0] ?? {}).sort()).toEqual([
      'evidence',
      'organisers',
      'partners',
      'residents',
      'sign',
    ]);
    expect(rounds[0]?.signs[0]?.partners).toBeNull();
  });

  it('does not move for one more answer, only for five', async () => {
    const round = await openRound();
    for (let n = 0; n < 5; n += 1) await rate(world.visitor(), round, marks('4'));
    const before = (await shown(round)).text;
    await rate(world.visitor(), round, marks('1'));
    expect((await shown(round)).text).toBe(before);
  });

  it('counts somebody who is not sure of a sign for the others only', async () => {
    const round = await openRound();
    for (let n = 0; n < 5; n += 1)
      await rate(world.visitor(), round, { ...marks('4'), 'acting-early': n === 0 ? 'not-sure' : '4' });
    const { rounds } = JSON.parse((await world.visitor().visit('/api/signs')).body) as {
      rounds: { id: string; signs: { sign: string; residents: unknown }[] }[];
    };
    const here = rounds.find(({ id }) => id === round)?.signs;
    expect(here?.find(({ sign }) => sign === 'acting-early')?.residents).toBeNull();
    expect(here?.find(({ sign }) => sign === 'sharing-power')?.residents).toEqual({ ratings: 5, mean: 4 });
  });

  it('takes one answer from one browser, however often it is sent', async () => {
    const round = await openRound();
    const eager = world.visitor();
    await rate(eager, round, marks('5'));
    await eager.visit(`/signs/${round}/rate`);
    expect(eager.text).toContain('You have answered in this round');
    for (let n = 0; n < 3; n += 1) await rate(world.visitor(), round, marks('5'));
    expect((await shown(round)).text).not.toContain('from 5 answers');
  });

  it('asks for every sign, and keeps what was chosen', async () => {
    const round = await openRound();
    const visitor = world.visitor();
    await rate(visitor, round, { 'acting-early': '4' });
    expect(visitor.answer.status).toBe(400);
    expect(visitor.page.querySelector('[name=acting-early][value="4"]')?.getAttribute('checked')).not.toBeUndefined();
  });

  it('lets nobody answer as an organiser who is none', async () => {
    const round = await openRound();
    const visitor = world.visitor();
    await visitor.visit(`/signs/${round}/rate`);
    await visitor.submit({ ...marks('5'), rater: 'organisers' });
    expect(visitor.answer.status).toBe(400);
  });

  it('ties a sign to what shows it, and to nothing that is not here', async () => {
    const round = await openRound();
    const other = await openRound();
    await host.visit(`/signs/${round}/evidence`);
    await host.submit({ sign: 'sharing-power', record: `http://localhost:3000/signs/${other}?notice=x` });
    expect((await shown(round)).text.match(/What shows it: none yet/g)).toHaveLength(7);
    await host.visit(`/signs/${round}/evidence`);
    await host.submit({ sign: 'sharing-power', record: '/funds/00000000-0000-7000-8000-000000000000' });
    expect(host.answer.status).toBe(400);
  });

  it('is over after its last day', async () => {
    const round = await openRound();
    const visitor = world.visitor();
    await visitor.visit(`/signs/${round}/rate`);
    await world.toDay('2026-06-01');
    await visitor.submit(marks('5'));
    expect([400, 409]).toContain(visitor.answer.status);
    expect((await visitor.visit(`/signs/${round}/rate`)).body).toContain('This round is over');
  });
});
