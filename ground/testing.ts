import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Power } from '@upwell/platform/access';
import { accountsConfigFrom, accountsWords, codesByMessage, createAccounts } from '@upwell/platform/accounts';
import type { Services } from '@upwell/platform/action';
import { movableClock } from '@upwell/platform/clock';
import { readConfig } from '@upwell/platform/config';
import { openDatabase } from '@upwell/platform/database';
import type { TestDatabase } from '@upwell/platform/database/testing';
import { openFileStore } from '@upwell/platform/files';
import { createServer } from '@upwell/platform/http';
import { BrowserVisit } from '@upwell/platform/http/testing';
import { createCatalogue, platformWords } from '@upwell/platform/i18n';
import { readOutbox } from '@upwell/platform/messages';
import { createSealer } from '@upwell/platform/seal';
import { ErrorSummary, Page, renderPage, uiWords } from '@upwell/platform/ui';
import { createElement } from 'react';
import {
  addPersonWithPower,
  factsOf,
  groundSurface,
  groundWords,
  listPlaces,
  placeFactsAt,
  powersOf,
  signInSurface,
  signInWords,
  startSurface,
  startWords,
  unplaced,
} from './index.ts';

/** The ground alone, served over HTTP on a fresh database: for journeys through its own pages. */
export async function openGround(
  database: TestDatabase,
  { demo = false, env = {} }: { demo?: boolean; env?: Record<string, string> } = {},
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'upwell-ground-'));
  const config = readConfig({ DATA_DIR: dataDir, PUBLIC_URL: 'http://localhost:3000', DEMO: String(demo), ...env });
  const clock = movableClock(new Date('2026-05-01T09:00:00Z'));
  const { db } = database;
  const accountsDb = await openDatabase({ url: database.ownerUrl, poolSize: 3 });
  const key = Buffer.alloc(32, 7);
  const services: Services = {
    config,
    db,
    clock,
    sealer: createSealer(key),
    files: openFileStore(config),
    catalogue: createCatalogue([platformWords(), uiWords(), accountsWords(), groundWords, signInWords, startWords]),
  };
  const accounts = createAccounts({
    db: accountsDb,
    clock,
    config: accountsConfigFrom(config, key),
    sendCode: codesByMessage({ clock, sealer: services.sealer, catalogue: services.catalogue }),
  });
  const faults: Error[] = [];
  const web = await createServer({
    services,
    surfaces: [groundSurface, signInSurface(accounts), startSurface({ accounts, makeDemo: null })],
    csrfKey: key,
    limitScale: 100,
    onFault: (error) => faults.push(error),
    doors: {
      placeAt: async (host) => {
        const facts = await placeFactsAt(db, host, config);
        return facts || (await listPlaces(db)).length > 0 ? facts : unplaced(config.publicUrl, config.languages);
      },
      personAt: async (place, cookies) => {
        const known = await accounts.actorOf({ place, cookies });
        if (!known?.personId) return null;
        const { personId, sessionId } = known;
        const standing = await db.read({ placeId: place.id }, (tx) => powersOf(tx, personId, clock.now()));
        return standing && { personId, sessionId, ...standing };
      },
    },
    frame: ({ t, lang, place }, view, { notice, problems }) =>
      renderPage(
        createElement(
          Page,
          {
            t,
            lang,
            title: view.title,
            assets: { css: '/style.css', favicon: '/icon.svg', preload: [] },
            place: { name: place.name, href: '/' },
            ...(notice && { flash: { text: notice } }),
            children: null,
          },
          problems &&
            createElement(ErrorSummary, {
              problems: problems.fields,
              general: problems.sentence ? [problems.sentence] : [],
            }),
          view.body,
        ),
      ),
  });
  await web.listen({ port: 0, host: '127.0.0.1' });
  const { port } = web.server.address() as { port: number };
  const address = `http://127.0.0.1:${port}`;

  /** Signs in somebody who is there already. */
  const signIn = async (placeId: string, personId: string) => {
    const facts = await db.read({ placeId }, (tx) => factsOf(tx, placeId, address));
    const arrival = await db.write({ placeId, personId }, (tx) =>
      accounts.openSessionFor(tx, {
        place: facts!,
        cookies: {},
        network: '127.0.0.1',
        personId,
        because: 'owner-code',
      }),
    );
    if (!arrival.ok) throw new Error('A person could not be signed in.');
    return Object.assign(new BrowserVisit(address).take(arrival.value.setCookies), { personId });
  };

  return {
    address,
    clock,
    services,
    accounts,
    faults,
    signIn,
    visitor: (headers?: Record<string, string>) => new BrowserVisit(address, { headers, host: headers?.host }),
    person: async (placeId: string, nickname: string, power: Power | null = null) =>
      signIn(placeId, await addPersonWithPower(db, placeId, power, nickname, clock.now())),
    outbox: (placeId: string) =>
      db.read({ placeId }, (tx) => readOutbox(tx, services.sealer, placeId, { most: 50, showSealed: true })),
    close: async () => {
      await web.close();
      await accountsDb.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export type GroundWorld = Awaited<ReturnType<typeof openGround>>;
