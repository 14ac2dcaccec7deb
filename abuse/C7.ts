import assert from 'node:assert/strict';
import type { World } from '@upwell/app/testing.ts';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { scenario } from '../acceptance/scenario.ts';
import { crawl, isPage } from './crawl.ts';
import { isFirstStart, writing } from './declared.ts';
import { answerFirstQuestions, codeIn, newFolder, type Running, removeFolder, start } from './installation.ts';
import { fieldsOf, proofOf, send } from './sending.ts';

/** Few: who guesses often is made to wait, and so is whoever shares the network. */
const defaults = ['admin', '12345678', 'upwell', ''];
const debugPaths = [
  '/debug',
  '/admin',
  '/test-clock',
  '/ui',
  '/metrics',
  '/status',
  '/.env',
  '/.git/config',
  '/graphql',
  '/docs',
  '/documentation',
  '/swagger',
  '/api/docs',
  '/__debug__',
  '/console',
  '/phpinfo.php',
  '/upwell.key',
  '/data/upwell.key',
  '/static/../upwell.key',
  '/server-status',
  '/actuator',
  '/sign-in/personas',
  '/seed',
  '/setup',
  '/install',
];

export default scenario({
  id: 'C7',
  given: 'an installation in its first hour with no settings at all, and a demonstration beside it',
  when: 'strangers try usual secrets and debug pages and race for the first owner',
  must: 'only the code printed once opens it, there is exactly one owner, and only the demonstration has personas and says so on every page',
  world: { demo: true, env: { DEMO: 'true' } },
  async run(world) {
    const folder = newFolder();
    let running: Running | null = null;
    try {
      running = await start(folder);
      await holdFirstHour(running);
      const code = codeIn(running.output()) as string;
      assert.equal(await running.stop(), 0);
      running = await start(folder);
      assert.equal(codeIn(running.output()), null, 'the code is printed at the first start and never again');
      const late = running.visitor();
      assert.ok((await late.visit('/start')).status >= 400);
      await send(late, '/start', fieldsOf({ ...(await proofOf(late, '/')), code }));
      assert.ok(late.answer.status >= 400, 'the code is used up');
    } finally {
      await running?.kill();
      await removeFolder(folder);
    }
    await holdDemo(world);
  },
});

async function holdFirstHour(running: Running): Promise<void> {
  const code = codeIn(running.output());
  assert.ok(code && code.replace(/\W/g, '').length >= 12, `a code that cannot be guessed: ${code}`);
  assert.equal(running.output().split(code).length, 2, 'printed once');

  const stranger = running.visitor();
  for (const path of debugPaths) {
    const { status, body } = await stranger.visit(path);
    assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
    assert.ok(!body.includes(code) && !/at \S+ \(.*:\d+:\d+\)/.test(body), `${path} gives something away`);
  }
  for (const path of ['/', '/start', '/sign-in', '/sign-in/email']) {
    await stranger.visit(path);
    assert.equal(
      stranger.page.querySelectorAll('input[type=password]').length,
      0,
      'there are no passwords, so none by default',
    );
    assert.ok(!stranger.answer.body.includes(code));
  }
  // Without the code no question of the first start is there, to see or to answer.
  for (const { path } of writing.filter(isFirstStart)) {
    if (path === '/start') continue;
    assert.ok((await stranger.visit(path)).status >= 400, `${path} without the code`);
    const { status } = await send(
      stranger,
      path,
      fieldsOf({ ...(await proofOf(stranger, '/start')), which: 'own', name: 'Taken', nickname: 'Taken' }),
    );
    assert.ok(status >= 400 && status < 500, `${path} sent without the code: ${status}`);
  }
  for (const guess of defaults) {
    await stranger.visit('/start');
    await stranger.submit({ code: guess });
    assert.ok(
      stranger.answer.status === 400 || stranger.answer.status === 429,
      `the code "${guess}": ${stranger.answer.status}`,
    );
  }

  // Two browsers have the code, it was read aloud: both answer everything, both press at the same moment, several times.
  const racers = [running.visitor(), running.visitor()];
  for (const [number, racer] of racers.entries())
    await answerFirstQuestions(racer, code, number === 0 ? 'Applewick' : 'Pearwick');
  const presses = await Promise.all(
    racers.flatMap((racer) => [1, 2, 3].map(async () => await send(racer, '/start/check', lastAnswer(racer)))),
  );
  assert.ok(
    presses.every(({ status }) => status < 500),
    `${presses.map(({ status }) => status)}`,
  );
  const owners = presses.filter(({ headers }) =>
    [headers['set-cookie'] ?? []].flat().some((line) => /session=[^;]/.test(line)),
  );
  assert.equal(owners.length, 1, 'exactly one owner');
  const home = running.visitor();
  await home.visit('/');
  assert.equal(home.answer.status, 200);
  const winner = racers.filter((racer) => 'upwell_session' in racer.cookies);
  assert.equal(winner.length, 1);
  const people = winner[0] as BrowserVisit;
  await people.visit('/people?who=Owner');
  assert.equal(people.answer.status, 200);
  assert.equal(people.page.querySelectorAll('main .list-item').length, 1, 'one person in the whole installation');
  for (const racer of racers) if (racer !== people) assert.equal((await racer.visit('/me')).status, 401);
  for (const { path } of writing.filter(isFirstStart))
    assert.ok((await running.visitor().visit(path)).status >= 400, `${path} is gone`);
  assert.equal((await running.visitor().visit('/sign-in/personas')).status, 404);
  assert.equal(saysDemo(home), false, 'a real place does not say that it is a demonstration');
}

