import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
  /** Tells two locks of one process apart. */
  nonce: string;
}

/** How often a holder shows that it lives, for holders on other machines that share the folder, in milliseconds. */
const usualBeat = 3_000;

/**
 * Takes the data folder for this process. A lock whose holder is gone is taken over.
 * @returns what gives it back.
 * @throws FolderInUse
 */
export async function lockFolder(dataDir: string, beat = usualBeat): Promise<() => Promise<void>> {
  await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 });
  const file = join(dataDir, 'upwell.lock');
  const nonce = randomBytes(8).toString('hex');
  const mark = (await startMark(process.pid)) ?? '';
  const mine = JSON.stringify({ pid: process.pid, mark, host: hostname(), nonce } satisfies Holder);
  const draft = `${file}.${process.pid}.${nonce}`;
  await writeFile(draft, mine);
  try {
    while (!(await take(draft, file))) {
      const held = await read(file);
      if (held === undefined) continue;
      const who = await living(held, file, beat);
      if (who) throw new FolderInUse(dataDir, who);
      await clear(file, held, draft, beat);
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
    if ((await read(file)) === mine) await unlink(file);
  };
}

const read = (file: string) => readFile(file, 'utf8').catch(() => undefined);

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
async function living(held: string, file: string, beat: number): Promise<string | undefined> {
  let holder: Holder;
  try {
    holder = JSON.parse(held);
  } catch {
    return undefined;
  }
  if (holder.host === hostname()) {
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

/**
 * Removes the lock of a holder that is gone. Two starters may have found it at once, and the slower must not remove
 * what the faster has put there since: only who holds the claim removes, and only after looking again.
 */
async function clear(file: string, held: string, draft: string, beat: number): Promise<void> {
  const claim = `${file}.claim`;
  if (!(await take(draft, claim))) {
    const claimed = await read(claim);
    if (claimed !== undefined && !(await living(claimed, claim, beat))) await unlink(claim).catch(() => {});
    await pause(5);
    return;
  }
  try {
    if ((await read(file)) === held) await unlink(file);
  } finally {
    await unlink(claim).catch(() => {});
  }
}
