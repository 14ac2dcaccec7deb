import { readdir, stat } from 'node:fs/promises';
import type { MigrationSource } from '@upwell/platform/database';

const root = new URL('../', import.meta.url);

/**
 * Every folder of migrations, in the order they run: the rooms of the platform (the database first, then by name),
 * the ground, the thread, the capabilities by name. Folders without migrations are left out.
 */
export async function migrationSources(): Promise<MigrationSource[]> {
  const rooms = (await folders('platform')).filter((name) => name !== 'platform/database');
  const names = ['platform/database', ...rooms, 'ground', 'thread', ...(await folders('capabilities'))];
  const sources = await Promise.all(names.map(async (name) => ({ name, dir: new URL(`${name}/migrations/`, root) })));
  const there = await Promise.all(
    sources.map(({ dir }) =>
      stat(dir).then(
        (entry) => entry.isDirectory(),
        () => false,
      ),
    ),
  );
  return sources.filter((_, index) => there[index]);
}

async function folders(parent: string): Promise<string[]> {
  const entries = await readdir(new URL(`${parent}/`, root), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map((entry) => `${parent}/${entry.name}`)
    .sort();
}
