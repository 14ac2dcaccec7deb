import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstallationOn } from '@upwell/app/installation.ts';
import { prepareOwnerCode } from '@upwell/app/owner-code.ts';
import { openWorld, type World } from '@upwell/app/testing.ts';
import { createWeb } from '@upwell/app/web.ts';
import { movableClock } from '@upwell/platform/clock';
import { readConfig } from '@upwell/platform/config';
import { openDatabase } from '@upwell/platform/database';
import { testDatabase } from '@upwell/platform/database/testing';
import { BrowserVisit } from '@upwell/platform/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdForm } from './bad-input.ts';
import { crawl } from './crawl.ts';
import { addressOf, isFirstStart, writing } from './declared.ts';
import { fillEverything, fillIn, formsOn } from './fill.ts';
import { answerFirstQuestions } from './installation.ts';
import { fieldsOf, proofOf, send } from './sending.ts';

describe('bad input', () => {
  let world: World;
  let owner: Awaited<ReturnType<World['person']>>;
  beforeAll(async () => {
    world = await openWorld(await testDatabase());
    owner = await world.person('Olu', 'own');
    let counter = 0;
    await fillEverything(owner, async (at) => [await fillIn(owner, at, () => `Good words ${counter++}`)], {
      rounds: 3,
      perShape: 2,
    });
  }, 240_000);
  afterAll(() => world.close());

  it('of every kind, into every form that can be reached, is answered in a sentence that keeps what was typed', async () => {
    const forms = formsOn(await crawl(owner, { perShape: 2 }));
    expect(forms.length).toBeGreaterThan(35);
    let [tried, filled] = [0, 0];
    const problems: string[] = [];
    for (const [turn, at] of forms.entries()) {
      await owner.visit(at.page);
      // What an earlier form has closed is not there any more.
      if (!owner.page.querySelector(`form[action="${at.action}"]`)) continue;
      filled += 1;
      tried += await holdForm(owner, at, () => world.visitor(), turn).catch((problem: Error) => {
        problems.push(problem.message.split('\n')[0] as string);
        return 0;
      });
    }
    expect(filled).toBeGreaterThan(forms.length * 0.85);
    expect(problems).toEqual([]);
    expect(tried).toBeGreaterThan(forms.length * 20);
    expect(world.faults).toEqual([]);
  }, 600_000);

  it('is never a fault of ours where there is no page for it', async () => {
    for (const route of writing.filter((each) => !isFirstStart(each)))
      for (const fields of [{}, { id: 'x', words: 'y', 'a[b]': 'z' }, { words: '\u0000' }, { name: ['a', 'b'] }]) {
        const { status } = await send(owner, addressOf(route), fieldsOf({ ...(await proofOf(owner)), ...fields }));
        expect(status, route.name).toBeLessThan(500);
      }
    expect(world.faults).toEqual([]);
  }, 120_000);
});

describe('bad input at the first start', () => {
  it('is answered in a sentence, question by question', async () => {
    const database = await testDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'upwell-first-'));
    const accountsDb = await openDatabase({ url: database.ownerUrl, poolSize: 4 });
    const config = readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error' });
    const installation = await openInstallationOn(
      config,
      { db: database.db, accountsDb },
      movableClock(new Date('2026-03-02T09:00:00Z')),
    );
    const faults: Error[] = [];
    const web = await createWeb(installation, { limitScale: 1000, onFault: (fault) => faults.push(fault) });
    try {
      await web.listen({ port: 0, host: '127.0.0.1' });
      const address = `http://127.0.0.1:${(web.server.address() as { port: number }).port}`;
      const visit = new BrowserVisit(address);
      await answerFirstQuestions(visit, (await prepareOwnerCode(installation)) as string);
      const pages = writing
        .filter((route) => isFirstStart(route) && route.name !== 'start.make')
        .map(({ path }) => path);
      const found = new Map();
      for (const path of pages) found.set(path, await visit.visit(path));
      const forms = formsOn(found);
      expect(forms.length).toBe(pages.length);
      for (const [turn, at] of forms.reverse().entries())
        await holdForm(visit, at, () => new BrowserVisit(address), turn);
      expect(faults).toEqual([]);
    } finally {
      await web.close();
      await accountsDb.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    }
  }, 120_000);
});
