import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './assemble.ts';
import { ConfigError } from './read.ts';

/** Where the key is kept when the environment does not give one. */
export const keyFile = (config: Pick<Config, 'dataDir'>) => join(config.dataDir, 'upwell.key');

/**
 * The 32-byte key of this installation: from UPWELL_KEY, else from the key file, which is made on the first call with
 * mode 0600. Processes that start at once end with the same key.
 *
 * @throws ConfigError when the file is there and does not hold a key: it is never replaced, for what it sealed would be lost.
 */
export async function ensureKey(config: Pick<Config, 'dataDir' | 'key'>): Promise<Buffer> {
  if (config.key) return config.key;
  const file = keyFile(config);
  const kept = await readKey(file);
  if (kept) return kept;
  await mkdir(config.dataDir, { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('base64')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // A link, not a rename: the first process wins and the others take its key.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await unlink(draft);
  }
  return (await readKey(file))!;
}

async function readKey(file: string): Promise<Buffer | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new ConfigError([
      `The key in ${file} cannot be read (${error.code}). Give it to the account Upwell runs as.`,
    ]);
  });
  if (text === undefined) return undefined;
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) {
    throw new ConfigError([
      `The key in ${file} is damaged. Put back the copy you kept; a new one could not open what the old one sealed.`,
    ]);
  }
  return key;
}
