import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderInUse, lockFolder } from './lock.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'upwell-lock-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

const leave = (holder: unknown) => writeFile(join(dataDir, 'upwell.lock'), JSON.stringify(holder));
const elsewhere = { pid: 1, mark: '1', host: 'another-machine', nonce: 'x' };

test('a folder is one process’s until it is given back', async () => {
  const unlock = await lockFolder(dataDir);
  await expect(lockFolder(dataDir)).rejects.toThrow(FolderInUse);
  await unlock();
  expect(await readdir(dataDir)).toEqual([]);
  await (await lockFolder(dataDir))();
});

test('a process on another machine that shows it lives is left alone', async () => {
  await leave(elsewhere);
  const heart = setInterval(() => {
    const now = new Date();
    utimes(join(dataDir, 'upwell.lock'), now, now).catch(() => {});
  }, 50);
  await expect(lockFolder(dataDir, 200)).rejects.toThrow('process 1 on another-machine');
  clearInterval(heart);
});

test('a process on another machine that no longer shows it lives is taken over from', async () => {
  await leave(elsewhere);
  await (await lockFolder(dataDir, 50))();
  expect(await readdir(dataDir)).toEqual([]);
});

test('a claim that a killed starter left does not stand in the way', async () => {
  await leave({ ...elsewhere, host: hostname() });
  await writeFile(join(dataDir, 'upwell.lock.claim'), JSON.stringify({ ...elsewhere, nonce: 'y' }));
  await (await lockFolder(dataDir, 50))();
  expect(await readdir(dataDir)).toEqual([]);
});
