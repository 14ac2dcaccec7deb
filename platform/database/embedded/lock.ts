import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { startMark, within } from './processes.ts';

/** Another process works in this data folder. The message is a sentence for the person who hosts. */
export class FolderInUse extends Error {
  constructor(dataDir: string, who: string) {
    super(`Upwell is already running in ${dataDir} (${who}). Stop that one first, or give this one another DATA_DIR.`);
    this.name = 'FolderInUse';
  }
}

interface Holder {
  pid: number;
  mark: string;
  host: string;
}

/** How often a holder shows that it lives, for holders on other machines that share the folder, in milliseconds. */
const beat = 3_000;

/**
 * Takes the data folder for this process. A lock whose holder is gone is taken over.
 * @returns what gives it back.
 * @throws FolderInUse
 */
export async function lockFolder(dataDir: string): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const file = join(dataDir, 'upwell.lock');
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const mine: Holder = { pid: process.pid, mark: (await startMark(process.pid)) ?? '', host: hostname() };
  await writeFile(draft, JSON.stringify(mine));
  try {
    while (!(await take(draft, file))) {
      const held = await readFile(file, 'utf8').catch(() => undefined);
      if (held === undefined) continue;
      const who = await living(held, file, mine);
      if (who) throw new FolderInUse(dataDir, who);
      await removeIfStill(file, held);
    }
  } finally {
    await unlink(draft);
  }
  const heart = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => {});
  }, beat).unref();
  return async () => {
    clearInterval(heart);
    await removeIfStill(file, JSON.stringify(mine));
  };
}

/** A link is made whole or not at all, and only once. */
async function take(draft: string, file: string): Promise<boolean> {
  return link(draft, file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );
}

/** Who holds the lock, in words, if that process lives. */
async function living(held: string, file: string, mine: Holder): Promise<string | undefined> {
  let holder: Holder;
  try {
    holder = JSON.parse(held);
  } catch {
    return undefined;
  }
  if (holder.host === mine.host) {
    const lives = holder.mark !== '' && (await startMark(holder.pid)) === holder.mark;
    return lives ? `process ${holder.pid}` : undefined;
  }
  // The processes of another machine or container cannot be seen; whether its heart beats can.
  const beats = () =>
    stat(file).then(
      (entry) => entry.mtimeMs,
      () => 0,
    );
  const last = await beats();
  const alive = await within(3 * beat, async () => (await beats()) !== last);
  return alive ? `process ${holder.pid} on ${holder.host}` : undefined;
}

/** Removes the lock only if it is still the one that was looked at: another starter may have taken it meanwhile. */
async function removeIfStill(file: string, held: string): Promise<void> {
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8')) !== held) await link(aside, file).catch(() => {});
  await unlink(aside);
}
