import { capabilities } from '@upwell/app/capabilities.ts';
import { openWorld, type PersonVisit, type World } from '@upwell/app/testing.ts';
import { verifyExport } from '@upwell/platform/audit';
import { testDatabase } from '@upwell/platform/database/testing';
import { STOP_PATH } from '@upwell/platform/messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { setOpenData } from './open-data.ts';

let world: World;
let host: PersonVisit;
let conversation: string;
beforeAll(async () => {
  world = await openWorld(await testDatabase(), { demo: true });
  host = await world.person('Asha', 'host');
  await host.visit('/conversations/new');
  await host.submit({
    question: 'What would make your street better?',
    kind: 'talk',
    stage: 'before-decision',
    purpose: 'say',
    canChange: 'How the street is looked after',
    power: 'consulted',
    host: 'Street team',
    replyDue: '2026-04-20',
  });
  conversation = host.answer.path.split('?')[0] as string;
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const takeDown = async (words: string, typed: Record<string, string> = {}) => {
  await host.visit(`${conversation}/take-down`);
  return await host.submit({ words, ...typed });
};

describe('the log', () => {
  it('is downloaded by anybody and stands up to the check', async () => {
    await takeDown('The bins go at five.');
    await world.drain();
    const visitor = world.visitor();
    await visitor.visit('/audit');
    const read = /[0-9A-Z]{4}(-[0-9A-Z]{4}){4}/.exec(visitor.text)?.[0];
    const copy = await visitor.visit('/api/audit.ndjson');
    expect(copy.headers['content-type']).toContain('ndjson');
    const check = await verifyExport([copy.body]);
    expect(check).toMatchObject({ ok: true, place: world.placeId });
    expect(check.ok && check.lines).toBeGreaterThan(1);
    if (read) expect(check.ok && check.fingerprint).toBe(read);
    expect(copy.body).not.toContain('bins');
  });
});

describe('whose voices were heard', () => {
  it('keeps people apart from those who speak for them', async () => {
    await takeDown('A warden would help.', { source: 'council', channel: 'paper' });
    await takeDown('She cannot get out.', { forSomeone: 'yes', channel: 'phone' });
    const visitor = world.visitor();
    await visitor.visit('/voices');
    const { whole, conversations } = JSON.parse((await world.visitor().visit('/api/voices')).body) as {
      whole: {
        all: number;
        bySource: Record<string, number>;
        forSomebodyElse: number;
        byChannel: Record<string, number>;
      };
      conversations: { question: string; all: number }[];
    };
    expect(visitor.title).toBe(`${whole.bySource.direct} of ${whole.all} voices are people speaking for themselves`);
    expect(whole.bySource.council).toBe(1);
    expect(whole.forSomebodyElse).toBe(1);
    expect(whole.byChannel.phone).toBe(1);
    expect(Object.values(whole.bySource).reduce((sum, n) => sum + n)).toBe(whole.all);
    expect(conversations[0]?.question).toBe('What would make your street better?');
  });
});

describe('messages', () => {
  it('are looked after by organisers only', async () => {
    expect((await world.visitor().visit('/outbox')).status).toBe(401);
    expect((await host.visit('/outbox')).status).toBe(403);
    const organiser = await world.person('Olu', 'organise');
    expect((await organiser.visit('/outbox')).status).toBe(200);
  });

  it('stop by the button of a mail program, and by hand, and start again', async () => {
    const visitor = world.visitor();
    await visitor.visit(conversation);
    await visitor.submit({
      words: 'Slower cars, please',
      sharing: 'public',
      tell: 'email',
      email: 'ann@people.example',
    });
    await host.visit(`${conversation.replace('/conversations/', '/thread/')}/reply`);
    await host.submit({ answer: 'done', words: 'There is a new sign.', by: 'Street team' });
    await world.drain();
    const sent = (await world.outbox()).find(({ to }) => to === 'ann@people.example');
    const path = new RegExp(`${STOP_PATH}/[\\w-]+`).exec(sent?.body ?? '')?.[0] as string;
    expect(path).toBeDefined();

    const ann = world.visitor();
    expect((await ann.visit(path)).status).toBe(200);
    expect(ann.text, 'opening the link stops nothing').toContain('Press the button');

    const post = (body: string) =>
      world
        .visitor()
        .ask(path, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect((await post('anything=else')).status).toBe(400);
    for (const _ of [1, 2]) expect((await post('List-Unsubscribe=One-Click')).status).toBe(200);
    await ann.visit(path);
    expect(ann.text).toContain('You will get no more of these messages');
    await ann.submit();
    expect(ann.text).toContain('They will come again');
    await ann.submit();
    expect(ann.text).toContain('You will get no more of these messages');

    expect((await world.visitor().visit(`${STOP_PATH}/${'A'.repeat(38)}`)).status).toBe(404);
    expect(
      (await world.visitor().ask(`${STOP_PATH}/nonsense`, { method: 'POST', body: 'List-Unsubscribe=One-Click' }))
        .status,
    ).toBe(404);
  });
});

describe('what people agreed to', () => {
  it('is shown in the words they saw, to whoever holds the code and nobody else', async () => {
    const visitor = world.visitor();
    await visitor.visit(conversation);
    await visitor.submit({ words: 'A bench by the shop', sharing: 'members', tell: 'code' });
    const code = visitor.page.querySelector('.big-code')?.text.trim() as string;
    await visitor.visit(`/agreed?code=${encodeURIComponent(code)}`);
    expect(visitor.text).toContain('Only people who have signed in here may read my words');
    expect(visitor.text).toContain('You said yes');
    await visitor.visit('/agreed?code=tide-0000-kettle');
    expect(visitor.text).toContain('We know no such code');
  });
});

describe('open data', () => {
  it('lists addresses that answer, and describes them', async () => {
    setOpenData(capabilities.flatMap(({ routes }) => routes));
    const visitor = world.visitor();
    await visitor.visit('/api');
    expect(visitor.text).toContain('/api/funds/{id}');
    const links = visitor.page
      .querySelectorAll('main a[href^="/api/"]')
      .map((link) => link.getAttribute('href') as string);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect((await world.visitor().visit(link)).status, link).toBe(200);
    const api = JSON.parse((await visitor.visit('/api/openapi.json')).body) as { paths: Record<string, unknown> };
    expect(Object.keys(api.paths)).toContain('/api/claims/{id}');
  });
});