/** The last question's own proof, as it stands in front of somebody. */
const lastAnswer = (visit: BrowserVisit): [string, string][] =>
  visit.fieldsOf(visit.form(/\/start\/check/)) as [string, string][];

const saysDemo = (visit: BrowserVisit) =>
  /\b(demo|demonstration|made up|invented|not real)/i.test(visit.page.querySelector('body')?.text ?? '') &&
  visit.page.querySelector('a[href^="/sign-in/personas"]') !== null;

async function holdDemo(world: World): Promise<void> {
  const organiser = await world.person('Olu the organiser', 'organise');
  for (const visit of [world.visitor(), organiser]) {
    for (const address of [
      ...(await crawl(visit, { perShape: 2 })).keys(),
      '/nowhere',
      '/me',
      '/people',
      '/said/x',
      '/place?x=1',
    ]) {
      await visit.ask(address, { follow: false });
      // The page with every component shows samples of places, this banner among them.
      if (!isPage(visit.answer) || visit.answer.status === 303 || address === '/ui') continue;
      assert.ok(saysDemo(visit), `${address} (${visit.answer.status}) does not say that it is a demonstration`);
    }
  }
  // Personas are invented people. Somebody real who helps with the demonstration is none, and nobody can be them.
  const curious = world.visitor();
  await curious.visit('/sign-in/personas');
  assert.equal(curious.answer.status, 200);
  assert.doesNotMatch(curious.answer.body, new RegExp(organiser.personId));
  await send(curious, '/sign-in/personas', fieldsOf({ ...(await proofOf(curious)), personId: organiser.personId }));
  assert.equal(curious.answer.status, 400);
  assert.equal((await curious.visit('/me')).status, 401);

  // A real place on the same installation, and the demo place where DEMO is off: nobody can be tried on.
  const real = await world.neighbour('real', 'Realham');
  const person = await real.person('Rae', 'own');
  const off = await world.servedAs({ PUBLIC_URL: 'http://localhost:3000' });
  for (const [where, visit, personId] of [
    ['a real place', real.visitor(), person.personId],
    ['a server without DEMO', off.visitor(), organiser.personId],
  ] as const) {
    assert.equal((await visit.visit('/sign-in/personas')).status, 404, where);
    await send(visit, '/sign-in/personas', fieldsOf({ ...(await proofOf(visit)), personId }));
    assert.equal(visit.answer.status, 404, where);
    assert.equal((await visit.visit('/me')).status, 401, where);
  }
  await real.visitor().visit('/');
  const there = real.visitor();
  await there.visit('/');
  assert.equal(saysDemo(there), false, 'the real place next door does not say it');
}
