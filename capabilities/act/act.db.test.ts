import { openWorld, type PersonVisit, type World } from '@upwell/app/testing.ts';
import { testDatabase } from '@upwell/platform/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: World;
let host: PersonVisit;

const cafe = {
  title: 'Kettle on',
  happens: 'A table, a kettle and company. Nobody asks why you came.',
  nextOn: '2026-03-05',
  starts: '2.30pm',
  rhythm: 'week',
  rhythmWords: 'Thursdays, all year',
  venue: 'Old chapel, Mill Lane',
  host: 'somebody in a yellow scarf',
  designedBy: 'Six neighbours of Mill Lane',
  designedHands: 'residents',
  ledBy: 'Two of those who come',
  ledHands: 'residents',
  supports: ['free', 'step-free', 'lift'],
};

/** Opens an activity and gives its path. */
async function open(typed: Record<string, string | readonly string[]> = {}): Promise<string> {
  await host.visit('/activities/new');
  await host.submit({ ...cafe, ...typed });
  expect(host.answer.status).toBe(200);
  return host.answer.path.split('?')[0] as string;
}

beforeAll(async () => {
  world = await openWorld(await testDatabase());
  host = await world.person('Asha', 'host');
}, 60_000);

afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

describe('an activity', () => {
  it('says when, where, who meets people, who designed and leads it, and that it is theirs', async () => {
    const path = await open();
    const visitor = world.visitor();
    await visitor.visit(path);
    for (const words of [
      'Thursday',
      '5 March 2026',
      'Old chapel',
      'yellow scarf',
      'Six neighbours',
      'Two of those who come',
      'Step-free',
      'By us',
    ])
      expect(visitor.text).toContain(words);
    await visitor.visit('/whats-on');
    expect(visitor.text).toContain('Kettle on');
    expect(visitor.text).toContain('This week');
    await visitor.visit(`${path}/poster`);
    expect(visitor.page.text).toContain('01632 960 101');
  });

  it('keeps what was typed when something is wrong, and shows nobody’s name without their say-so', async () => {
    await host.visit('/activities/new');
    await host.submit({ ...cafe, starts: 'teatime', ledName: 'Marjorie Vane' });
    expect(host.answer.status).toBe(400);
    expect(host.text).toContain('Write a real time');
    expect(host.text).toContain('Ask them first');
    expect(host.form().querySelector('[name=title]')?.getAttribute('value')).toBe('Kettle on');
    expect(host.form().querySelector('[name=ledName]')?.getAttribute('value')).toBe('Marjorie Vane');
    await host.submit({ starts: '14:30', nameAgreed: 'yes' });
    expect(host.answer.status).toBe(200);
    expect(host.text).toContain('Marjorie Vane');
  });

  it('cannot come from a record of nowhere, and pages of nothing are not found', async () => {
    const nowhere = '01890000-0000-7000-8000-000000000000';
    for (const path of [
      `/activities/new?from=${nowhere}`,
      `/activities/${nowhere}`,
      `/activities/${nowhere}/come`,
      `/activities/${nowhere}/places`,
      `/activities/${nowhere}/change`,
      `/sessions/${nowhere}`,
    ]) {
      await host.visit(path);
      expect([path, host.answer.status]).toEqual([path, 404]);
    }
  });

  it('moves along the ladder with its reason in sight, rests without leaving the list, and starts again', async () => {
    const path = await open({ title: 'Mill Lane choir' });
    const visitor = world.visitor();
    const moves: [string, string][] = [
      ['resident-run', 'The surgery has handed over the keys.'],
      ['resting', 'A rest over summer.'],
      ['restarted', 'Back for the autumn.'],
    ];
    for (const [stage, reason] of moves) {
      await host.visit(`${path}/stage`);
      await host.submit({ stage, reason });
      expect(host.answer.status).toBe(200);
      await visitor.visit('/whats-on');
      expect(visitor.text).toContain('Mill Lane choir');
    }
    await visitor.visit(path);
    for (const [, reason] of moves) expect(visitor.text).toContain(reason);
  });
});

it('an activity opened from an insight leads back to the words and the number it came of', async () => {
  await host.visit('/conversations/new');
  await host.submit({
    question: 'What would help us feel well here?',
    stage: 'before-decision',
    purpose: 'say',
    canChange: 'What is started in the old chapel',
    power: 'together',
    host: 'Mill Lane hosts',
    replyDue: '2026-05-01',
  });
  const conversation = host.answer.path.split('?')[0]?.split('/').at(-1) as string;
  const resident = world.visitor();
  await resident.visit(`/conversations/${conversation}`);
  await resident.submit({ words: 'Somewhere to go when the house is too quiet' }, '/say');
  await host.visit('/readings/new');
  await host.submit({
    shown: '15 years',
    says: 'between two ends of the bus line',
    definition: 'Life expectancy at birth',
    area: 'Fernhollow',
    period: '2021 to 2023',
    base: 'all deaths',
    source: 'Public health team',
  });
  await host.visit(`/conversations/${conversation}/gather`);
  const box = (name: string) =>
    host
      .form(/gather/)
      .querySelector(`input[name=${name}]`)
      ?.getAttribute('value') as string;
  await host.submit({ title: 'Quiet houses make us ill', means: [box('means')], readings: [box('readings')] });
  expect(host.answer.status).toBe(200);
  const insight = host.answer.path.split('?')[0]?.split('/').at(-1) as string;
  await host.visit(`/activities/new?from=${insight}`);
  await host.submit({ ...cafe, title: 'Mental health café', starts: 'never' });
  expect(host.answer.status).toBe(400);
  await host.submit({ starts: '14:30' });
  expect(host.answer.status).toBe(200);
  expect(host.text).toContain('Quiet houses make us ill');
  await resident.visit((host.answer.path.split('?')[0] as string).replace('/activities/', '/thread/'));
  for (const words of ['the house is too quiet', '15 years', 'Quiet houses make us ill', 'Mental health café'])
    expect(resident.text).toContain(words);
});

