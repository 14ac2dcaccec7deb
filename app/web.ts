import fastifyStatic from '@fastify/static';
import { setOpenData } from '@upwell/govern';
import {
  groundSurface,
  listPlaces,
  placeFactsAt,
  powersOf,
  signInSurface,
  startSurface,
  unplaced,
} from '@upwell/ground';
import { type Accounts, accountsConfigFrom, codesByMessage, createAccounts } from '@upwell/platform/accounts';
import { createServer, type Doors, type ServerOptions, type Surface } from '@upwell/platform/http';
import { announce } from '@upwell/platform/jobs';
import { threadSurface } from '@upwell/thread';
import type { FastifyInstance } from 'fastify';
import { capabilities } from './capabilities.ts';
import { makeDemoPlace } from './demo/make-demo-place.ts';
import { createFrame } from './frame.tsx';
import { homeSurface } from './home.tsx';
import { assetsDir, type Installation, keyFor, STATIC } from './installation.ts';
import { testClockSurface } from './test-clock.tsx';

/** Every surface that is served, in one list: the guard tests walk it too. */
export const surfacesOf = (installation: Installation, accounts: Accounts): readonly Surface[] => [
  homeSurface(installation),
  startSurface({ accounts, makeDemo: (now) => makeDemoPlace(installation, now) }),
  signInSurface(accounts),
  groundSurface,
  threadSurface,
  ...capabilities,
  ...testClockSurface(installation),
];

/**
 * Accounts have connections of their own: what they count (guesses, limits) stays counted where the page's
 * transaction is rolled back, and a page that waits for them can never keep them from a connection.
 */
export function openAccounts({ services, accountsDb, key }: Installation): Accounts {
  const { clock, config, sealer, catalogue } = services;
  return createAccounts({
    db: accountsDb,
    clock,
    config: accountsConfigFrom(config, keyFor(key, 'accounts')),
    sendCode: async (tx, message) => {
      const queued = await codesByMessage({ clock, sealer, catalogue, textCountries: config.sms.countries })(
        tx,
        message,
      );
      // Somebody is waiting for it: sent at once and not with the next round.
      if (queued.ok)
        await announce(tx, {
          placeId: message.place.id,
          name: 'message.waiting',
          subject: { type: 'place', id: message.place.id },
          now: clock.now(),
        });
      return queued;
    },
  });
}

/** Who is at the door, by ground and accounts. */
function doorsOf({ services }: Installation, accounts: Accounts): Doors {
  const { db, config, clock } = services;
  let placed = false;
  return {
    placeAt: async (host) => {
      const facts = await placeFactsAt(db, host, config);
      if (facts || placed) return facts;
      placed = (await listPlaces(db)).length > 0;
      return placed ? null : unplaced(config.publicUrl, config.languages, host);
    },
    personAt: async (place, cookies) => {
      const known = await accounts.actorOf({ place, cookies });
      if (!known?.personId) return null;
      const personId = known.personId;
      const standing = await db.read({ placeId: place.id }, (tx) => powersOf(tx, personId, clock.now()));
      return standing && { personId, sessionId: known.sessionId, ...standing };
    },
  };
}

/** The server of one process. */
export async function createWeb(
  installation: Installation,
  options: Pick<ServerOptions, 'logger' | 'limitScale' | 'onFault'> = {},
): Promise<FastifyInstance> {
  const accounts = openAccounts(installation);
  const surfaces = surfacesOf(installation, accounts);
  setOpenData(surfaces.flatMap(({ routes }) => routes));
  const navigation = surfaces.flatMap((surface) => surface.navigation ?? []);
  const app = await createServer({
    services: installation.services,
    surfaces,
    doors: doorsOf(installation, accounts),
    formTargets: installation.services.config.oidc ? [new URL(installation.services.config.oidc.issuer).origin] : [],
    csrfKey: keyFor(installation.key, 'forms'),
    frame: createFrame(installation.assets, navigation),
    ...options,
  });
  await app.register(fastifyStatic, {
    root: assetsDir(installation.services.config),
    prefix: `${STATIC}/`,
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  return app;
}
