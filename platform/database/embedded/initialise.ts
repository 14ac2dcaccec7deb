import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account, Launch } from './account.ts';

/** The name of the administrator inside a cluster of ours. */
export const administrator = 'postgres';

/** Where the password to a cluster is kept: beside its folder, readable by its owner only. */
export const passwordFile = (folder: string) => `${folder}.password`;

/** The version of PostgreSQL a folder was made by, as `18`; undefined when there is no cluster in it. */
export async function clusterVersion(folder: string): Promise<string | undefined> {
  const text = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  return text?.trim();
}

/**
 * Makes a new cluster: UTF-8, data checksums, passwords by SCRAM. It is made in a folder beside and moved into its
 * place when whole, so that one broken off half way is never taken for a cluster.
 */
export async function initialise(
  initdb: string,
  folder: string,
  account: Account,
  launch: Launch,
  careless: boolean,
): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  await writeFile(passwordFile(folder), randomBytes(24).toString('hex'), { mode: 0o600 });
  if (account.uid !== undefined && account.gid !== undefined) {
    await chown(draft, account.uid, account.gid);
    await chown(passwordFile(folder), account.uid, account.gid);
  }
  const [program, ...args] = [
    ...[...launch.before, initdb, '-D', draft, '-U', administrator, '--pwfile', passwordFile(folder)],
    ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--data-checksums', '--no-instructions'],
    ...(careless ? ['--no-sync'] : []),
  ];
  const child = spawn(program!, args, { ...launch.options, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let words = '';
  child.stderr.on('data', (text) => {
    words += text;
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  if (code !== 0) {
    await rm(draft, { recursive: true, force: true });
    throw new Error(`The database could not be made in ${folder}. PostgreSQL said: ${words.trim()}`);
  }
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
}
