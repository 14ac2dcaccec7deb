import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';

/** The files of one folder by their name without `.gz`, and its folders. */
export interface Folder {
  path: string;
  files: Map<string, string>;
  folders: string[];
}

export async function openFolder(path: string): Promise<Folder> {
  const files = new Map<string, string>();
  const folders: string[] = [];
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) folders.push(entry.name);
    else files.set(entry.name.replace(/\.gz$/, ''), entry.name);
  }
  return { path, files, folders: folders.sort() };
}

/** Text about the data is no data. */
export function isReadme(name: string): boolean {
  return /^(readme|licen[cs]e)/i.test(name);
}

export async function readText(folder: Folder, name: string): Promise<string> {
  const stored = folder.files.get(name)!;
  const bytes = await readFile(join(folder.path, stored));
  return (stored.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The bytes of a file in pieces, unpacked where it is packed. */
export function readChunks(folder: Folder, name: string): AsyncIterable<Uint8Array> {
  const stored = folder.files.get(name)!;
  const stream = createReadStream(join(folder.path, stored));
  return stored.endsWith('.gz') ? stream.pipe(createGunzip()) : stream;
}
