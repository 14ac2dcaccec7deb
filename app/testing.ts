import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPersonWithPower, createPerson, createPlace, factsOf, listPlaces, removePerson } from '@upwell/ground';
import type { Power } from '@upwell/platform/access';
import type { Accounts } from '@upwell/platform/accounts';
import { type MovableClock, movableClock } from '@upwell/platform/clock';
import { readConfig } from '@upwell/platform/config';
import { openDatabase } from '@upwell/platform/database';
import type { TestDatabase } from '@upwell/platform/database/testing';
import { BrowserVisit } from '@upwell/platform/http/testing';
import { readOutbox } from '@upwell/platform/messages';
import type { FastifyInstance } from 'fastify';
import { NIL } from 'uuid';
import { makeDemoPlace } from './demo/make-demo-place.ts';
import { type Installation, openInstallationOn } from './installation.ts';
import { prepareOwnerCode } from './owner-code.ts';
import { createWeb, openAccounts } from './web.ts';
import { runWork } from './work.ts';

/** A whole installation with one invented place, for scenarios that go through HTTP as the people in them. */
export interface World {
  address: string;
  placeId: string;
  clock: MovableClock;
  /** Moves to a calendar day, nine in the morning. */
  toDay(day: string): Promise<void>;
  /** Runs everything that is due: events, messages, seals. */
  drain(): Promise<void>;
  visitor(headers?: Record<string, string>): BrowserVisit;
  /** A signed-in person with powers, at their own browser. */
  person(nickname: string, ...powers: Power[]): Promise<PersonVisit>;
  removed(nickname: string): Promise<PersonVisit>;
  /** The one-time code of the first start; null once it was given out. */
  ownerCode(): Promise<string | null>;
  /** Every message that went out, newest first, with sealed ones opened. */
  outbox(): Promise<SentMessage[]>;
  /** A second place of the same installation, at a host name of its own. */
  neighbour(slug: string, name: string): Promise<PlaceVisits>;
  /** The same installation served by a second server with other settings, as behind an https address. */
  servedAs(
    env: Record<string, string>,
  ): Promise<PlaceVisits & { address: string; host: string; close(): Promise<void> }>;
  /** Faults of ours (500) since the start. A scenario that ends with one has failed. */
  faults: Error[];
  close(): Promise<void>;
}

/** The people of one place, each at their own browser. */
export interface PlaceVisits extends Pick<World, 'placeId' | 'visitor' | 'person' | 'removed'> {}

export interface PersonVisit extends BrowserVisit {
  personId: string;
}

export interface SentMessage {
  to: string;
  channel: string;
  subject: string;
  body: string;
}

export interface WorldOptions {
  /** When it begins. */
  start?: string;
  slug?: string;
  name?: string;
  demo?: boolean;
  /** A place without a story, the demo place with all of it, or no place at all as at the first start. */
  begins?: 'place' | 'demo' | 'empty';
  env?: Record<string, string>;
}

