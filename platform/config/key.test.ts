import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureKey, keyFile, readConfig } from './index.ts';

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'upwell-key-'));
});
afterEach(() => rm(dataDir, { recursive: true }));

test('the first start makes a key that only its owner can read, and later starts find it', async () => {
  const config = readConfig({ DATA_DIR: join(dataDir, 'new') });
  const key = await ensureKey(config);
  expect(key).toHaveLength(32);
  expect((await stat(keyFile(config))).mode & 0o777).toBe(0o600);
  expect(await ensureKey(config)).toEqual(key);
});

test('processes that start at once end with one key and leave no drafts', async () => {
  const keys = await Promise.all(Array.from({ length: 12 }, () => ensureKey(readConfig({ DATA_DIR: dataDir }))));
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(['upwell.key']);
});

test('the key of the environment goes first and no file is made', async () => {
  const given = Buffer.alloc(32, 7);
  const config = readConfig({ DATA_DIR: dataDir, UPWELL_KEY: given.toString('base64') });
  expect(await ensureKey(config)).toEqual(given);
  expect(await readdir(dataDir)).toEqual([]);
});

test('a damaged key is refused and left as it is', async () => {
  const config = readConfig({ DATA_DIR: dataDir });
  await writeFile(keyFile(config), 'oops');
  await expect(ensureKey(config)).rejects.toThrow(/is damaged/);
  expect(await readdir(dataDir)).toEqual(['upwell.key']);
});
