import { randomBytes } from 'node:crypto';
import { readdir, stat, statfs, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, keyFile } from '@upwell/platform/config';
import { duration, type Finding, look, size, well, wrong } from './finding.ts';

/** Free bytes below which somebody should look, and below which writing may soon fail. */
const enough = 5e9;
const least = 5e8;

/** The data folder: there, writable, with room. */
export async function examineDisk({ dataDir }: Pick<Config, 'dataDir'>): Promise<Finding[]> {
  if (!(await stat(dataDir).catch(() => undefined))) {
    return [look('disk', `The data folder ${dataDir} is not there yet.`, 'The first "npm start" makes it.')];
  }
  const trial = join(dataDir, `.trial-${randomBytes(4).toString('hex')}`);
  try {
    await writeFile(trial, 'x', { flag: 'wx', mode: 0o600 });
    await unlink(trial);
  } catch (error) {
    const says = `Nothing can be written in ${dataDir} (${(error as NodeJS.ErrnoException).code}).`;
    return [wrong('disk', says, 'Give the folder to the account that runs Upwell, and see that the disk is not full.')];
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const says = `${size(free)} are free in ${dataDir}.`;
  const todo = 'Make room, or move DATA_DIR to a larger disk.';
  if (free < least) return [wrong('disk', says, todo)];
  if (free < enough) return [look('disk', says, todo)];
  return [well('disk', says)];
}

/** The key that confidential words are sealed with. */
export async function examineKey(config: Pick<Config, 'dataDir' | 'key'>): Promise<Finding> {
  if (config.key) return well('key', 'The key comes from UPWELL_KEY. Keep a copy apart from the backups.');
  const file = keyFile(config);
  const entry = await stat(file).catch(() => undefined);
  if (!entry) return look('key', `There is no key in ${file} yet.`, 'The first "npm start" makes it.');
  if (entry.mode & 0o077) {
    return wrong('key', `Others than its owner can read the key in ${file}.`, `Run: chmod 600 "${file}"`);
  }
  return well('key', `The key is in ${file}, readable by its owner only. Keep a copy apart from the backups.`);
}

/** The age of a backup above which somebody should look, in milliseconds. */
const stale = 2 * 86_400_000;

/** The newest backup in the data folder. */
export async function examineBackups({ dataDir }: Pick<Config, 'dataDir'>, now: Date): Promise<Finding> {
  const folder = join(dataDir, 'backups');
  const names = await readdir(folder).catch(() => []);
  const entries = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => undefined)));
  const made = entries.flatMap((entry) => (entry && entry.size > 0 ? [entry.mtimeMs] : []));
  if (made.length === 0) {
    return look('backups', 'There is no backup yet.', 'Run "npx upwell backup", and have it run every night.');
  }
  const age = now.getTime() - Math.max(...made);
  const says = `The newest of ${made.length} backups is ${duration(Math.max(age, 0))} old.`;
  if (age > stale) return look('backups', says, 'Have "npx upwell backup" run every night.');
  return well('backups', says);
}
