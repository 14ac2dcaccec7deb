import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkedKey, checkedPlace, type FileStore } from './store.ts';

/**
 * Files in a folder of this machine, readable by the account that runs Upwell only. A file is whole or not there:
 * it is written beside its place and moved in once the disk has it.
 */
export function folderStore(root: string): FileStore {
  const pathOf = (key: string) => join(root, ...checkedKey(key).split('/'));
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const arriving = `${path}.${randomUUID()}.part`;
      const file = await open(arriving, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
        await file.close();
        await rename(arriving, path);
      } catch (problem) {
        await file.close().catch(() => {});
        await rm(arriving, { force: true });
        throw problem;
      }
    },
    get: (key) => readFile(pathOf(key)).catch(nullIfAbsent),
    has: async (key) => (await stat(pathOf(key)).catch(nullIfAbsent)) !== null,
    delete: (key) => rm(pathOf(key), { force: true }),
    async *list(placeId) {
      const folder = join(root, checkedPlace(placeId));
      for (const name of (await readdir(folder).catch(nullIfAbsent)) ?? []) {
        const found = await stat(join(folder, name)).catch(nullIfAbsent);
        if (found && !name.endsWith('.part')) yield { key: `${placeId}/${name}`, at: found.mtime };
      }
    },
    async trouble() {
      const probe = join(root, `.probe-${randomUUID()}`);
      try {
        await mkdir(root, { recursive: true, mode: 0o700 });
        await (await open(probe, 'wx', 0o600)).close();
        await rm(probe);
        return null;
      } catch (problem) {
        return `The folder for files, ${root}, cannot be written: ${(problem as NodeJS.ErrnoException).code}.`;
      }
    },
  };
}

function nullIfAbsent(problem: NodeJS.ErrnoException): null {
  if (problem.code === 'ENOENT' || problem.code === 'ENOTDIR') return null;
  throw problem;
}
