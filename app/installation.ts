import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { factsOf } from '@upwell/ground';
import type { Services } from '@upwell/platform/action';
import { type Clock, movableClock, systemClock } from '@upwell/platform/clock';
import { type Config, ensureKey } from '@upwell/platform/config';
import { type Database, openDatabase, type RunningDatabase, startDatabase } from '@upwell/platform/database';
import { openFileStore } from '@upwell/platform/files';
import type { HandlerServices } from '@upwell/platform/http';
import { createCatalogue } from '@upwell/platform/i18n';
import { createSealer } from '@upwell/platform/seal';
import { type AssetManifest, buildAssets } from '@upwell/platform/ui';
import { registerRecordTypes } from '@upwell/thread';
import { capabilities } from './capabilities.ts';
import { buildIslands, type Islands } from './islands/build.ts';
import { migrationSources } from './migrations.ts';
import { placeOrigin } from './place-origin.ts';
import { allWords } from './words.ts';

/** Addresses of what pages load, and of what runs in the browser on those that ask for it. */
export type Assets = AssetManifest & { islands: Islands };

/** Everything one process needs, whether it serves pages or runs one command. */
export interface Installation {
  services: Services;
  /** The same, for what has no request. */
  handlerServices: HandlerServices;
  /** Connections of their own for signing in. */
  accountsDb: Database;
  key: Buffer;
  assets: Assets;
}

export interface RunningInstallation extends Installation {
  running: RunningDatabase;
  close(): Promise<void>;
}

export interface OpenInstallation {
  onMigration?: (name: string) => void;
  onIdleError?: (error: Error) => void;
  /** For commands beside a running server. */
  beside?: boolean;
  clock?: Clock;
}

/** Where built assets are served. '/assets' is what a place has to give: its people, rooms and skills. */
export const STATIC = '/static';
/** Where built assets lie: they can always be made again. */
export const assetsDir = (config: Config) => join(config.dataDir, 'assets');

/** One key never serves two purposes. */
export const keyFor = (key: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', `upwell ${purpose}`, 32));

/**
 * Starts the database, migrates it, and opens everything that stands on it.
 * @throws in sentences for the person who hosts
 */
export async function openInstallation(config: Config, options: OpenInstallation = {}): Promise<RunningInstallation> {
  const running = await startDatabase({
    dataDir: config.dataDir,
    database: config.database,
    sources: await migrationSources(),
    onMigration: options.onMigration,
    onIdleError: options.onIdleError,
    beside: options.beside,
  });
  try {
    const clock = options.clock ?? (config.testClock ? movableClock(config.testClock) : systemClock);
    const accountsDb = await openDatabase({ url: running.url, poolSize: 4, onIdleError: options.onIdleError });
    const installation = await openInstallationOn(config, { db: running.db, accountsDb }, clock);
    const close = async () => {
      await accountsDb.close();
      await running.stop();
    };
    return { ...installation, running, close };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** The same on a database that is open already. */
export async function openInstallationOn(
  config: Config,
  { db, accountsDb }: { db: Database; accountsDb: Database },
  clock: Clock,
): Promise<Installation> {
  const [key, assets] = await Promise.all([ensureKey(config), buildAll(assetsDir(config))]);
  registerRecordTypes(capabilities);
  const services: Services = {
    config,
    db,
    clock,
    sealer: createSealer(key),
    files: openFileStore(config),
    catalogue: createCatalogue(allWords()),
  };
  const handlerServices: HandlerServices = {
    ...services,
    placeFacts: async (tx, placeId) => {
      const facts = await factsOf(tx, placeId, await placeOrigin(services, placeId));
      if (!facts) throw new Error('An event speaks of a place that is not there.');
      return facts;
    },
  };
  return { services, handlerServices, accountsDb, key, assets };
}

/** One after the other: making the assets anew empties their folder. */
async function buildAll(dir: string): Promise<Assets> {
  const assets = await buildAssets(dir, STATIC);
  return { ...assets, islands: await buildIslands(join(dir, 'islands'), `${STATIC}/islands`) };
}
