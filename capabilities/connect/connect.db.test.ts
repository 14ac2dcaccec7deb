import { openWorld, type PersonVisit, type World } from '@upwell/app/testing.ts';
import { testDatabase } from '@upwell/platform/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let world: World;
let connector: PersonVisit;
let gp: PersonVisit;
let host: PersonVisit;

/** Words that stand for what nobody else may read. */
const canary = /Quillfeather|Bramblewick|Thistledown|Marrowfat/;
const someday = '01890000-0000-7000-8000-000000000000';

const idIn = (path: string) => path.split('?')[0]?.split('/').at(-1) as string;

async function addAsset(typed: Record<string, string>): Promise<string> {
  await connector.visit('/map/new');
  await connector.submit({ kind: 'skill', title: 'Mends radios', agreed: 'yes', ...typed });
  expect(connector.answer.status).toBe(200);
  return idIn(connector.answer.path);
}

async function startGroup(name: string, contact: string): Promise<string> {
  await host.visit('/groups/new');
  await host.submit({ name, does: 'Dominoes and company every Tuesday' });
  const id = idIn(host.answer.path);
  await host.visit(`/groups/${id}/edit`);
  await host.submit({ contact });
  expect(host.answer.status).toBe(200);
  return id;
}

async function setRoom(groupId: string, capacity: string): Promise<void> {
  await host.visit(`/groups/${groupId}/room`);
  await host.submit({ capacity });
  expect(host.answer.status).toBe(200);
}

/** Fills in the form and says yes on the next page; gives id and code. */
async function introduce(by: PersonVisit | ReturnType<World['visitor']>, to: string, typed: Record<string, string>) {
  await by.visit(`/introductions/new?${to}`);
  await by.submit(typed);
  expect(by.answer.status).toBe(200);
  expect(by.text).toContain(typed.facts);
  await by.submit({}, /look/);
  expect(by.answer.status).toBe(200);
  const [, , id = '', , code = ''] = by.answer.path.split('/');
  return { id, code };
}

beforeAll(async () => {
  world = await openWorld(await testDatabase());
  connector = await world.person('Con', 'connect');
  gp = await world.person('Dr Lark', null as never);
  host = await world.person('Asha', 'organise');
}, 60_000);

afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const outboxTo = async (address: string) => (await world.outbox()).filter(({ to }) => to === address);

describe('the map', () => {
  it('is found by the words of a good week, and open to everybody', async () => {
    await addAsset({
      kind: 'place',
      title: 'Chapel kitchen',
      about: 'Big enough for twenty to cook',
      custodian: 'Chapel trustees',
      terms: 'Leave it clean',
    });
    const visitor = world.visitor();
    await visitor.visit('/find');
    await visitor.ask('/find?words=somewhere%20to%20cook');
    expect(visitor.text).toContain('Chapel kitchen');
    await visitor.ask('/find?words=%25_%5C%27--');
    expect(visitor.answer.status).toBe(200);
    await visitor.ask('/find?order=newest');
    expect(visitor.answer.status).toBe(400);
    await visitor.visit('/api/assets');
    expect(JSON.parse(visitor.answer.body).assets[0]).toMatchObject({
      title: 'Chapel kitchen',
      terms: 'Leave it clean',
    });
  });

  it('shows a private gift to connectors, and to nobody else anywhere', async () => {
    const id = await addAsset({
      title: 'Quillfeather plays the cello',
      about: 'Bramblewick Lane, evenings',
      visibility: 'connectors',
    });
    await connector.visit('/find?words=cello');
    expect(connector.text).toContain('Quillfeather');
    const visitor = world.visitor();
    for (const visit of [visitor, gp])
      for (const path of [
        '/',
        '/find',
        '/find?words=cello',
        '/find?words=Quillfeather',
        '/api/assets',
        '/gaps',
        '/whats-on',
      ]) {
        await visit.visit(path);
        expect([path, visit.answer.status]).toEqual([path, 200]);
        expect(visit.answer.body).not.toMatch(/Quillfeather plays|Bramblewick/);
      }
    for (const path of [`/map/${id}`, `/thread/${id}`, `/thread/${id}/history`, `/introductions/new?asset=${id}`]) {
      await visitor.visit(path);
      expect([path, visitor.answer.status]).toEqual([path, 404]);
      expect(visitor.answer.body).not.toMatch(canary);
    }
    await connector.visit(`/thread/${id}`);
    expect(connector.answer.body).not.toMatch(canary);
  });

  it('asks for the say-so of whoever gives, and keeps what was typed', async () => {
    await connector.visit('/map/new');
    await connector.submit({ kind: 'passion', title: 'Rowing at dawn' });
    expect(connector.answer.status).toBe(400);
    expect(connector.text).toContain('Ask them first');
    expect(connector.form().querySelector('[name=title]')?.getAttribute('value')).toBe('Rowing at dawn');
  });

  it('lets something go, words and all', async () => {
    const id = await addAsset({ title: 'Marrowfat peas and a boat' });
    await connector.visit(`/map/${id}/take-away`);
    await connector.submit({});
    const visitor = world.visitor();
    for (const path of ['/find', '/api/assets', `/map/${id}`]) {
      await visitor.visit(path);
      expect(visitor.answer.body).not.toMatch(/Marrowfat/);
    }
  });
});

