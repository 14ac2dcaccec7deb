import fastifyStatic from '@fastify/static';
import { placeFactsAt, powersOf } from '@upwell/ground';
// GROUND
import { type Accounts, accountsConfigFrom, codesByMessage, createAccounts } from '@upwell/platform/accounts';
import { createServer, type Doors, type ServerOptions, type Surface } from '@upwell/platform/http';
import { threadSurface } from '@upwell/thread';
import type { FastifyInstance } from 'fastify';
import { capabilities } from './capabilities.ts';
import { createFrame } from './frame.tsx';
import { homeSurface } from './home.tsx';
import { assetsDir, type Installation, keyFor } from './installation.ts';

/** Every surface that is served, in one list: the guard tests walk it too. */
export const surfacesOf = (accounts: Accounts): readonly Surface[] => [
  homeSurface,
  // groundSurface,
  // signInSurface(accounts),
  threadSurface,
  ...capabilities,
];

export function openAccounts({ services, key }: Installation): Accounts {
  const { db, clock, config, sealer, catalogue } = services;
  return createAccounts({
    db,
    clock,
    config: accountsConfigFrom(config, keyFor(key, 'accounts')),
    sendCode: codesByMessage({ clock, sealer, catalogue, textCountries: config.sms.countries }),
  });
}

/** Who is at the door, by ground and accounts. */
function doorsOf({ services }: Installation, accounts: Accounts): Doors {
  const { db, config, clock } = services;
  return {
    placeAt: async (host) => await placeFactsAt(db, host, config),
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
export async function createWeb(installation: Installation, options: Pick<ServerOptions, 'logger' | 'limitScale' | 'onFault'> = {}): Promise<FastifyInstance> {
  const accounts = openAccounts(installation);
  const surfaces = surfacesOf(accounts);
  const navigation = surfaces.flatMap((surface) => surface.navigation ?? []);
  const app = await createServer({
    services: installation.services,
    surfaces,
    doors: doorsOf(installation, accounts),
    csrfKey: keyFor(installation.key, 'forms'),
    frame: createFrame(installation.assets, navigation),
    ...options,
  });
  await app.register(fastifyStatic, {
    root: assetsDir(installation.services.config),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  return app;
}

