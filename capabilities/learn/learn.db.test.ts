import { openWorld, type PersonVisit, type World } from '@upwell/app/testing.ts';
import { testDatabase } from '@upwell/platform/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

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

const plain = {
  statement: 'More people from bands 1 to 3 take part',
  shown: '30 at each walk',
  level: 'counted',
  base: '28',
  baseOf: 'who signed up',
  scope: 'whole',
  period: 'First year',
  source: 'The walk leaders',
};
const claim = async (typed: Record<string, string> = {}, query = ''): Promise<string> => {
  await host.visit(`/claims/new${query}`);
  await host.submit({ ...plain, ...typed });
  return /\/claims\/([0-9a-f-]{36})/.exec(host.answer.path)?.[1] as string;
};

describe('a claim on its page', () => {
  it('shows how sure it is, what it is out of, what stands beside it and what to mind', async () => {
    const id = await claim();
    const visitor = world.visitor();
    await visitor.visit(`/claims/${id}`);
    expect(visitor.title).toBe(plain.statement);
    for (const words of [
      'counted before and after',
      '28 who signed up',
      'before and after only, nothing to compare',
      'Nobody has written what to mind',
    ])
      expect(visitor.text).toContain(words);
    await visitor.visit(`/thread/${id}`);
    expect(visitor.text).toContain('counted before and after · 30 at each walk');
  });

  it('asks for a base, and takes the words that nobody gave one', async () => {
    await claim({ base: '' });
    expect(host.answer.status).toBe(400);
    expect(host.text).toContain('tick that nobody gave it');
    expect(host.page.querySelector('[name=shown]')?.getAttribute('value')).toBe('30 at each walk');
    const id = await claim({ base: '', baseNotGiven: 'yes' });
    await host.visit(`/claims/${id}`);
    expect(host.text).toContain('who signed up, base not given');
  });

  it('about some of a whole shows both figures in one breath, on the thread too', async () => {
    const part = { shown: '99 visits, then 19', base: '13', baseOf: 'people whose use fell', scope: 'part' };
    await claim(part);
    expect(host.answer.status).toBe(400);
    expect(host.text).toContain('Some of a whole cannot stand without the whole');
    const id = await claim({
      ...part,
      wholeOf: 'people walked alongside',
      wholeBase: '40',
      wholeShown: 'attendance rose',
    });
    const both = '99 visits, then 19 for 13 of 40 people walked alongside; for all of them: attendance rose';
    for (const path of [`/claims/${id}`, `/thread/${id}`, '/what-changed']) {
      await host.visit(path);
      expect(host.text).toContain(both);
    }
    const data = JSON.parse((await world.visitor().visit(`/api/claims/${id}`)).body) as Record<string, unknown>;
    expect(data.partOf).toEqual({ whole: 'people walked alongside', base: 40, figure: 'attendance rose' });
    expect(data.comparator).toBe('no comparator');
  });

  it('that was worked out says so everywhere and stands apart', async () => {
    const id = await claim({
      statement: 'Moves to a care home were put off',
      shown: '£376,376 to £1,129,128 a year',
      level: 'told',
      made: 'modelled',
      base: '22',
      method: 'One to three years of fees for 22 people',
    });
    await host.visit(`/claims/${id}`);
    expect(host.text).toContain('worked out by a model, not counted');
    await host.visit('/what-changed');
    expect(host.page.querySelector('#worked-out')?.text).toContain('£376,376');
    expect(host.page.querySelector('#seen')?.text).not.toContain('£376,376');
  });

  it('knows a return on money by its words, and never lists it with others', async () => {
    await claim({ shown: '£69 for £1', level: 'told' });
    expect(host.answer.status).toBe(400);
    expect(host.text).toContain('A return on money needs the years it is over');
    await claim({
      shown: '£69 for £1',
      level: 'told',
      horizon: 'five years',
      beneficiary: 'the town',
      statement: 'It pays back',
    });
    await claim({
      shown: '£1.63 for £1',
      level: 'told',
      horizon: 'one year',
      beneficiary: 'the trust',
      statement: 'It pays a little',
    });
    await host.visit('/what-changed');
    expect(host.page.querySelector('#returns')?.text).toContain('cannot be added, averaged or put in order');
    for (const query of ['sort=figure', 'order=ratio', 'sum=1'])
      expect((await world.visitor().visit(`/api/claims?${query}`)).status).toBe(400);
  });
});

describe('a claim that was wrong', () => {
  it('is put right in the open: what it said stays to be read', async () => {
    const id = await claim();
    await host.visit(`/claims/${id}/correct`);
    await host.submit({ because: 'Nothing was wrong' });
    expect(host.answer.status).toBe(400);
    await host.visit(`/claims/${id}/correct`);
    await host.submit({ shown: '25 at each walk', base: '27', because: 'Three were counted twice' });
    expect(host.answer.status).toBe(200);
    expect(host.text).toContain('The figure was 30 at each walk and is now 25 at each walk');
    expect(host.text).toContain('28 who signed up became 27 who signed up');
    expect(host.text).toContain('Three were counted twice');
  });

  it('is taken back with a reason, and cannot be changed after', async () => {
    const id = await claim();
    await host.visit(`/claims/${id}/retract`);
    await host.submit({ because: 'It was another hospital' });
    expect(host.text).toContain('It was another hospital');
    await host.visit(`/claims/${id}/retract`);
    await host.submit({ because: 'Again' });
    expect(host.answer.status).toBe(409);
    await host.visit(`/thread/${id}`);
    expect(host.text).toContain('taken back ·');
  });
});

describe('who may claim', () => {
  it('are hosts and those trusted with money', async () => {
    expect((await world.visitor().visit('/claims/new')).status).toBe(401);
    expect((await (await world.person('Lin', 'connect')).visit('/claims/new')).status).toBe(403);
    expect((await (await world.person('Moira', 'fund')).visit('/claims/new')).status).toBe(200);
  });

  it('cannot tie a claim to what is not here', async () => {
    await claim({}, '?about=00000000-0000-7000-8000-000000000000');
    expect(host.answer.status).toBe(404);
  });
});