describe('an introduction', () => {
  it('is one short form, carries exactly what was shown, and tells both sides', async () => {
    const group = await startGroup('Harbour dominoes', 'dominoes@example.org');
    await gp.visit(`/introductions/new?group=${group}`);
    await gp.submit({ facts: '' });
    expect(gp.answer.status).toBe(400);
    await gp.submit({
      facts: 'Likes company on Tuesdays',
      nickname: 'Thistledown',
      by: 'The nurse at the surgery',
      wish: 'Not alone on Tuesdays',
      tell: 'email',
      email: 'person@example.org',
    });
    expect(gp.text).toContain('This is what is sent');
    expect(gp.text).toContain('Thistledown');
    await world.drain();
    expect(await outboxTo('dominoes@example.org')).toHaveLength(0);
    const shown = gp.page.querySelectorAll('blockquote').map((quote) => quote.text.replace(/\s+/g, ' ').trim());
    await gp.submit({}, /look/);
    expect(gp.text).toContain('16 March 2026');
    await world.drain();
    const [toGroup] = await outboxTo('dominoes@example.org');
    const [toPerson] = await outboxTo('person@example.org');
    expect(toGroup?.body.startsWith(shown[0] as string)).toBe(true);
    expect(toPerson?.body.startsWith(shown[1] as string)).toBe(true);
    expect(toGroup?.body).not.toContain('Not alone');

    const visitor = world.visitor();
    const [, , id] = gp.answer.path.split('/');
    for (const visit of [visitor, connector])
      for (const path of [
        '/',
        '/find',
        `/groups/${group}`,
        '/gaps',
        '/api/gaps',
        '/introductions',
        `/thread/${id}`,
        `/introductions/${id}/outcome`,
      ]) {
        await visit.visit(path);
        expect(visit.answer.body).not.toMatch(/Thistledown|Likes company on/);
      }
    await visitor.visit('/find');
    expect(visitor.text).toContain('One introduction was made here');
    await visitor.visit(`/introductions/${id}/outcome`);
    expect(visitor.answer.status).toBe(401);
    const member = await world.person('Somebody else', null as never);
    await member.visit(`/introductions/${id}/outcome`);
    expect(member.answer.status).toBe(404);
    await visitor.visit(`/introductions/${id}/look/tide-0000-kettle`);
    expect(visitor.answer.status).toBe(404);
    await gp.visit('/introductions');
    expect(gp.text).toContain('Thistledown');
  });

  it('sent twice goes out once', async () => {
    const group = await startGroup('Net menders', 'nets@example.org');
    const visitor = world.visitor();
    await visitor.visit(`/introductions/new?group=${group}`);
    await visitor.submit({ facts: 'Good with knots' });
    const look = visitor.answer.path;
    const [first, second] = [visitor, world.visitor()];
    await second.visit(look);
    await Promise.all([first.submit({}, /look/), second.submit({}, /look/)]);
    await world.drain();
    expect(await outboxTo('nets@example.org')).toHaveLength(1);
    await visitor.visit(look);
    expect(visitor.answer.status).toBe(404);
  });

  it('can be worded anew before it is sent', async () => {
    const group = await startGroup('Kite flyers', 'kites@example.org');
    const visitor = world.visitor();
    await visitor.visit(`/introductions/new?group=${group}`);
    await visitor.submit({ facts: 'Marrowfat too much' });
    const again = visitor.page.querySelectorAll('form').find((form) => form.querySelector('textarea'));
    const fields = Object.fromEntries(visitor.fieldsOf(again!, { facts: 'Has a red kite' })) as Record<string, string>;
    await visitor.ask(again!.getAttribute('action') as string, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
    expect(visitor.text).toContain('Has a red kite');
    expect(visitor.answer.body).not.toContain('Marrowfat');
    await visitor.submit({}, /look/);
    await world.drain();
    expect((await outboxTo('kites@example.org'))[0]?.body).toContain('Has a red kite');
  });

  it('is held while a group is full, and travels when there is room', async () => {
    const group = await startGroup('Full house choir', 'choir@example.org');
    await setRoom(group, 'full');
    const visitor = world.visitor();
    await visitor.visit(`/introductions/new?group=${group}`);
    expect(visitor.text).toContain('Full just now');
    await visitor.submit({ facts: 'Sings alto', tell: 'email', email: 'alto@example.org' });
    await visitor.submit({}, /look/);
    expect(visitor.text).toContain('until there is room');
    await world.drain();
    expect(await outboxTo('choir@example.org')).toHaveLength(0);
    expect((await outboxTo('alto@example.org'))[0]?.body).toContain('full just now');
    await setRoom(group, 'few');
    await world.drain();
    await world.drain();
    expect(await outboxTo('choir@example.org')).toHaveLength(1);
    expect((await outboxTo('choir@example.org'))[0]?.body).toContain('Sings alto');
  });

  it('to nobody, to another kind of thing, or to a place elsewhere is not found', async () => {
    const visitor = world.visitor();
    for (const to of [`group=${someday}`, `asset=${someday}`, `activity=${someday}`]) {
      await visitor.visit(`/introductions/new?${to}`);
      expect(visitor.answer.status).toBe(404);
    }
    for (const path of [`/map/${someday}`, `/gaps/${someday}`, `/introductions/${someday}/sent/tide-0000-kettle`]) {
      await visitor.visit(path);
      expect(visitor.answer.status).toBe(404);
    }
    await gp.visit(`/introductions/${someday}/outcome`);
    expect(gp.answer.status).toBe(404);
  });
});

describe('checking back', () => {
  it('asks once at the day, shows what is overdue to connectors, and puts an unmet wish on the list', async () => {
    const group = await startGroup('Tuesday table', 'table@example.org');
    const { id, code } = await introduce(gp, `group=${group}`, {
      facts: 'Marrowfat wants company',
      nickname: 'Thistledown',
      by: 'The surgery',
      tell: 'email',
      email: 'tuesday@example.org',
    });
    await world.toDay('2026-03-15');
    expect(await outboxTo('tuesday@example.org')).toHaveLength(1);
    await world.toDay('2026-03-16');
    await world.toDay('2026-03-17');
    await world.toDay('2026-03-25');
    const asked = (await outboxTo('tuesday@example.org')).filter(({ body }) => body.includes('Did you meet'));
    expect(asked).toHaveLength(1);
    await connector.visit('/introductions');
    expect(connector.text).toContain('Tuesday table');
    expect(connector.text).toContain('9 days past checking back');
    expect(connector.answer.body).not.toMatch(canary);

    const person = world.visitor();
    await person.visit('/check-back');
    await person.submit({ code, outcome: 'not-met' });
    expect(person.answer.status).toBe(200);
    await person.visit('/gaps');
    expect(person.answer.body).not.toMatch(canary);
    await connector.visit('/gaps');
    expect(connector.text).toContain('One wish has no words for everybody yet');
    expect(connector.answer.body).not.toMatch(canary);
    await gp.visit(`/introductions/${id}/outcome`);
    await gp.submit({ outcome: 'not-met', gapWords: 'Somebody to talk to on Tuesdays' });
    expect(gp.answer.status).toBe(200);
    await person.visit('/gaps');
    expect(person.text).toContain('Somebody to talk to on Tuesdays');
  });

  it('a wrong code keeps what was typed and says nothing about anybody', async () => {
    const person = world.visitor();
    await person.visit('/check-back');
    await person.submit({ code: 'tide 1234 kettle', outcome: 'met' });
    expect(person.answer.status).toBe(400);
    expect(
      person
        .form(/check-back/)
        .querySelector('[name=code]')
        ?.getAttribute('value'),
    ).toBe('tide 1234 kettle');
  });

  it('deletes everything about a person at their word', async () => {
    const group = await startGroup('Boat builders', 'boats@example.org');
    const { code } = await introduce(gp, `group=${group}`, { facts: 'Handy with a plane', nickname: 'Thistledown' });
    const person = world.visitor();
    await person.visit(`/check-back?code=${code}`);
    await person.submit({ outcome: 'forget' });
    expect(person.text).toContain('deleted');
    await person.visit('/check-back');
    await person.submit({ code, outcome: 'met' });
    expect(person.answer.status).toBe(400);
    await gp.visit('/introductions');
    expect(gp.text).not.toContain('Boat builders');
  });
});

describe('a wish', () => {
  it('becomes an activity, and whoever wished is told', async () => {
    const person = world.visitor();
    await person.visit('/gaps/new?words=A%20warm%20room%20on%20Sundays');
    await person.submit({ tell: 'email', email: 'wisher@example.org' });
    expect(person.answer.status).toBe(200);
    const gap = idIn(person.answer.path);
    await host.visit(`/activities/new?from=${gap}`);
    await host.submit({
      title: 'Sunday fire',
      happens: 'A stove and chairs',
      nextOn: '2026-04-05',
      starts: '15:00',
      rhythmWords: 'Sundays',
      venue: 'Chapel',
      host: 'whoever holds the kettle',
      designedBy: 'Those who wished',
      ledBy: 'Them too',
    });
    expect(host.answer.status).toBe(200);
    expect(host.text).toContain('A warm room on Sundays');
    await world.drain();
    await person.visit(`/gaps/${gap}`);
    expect(person.text).toContain('Sunday fire');
    expect((await outboxTo('wisher@example.org'))[0]?.body).toContain('A warm room on Sundays');
    await person.visit('/api/gaps');
    expect(JSON.parse(person.answer.body).gaps.find((each: { id: string }) => each.id === gap).state).toBe('answered');
  });
});
