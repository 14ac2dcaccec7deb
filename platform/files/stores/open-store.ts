import { join } from 'node:path';
import { folderStore } from './folder.ts';
import { type S3Settings, s3Store } from './s3.ts';
import type { FileStore } from './store.ts';

/** The store the configuration names: S3 where it is set, else the folder `files` of the data folder. */
export function openFileStore({ dataDir, s3 }: { dataDir: string; s3: S3Settings | null }): FileStore {
  return s3 ? s3Store(s3) : folderStore(join(dataDir, 'files'));
}