/** Boots a world on a fresh database. Nothing is faked: the same server, database and work as `npm start`. */
export async function openWorld(
  database: TestDatabase,
  {
    start = '2026-03-02T09:00:00Z',
    slug = 'fernhollow',
    name = 'Fernhollow',
    demo = false,
    begins = 'place',
    env = {},
  }: WorldOptions = {},
): Promise<World> {
  const dataDir = await mkdtemp(join(tmpdir(), 'upwell-world-'));
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: '0',
    PUBLIC_URL: 'http://localhost:3000',
    LOG_LEVEL: 'error',
    ...env,
  });
  const clock = movableClock(new Date(start));
  const faults: Error[] = [];
  const accountsDb = await openDatabase({ url: database.ownerUrl, poolSize: 4 });
  const installation = await openInstallationOn(config, { db: database.db, accountsDb }, clock);
  const { services } = installation;
  const made = {
    place: () =>
      createPlace(
        services.db,
        { name, slug, languages: ['en', 'cy', 'pl', 'ur'], phone: '01632 960 101', textNumber: '60777', demo },
        clock.now(),
      ),
    demo: () => makeDemoPlace(installation, clock.now()),
    empty: async () => {},
  };
  await made[begins]();
  const placeId = (await listPlaces(services.db))[0]?.placeId ?? NIL;
  const web = await createWeb(installation, { limitScale: 100, onFault: (error) => faults.push(error) });
  await web.listen({ port: 0, host: '127.0.0.1' });
  const { port } = web.server.address() as { port: number };
  const address = `http://127.0.0.1:${port}`;
  const accounts = openAccounts(installation);
  const work = runWork(installation);

  const here: At = { installation, accounts, placeId, address, origin: address };
  const beside: FastifyInstance[] = [];

  return {
    address,
    clock,
    faults,
    toDay: async (day) => {
      clock.set(new Date(`${day}T09:00:00Z`));
      await work.drain();
    },
    drain: () => work.drain(),
    ...visitsTo(here),
    ownerCode: () => prepareOwnerCode(installation),
    outbox: async () =>
      (
        await services.db.read({ placeId }, (tx) =>
          readOutbox(tx, services.sealer, placeId, { most: 500, showSealed: true }),
        )
      ).map((entry) => ({
        to: entry.address ?? '',
        channel: entry.channel,
        subject: entry.subject ?? '',
        body: entry.body ?? '',
      })),
    neighbour: async (slug, name) => {
      const made = await createPlace(services.db, { name, slug, languages: ['en', 'cy', 'pl', 'ur'] }, clock.now());
      const host = `${slug}.localhost:${port}`;
      return visitsTo({ ...here, placeId: made.placeId, host, origin: `http://${host}` });
    },
    servedAs: async (otherEnv) => {
      const otherConfig = readConfig({ DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'error', ...otherEnv });
      const other = await openInstallationOn(otherConfig, { db: database.db, accountsDb }, clock);
      const otherWeb = await createWeb(other, { limitScale: 100, onFault: (error) => faults.push(error) });
      await otherWeb.listen({ port: 0, host: '127.0.0.1' });
      beside.push(otherWeb);
      const { host } = new URL(otherConfig.publicUrl);
      const at = {
        installation: other,
        accounts: openAccounts(other),
        placeId,
        address: `http://127.0.0.1:${(otherWeb.server.address() as { port: number }).port}`,
        host,
        origin: otherConfig.publicUrl,
      };
      return { ...visitsTo(at), address: at.address, host, close: () => otherWeb.close() };
    },
    close: async () => {
      await Promise.all(beside.map((other) => other.close()));
      await web.close();
      await accountsDb.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Where the people of a place find it. */
interface At {
  installation: Installation;
  accounts: Accounts;
  placeId: string;
  address: string;
  /** The Host header, where the address itself does not name the place. */
  host?: string;
  origin: string;
}

function visitsTo({ installation, accounts, placeId, address, host, origin }: At): PlaceVisits {
  const { db, clock } = installation.services;
  const browser = (headers?: Record<string, string>) => new BrowserVisit(address, { ...(host && { host }), headers });
  const signIn = async (personId: string): Promise<PersonVisit> => {
    const facts = await db.read({ placeId }, (tx) => factsOf(tx, placeId, origin));
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
    return Object.assign(browser().take(arrival.value.setCookies), { personId });
  };
  return {
    placeId,
    visitor: browser,
    person: async (nickname, ...powers) => {
      const [first, ...rest] = powers;
      const personId = await addPersonWithPower(db, placeId, first ?? null, nickname, clock.now());
      if (rest.length > 0) throw new Error('Give one power; organise and own bring the others.');
      return await signIn(personId);
    },
    removed: async (nickname) => {
      const personId = await createPerson(db, { placeId, nickname }, clock.now());
      const visit = await signIn(personId);
      await db.write({ placeId }, (tx) => removePerson(tx, personId, clock.now()));
      return visit;
    },
  };
}