describe('a session', () => {
  it('is one number, without a name, and stands in a table and on the thread', async () => {
    const path = await open({ title: 'Walk by the river' });
    const crew = await world.person('Dez', 'connect');
    await crew.visit(`${path}/sessions/new`);
    const asked = crew
      .form()
      .querySelectorAll('input:not([type=hidden]), textarea')
      .map((field) => field.getAttribute('name'));
    expect(asked.some((name) => /name|email|phone/.test(name ?? ''))).toBe(false);
    await crew.submit({ headcount: '12', onDay: '2026-03-01', delight: 'Three people rowed.' });
    expect(crew.answer.status).toBe(200);
    const row = crew.page.querySelector('tbody tr')?.text.replace(/\s+/g, ' ');
    expect(row).toContain('12');
    expect(row).toContain('Three people rowed.');
    expect(crew.text).not.toContain('Dez');
    await crew.visit(path.replace('/activities/', '/thread/'));
    expect(crew.text).toContain('Three people rowed.');
  });

  it('cannot lie in the future, and nonsense is kept for putting right', async () => {
    const path = await open();
    await host.visit(`${path}/sessions/new`);
    await host.submit({ headcount: 'lots', onDay: '2026-03-02' });
    expect(host.answer.status).toBe(400);
    expect(
      host
        .form(/sessions/)
        .querySelector('[name=headcount]')
        ?.getAttribute('value'),
    ).toBe('lots');
    await host.submit({ headcount: '4', onDay: '2026-03-03' });
    expect(host.text).toContain('not come yet');
  });
});

describe('places', () => {
  it('one place left, many people at once: exactly one gets the day, the others later dates', async () => {
    const path = await open({ title: 'Pottery wheel', room: '1' });
    const people = Array.from({ length: 5 }, () => world.visitor());
    for (const person of people) await person.visit(`${path}/come`);
    await Promise.all(people.map((person) => person.submit({ day: '2026-03-05' })));
    const days = people.map((person) => new URLSearchParams(person.answer.path.split('?')[1]).get('day'));
    expect([...days].sort()).toEqual(['2026-03-05', '2026-03-12', '2026-03-19', '2026-03-26', '2026-04-02']);
    const moved = people.find((_, index) => days[index] === '2026-03-12');
    expect(moved?.text).toContain('was full');
    expect(moved?.text).toContain('12 March 2026');
  });

  it('when every date is full, people get a day by which they hear, and are told when there is room', async () => {
    const path = await open({ title: 'Bread oven', room: '1', rhythm: 'once' });
    const [first, second] = [world.visitor(), world.visitor()];
    await first.visit(`${path}/come`);
    await first.submit({});
    await second.visit(`${path}/come`);
    expect(second.text).toContain('full');
    await second.submit({ tell: 'email', email: 'late@example.org', nickname: 'Bramble' });
    expect(second.answer.status).toBe(200);
    expect(second.text).toContain('16 March 2026');
    await world.drain();
    expect((await world.outbox()).find(({ to }) => to === 'late@example.org')?.body).toContain('16 March 2026');

    await host.visit(`${path}/change`);
    await host.submit({ room: '2' });
    expect(host.answer.status).toBe(200);
    await world.drain();
    await world.drain();
    const told = (await world.outbox()).filter(
      ({ to, body }) => to === 'late@example.org' && body.includes('There is a place for you'),
    );
    expect(told).toHaveLength(1);
    await host.visit(`${path}/places`);
    expect(host.text).toContain('Bramble');
  });

  it('can be given back with the code, and the next person has it', async () => {
    const path = await open({ title: 'Glass class', room: '1', rhythm: 'once' });
    const [first, second] = [world.visitor(), world.visitor()];
    await first.visit(`${path}/come`);
    await first.submit({ nickname: 'Wren' });
    const code = new URLSearchParams(first.answer.path.split('?')[1]).get('code') as string;
    await first.visit(`/give-up-place?code=${code}`);
    await first.submit({});
    expect(first.text).toContain('free for somebody else');
    await second.visit(`${path}/come`);
    await second.submit({});
    expect(second.answer.path).toContain('day=2026-03-05');
  });

  it('who comes, and what they need, is for the host alone', async () => {
    const path = await open({ title: 'Sea swim' });
    const visitor = world.visitor();
    await visitor.visit(`${path}/come`);
    await visitor.submit({ nickname: 'Canaryname', needs: 'Canaryneed', supports: ['lift'] });
    expect(visitor.answer.status).toBe(200);
    await host.visit(`${path}/places`);
    expect(host.text).toContain('Canaryname');
    expect(host.text).toContain('Canaryneed');
    const connector = await world.person('Con', 'connect');
    await connector.visit(`${path}/places`);
    expect(connector.answer.status).toBe(403);
    for (const public_ of [path, '/whats-on', '/', '/api/activities', path.replace('/activities/', '/thread/')]) {
      await visitor.visit(public_);
      expect(visitor.answer.status).toBe(200);
      expect(visitor.answer.body).not.toMatch(/Canary/);
    }
  });
});
