import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { Answer, BrowserVisit } from '@upwell/platform/http/testing';
import { scenario } from '../acceptance/scenario.ts';
import { crawl } from './crawl.ts';
import { fillEverything, fillIn, plausible } from './fill.ts';
import { fieldsOf, formType, proofOf, send } from './sending.ts';

export default scenario({
  id: 'E4',
  given: 'people with trembling hands, bad networks and telephones that send days later',
  when: 'the same thing is sent twice at once, again after a timeout, in another order two days on, or with the key of something else',
  must: 'there is one record of each, and a key used for something else is refused and explained, with the words kept on the page',
  async run(world) {
    const host = await world.person('Asha', 'host');
    await host.visit('/conversations/new');
    await host.submit({
      question: 'What would help?',
      kind: 'talk',
      stage: 'before-decision',
      purpose: 'say',
      canChange: 'Most things',
      power: 'advise',
      host: 'Street team',
      replyDue: '2026-05-20',
    });
    const conversation = (host.answer.path.split('?')[0] as string).split('/').at(-1) as string;
    const said = async (words: string): Promise<number> => {
      const { body } = await world.visitor().visit(`/api/conversations/${conversation}`);
      return (JSON.parse(body).contributions as { words: string }[]).filter((each) => each.words === words).length;
    };
    const fields = async (visit: BrowserVisit, words: string) =>
      fieldsOf({ ...(await proofOf(visit)), conversation, words, sharing: 'public', tell: 'code' });

    // Pressed twenty times at the same moment: one record, and every press gets the same answer.
    const trembling = world.visitor();
    const press = await fields(trembling, 'Pressed many times');
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(trembling, '/say', press)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
    assert.equal(new Set(answers.map(({ headers }) => headers.location)).size, 1, 'one code, said twenty times');
    assert.equal(await said('Pressed many times'), 1);

    // The answer never arrives, and it is sent again.
    const farAway = world.visitor();
    const lost = await fields(farAway, 'Sent into the dark');
    for (const wait of [0, 1, 3, 8, 20]) await hangUp(world.address, farAway, lost, wait);
    const retried = await send(farAway, '/say', lost);
    assert.equal(retried.status, 303);
    assert.equal(await said('Sent into the dark'), 1);

    // A queue kept on a telephone comes in backwards, two days late, each thing twice, after one had arrived already.
    const offline = world.visitor();
    const queue = [];
    for (let number = 0; number < 6; number += 1) queue.push(await fields(offline, `Kept on the telephone ${number}`));
    const first = await send(offline, '/say', queue[2]!);
    await world.toDay('2026-03-04');
    const late: Answer[] = [];
    for (const each of [...queue].reverse().concat(queue)) late.push(await send(offline, '/say', each));
    assert.deepEqual([...new Set(late.map(({ status }) => status))], [303]);
    assert.equal(late[3]!.headers.location, first.headers.location, 'the code given two days ago is the code still');
    for (let number = 0; number < 6; number += 1) assert.equal(await said(`Kept on the telephone ${number}`), 1);
    // A code that is answered twice leads to the same words.
    await offline.visit(
      `/told?code=${new URL(first.headers.location as string, world.address).searchParams.get('code')}`,
    );
    assert.equal(offline.answer.status, 200);

    // The same key with other words: refused, explained, and nothing lost.
    const careless = world.visitor();
    const once = await fields(careless, 'The first words');
    assert.equal((await send(careless, '/say', once)).status, 303);
    const other = await send(
      careless,
      '/say',
      once.map(([name, value]) => [name, name === 'words' ? 'Quite other words, which took a while' : value]),
    );
    assert.equal(other.status, 409);
    assert.match(careless.page.text, /Quite other words, which took a while/);
    assert.ok(
      (careless.page.querySelector('.nhsuk-error-summary') ?? careless.page.querySelector('main'))!.text.trim().length >
        40,
      'a sentence says why',
    );
    assert.doesNotMatch(careless.page.text, /idempoten|reused-key|\bkey\b/i, 'in words people use');
    assert.equal(await said('Quite other words, which took a while'), 0);
    // From that page it can be sent: the form has a fresh key.
    await careless.submit({}, '/say');
    assert.equal(careless.answer.status, 200);
    assert.equal(await said('Quite other words, which took a while'), 1);
    // Somebody else's key gives nothing away and takes nothing.
    const nosy = world.visitor();
    const mine = new Map(await fields(nosy, 'The first words'));
    mine.set('_once', new Map(once).get('_once') as string);
    const given = await send(nosy, '/say', mine);
    assert.notEqual(given.headers.location, careless.answer.path);
    assert.ok(given.status === 303 || given.status === 409);
    if (given.status === 303)
      assert.notEqual(
        new URL(given.headers.location as string, world.address).search,
        new URL((await send(careless, '/say', once)).headers.location as string, world.address).search,
        'a code of their own',
      );

    await twiceEverywhere(world, await world.person('Olu', 'own'));
  },
});

