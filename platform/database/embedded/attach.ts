import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { administrator, passwordFile } from './initialise.ts';
import { exists } from './processes.ts';

/**
 * The administrator's address of a server that another process of Upwell runs in a folder, if one is ready to answer
 * there. The folder's password file has to be readable, which it is for the account that runs Upwell.
 */
export async function runningCluster(folder: string): Promise<string | undefined> {
  // Lines as PostgreSQL writes them (storage/lockfile): pid, folder, start, port, socket folder, address, memory, state.
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const [pid, port, state] = [Number(lines[0]), Number(lines[3]), lines[7]?.trim()];
  if (!(pid > 0) || !(port > 0) || state !== 'ready' || !exists(pid)) return undefined;
  const password = (await readFile(passwordFile(folder), 'utf8')).trim();
  return `postgres://${administrator}:${password}@127.0.0.1:${port}/postgres`;
}
