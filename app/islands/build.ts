import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ISLANDS } from './list.ts';

/** Where the script of each island is served, by its name. */
export type Islands = Readonly<Record<string, string>>;

interface Built {
  /** Of everything the scripts are made of. */
  key: string;
  /** Files it was made of, from the root of the project. */
  sources: string[];
  islands: Record<string, string>;
  /** File names inside the folder. */
  files: string[];
}

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
const record = 'islands.json';

/**
 * Writes one script for each island into `outDir`, with a hash of its content in its name, and reuses what is there
 * when nothing it is made of has changed. A page without islands carries no script at all.
 * @param base the address the folder is served from
 * @param entries the file each island begins with, by its name
 */
export async function buildIslands(
  outDir: string,
  base: string,
  entries: Readonly<Record<string, string>> = ISLANDS,
): Promise<Islands> {
  const earlier = await readFile(join(outDir, record), 'utf8').then(
    (text): Built | null => JSON.parse(text),
    () => null,
  );
  if (earlier && (await upToDate(earlier, outDir, base, entries))) return earlier.islands;

  const chunks = await bundle(entries);
  const sources = [...new Set(chunks.flatMap((chunk) => chunk.sources))].sort();
  const built: Built = {
    key: await keyOf(sources, base, entries),
    sources,
    islands: Object.fromEntries(
      chunks.flatMap(({ island, file }) => (island === null ? [] : [[island, `${base}/${file}`]])),
    ),
    files: chunks.map(({ file }) => file),
  };
  await mkdir(outDir, { recursive: true });
  for (const { file, code } of chunks) await writeFile(join(outDir, file), code);
  await writeFile(join(outDir, record), JSON.stringify(built));
  const old = (await readdir(outDir)).filter((file) => file !== record && !built.files.includes(file));
  await Promise.all(old.map((file) => rm(join(outDir, file), { recursive: true })));
  return built.islands;
}

async function upToDate(built: Built, outDir: string, base: string, entries: Readonly<Record<string, string>>) {
  try {
    await Promise.all(built.files.map((file) => access(join(outDir, file))));
    return built.key === (await keyOf(built.sources, base, entries));
  } catch {
    return false;
  }
}

async function keyOf(sources: readonly string[], base: string, entries: Readonly<Record<string, string>>) {
  const key = createHash('sha256').update(JSON.stringify([base, entries, sources]));
  const tools = [join(here, 'build.ts'), join(root, 'package-lock.json')];
  for (const content of await Promise.all(
    [...tools, ...sources.map((file) => join(root, file))].map((f) => readFile(f)),
  ))
    key.update(content).update('\0');
  return key.digest('hex');
}

interface Chunk {
  /** Null for what several islands share. */
  island: string | null;
  file: string;
  code: string;
  sources: string[];
}

async function bundle(entries: Readonly<Record<string, string>>): Promise<Chunk[]> {
  // Loaded only when there is something to build: it takes longer than all the rest of a start.
  const { build } = await import('vite');
  const built = await build({
    root,
    configFile: false,
    envDir: false,
    publicDir: false,
    logLevel: 'silent',
    build: {
      write: false,
      // Credentials from and to JSON came to browsers in 2024 and 2025; anything older signs in with a code.
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: { ...entries },
        output: { format: 'es', entryFileNames: '[name].[hash].js', chunkFileNames: '[name].[hash].js' },
      },
    },
  });
  if (!('output' in built)) throw new Error('The browser parts were not built in one go.');
  return built.output.flatMap((part) =>
    part.type !== 'chunk'
      ? []
      : [
          {
            island: part.isEntry ? part.name : null,
            file: part.fileName,
            code: part.code,
            sources: part.moduleIds.filter((id) => id.startsWith(`${root}/`)).map((id) => id.slice(root.length + 1)),
          },
        ],
  );
}