/** Every form of every page, sent twice at the same moment and once more after: one thing is made of it. */
async function twiceEverywhere(
  world: Parameters<ReturnType<typeof scenario>['run']>[0],
  owner: BrowserVisit,
): Promise<void> {
  let counter = 0;
  const marks: { mark: string; where: string }[] = [];
  await fillEverything(
    owner,
    async (at) => {
      // Signing in mails a code; how often that is done is held by another case.
      if (at.action.startsWith('/sign-in')) return [];
      const attempt = await fillIn(owner, at, () => `Twice ${counter++}.`);
      if (!attempt?.accepted) return [attempt];
      await owner.visit(at.page);
      let form: ReturnType<BrowserVisit['form']>;
      try {
        form = owner.form(new RegExp(`^${at.action.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`));
      } catch {
        return [attempt];
      }
      const made: string[] = [];
      const mark = () => {
        made.push(`Doubled${String(counter++).padStart(4, '0')}`);
        return made.at(-1) as string;
      };
      const typed = { ...plausible(form, at, mark), ...withMark(attempt.typed, mark) };
      const sent = fieldsOf(Object.fromEntries(owner.fieldsOf(form, typed)) as Record<string, unknown>);
      if (form.getAttribute('enctype') === 'multipart/form-data') return [attempt];
      const [one, two] = await Promise.all([send(owner, at.action, sent), send(owner, at.action, sent)]);
      const three = await send(owner, at.action, sent);
      const statuses = [one, two, three].map(({ status }) => status);
      assert.ok(
        statuses.every((status) => status < 500),
        `${at.action}: ${statuses}`,
      );
      const taken = [one, two, three].filter(({ status }) => status === 303);
      assert.ok(
        new Set(taken.map(({ headers }) => headers.location)).size <= 1,
        `${at.action} led to different places: ${taken.map(({ headers }) => headers.location)}`,
      );
      if (taken.length > 0) marks.push(...made.map((each) => ({ mark: each, where: at.action })));
      return [attempt];
    },
    { rounds: 3, perShape: 2 },
  );
  assert.ok(marks.length > 30, `only ${marks.length} fields were sent twice`);
  // Every record has one address: two addresses that begin with the same words are two records.
  const found = await crawl(owner, { perShape: 12 });
  for (const { mark, where } of marks) {
    const headed = [...found]
      .filter(
        ([address, { body }]) =>
          /\/[0-9a-f-]{36}$/.test(address) && new RegExp(`<h1[^>]*>(?:(?!</h1>).)*${mark}`, 's').test(body),
      )
      .map(([address]) => address);
    const kinds = headed.map((address) => address.split('/').slice(0, -1).join('/'));
    assert.equal(new Set(kinds).size, kinds.length, `${where} made more than one record: ${headed}`);
  }
  assert.deepEqual(world.faults, []);
}

const withMark = (typed: Record<string, unknown>, mark: () => string) =>
  Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('Twice') ? mark() : value,
    ]),
  ) as Record<string, string>;

/** Sends a form and hangs up after some milliseconds, whatever the server has done by then. */
const hangUp = (address: string, visit: BrowserVisit, fields: [string, string][], wait: number) =>
  new Promise<void>((resolve) => {
    const sending = request(new URL('/say', address), {
      method: 'POST',
      headers: {
        'content-type': formType,
        cookie: Object.entries(visit.cookies)
          .map(([name, value]) => `${name}=${value}`)
          .join('; '),
      },
    });
    sending.on('error', () => resolve());
    sending.on('close', () => resolve());
    sending.end(new URLSearchParams(fields).toString(), () => setTimeout(() => sending.destroy(), wait));
  });
