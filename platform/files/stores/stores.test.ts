import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { folderStore } from './folder.ts';
import { type S3Settings, s3Store } from './s3.ts';
import type { FileStore } from './store.ts';

/** The store is two folders deep in one of our own, so that a key that did lead out would still do no harm. */
const outer = mkdtempSync(join(tmpdir(), 'files-'));
const folder = join(outer, 'data', 'files');

/** The part of S3 that is used, in memory: PUT, GET, HEAD, DELETE and LIST of one bucket, two keys to a page. */
const objects = new Map<string, Buffer>();
let signedBy = '';
let failures = 0;
const server = createServer(async (request, response) => {
  const url = new URL(request.url!, 'http://s3');
  const key = decodeURIComponent(url.pathname.slice('/bay/'.length));
  signedBy = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (failures > 0) {
    failures--;
    return response.writeHead(503).end();
  }
  if (request.method === 'PUT') {
    objects.set(key, await bytesOf(request));
    return response.end();
  }
  if (request.method === 'DELETE') {
    objects.delete(key);
    return response.writeHead(204).end();
  }
  if (key === '') return response.setHeader('content-type', 'application/xml').end(listing(url));
  const found = objects.get(key);
  if (found) return response.end(request.method === 'GET' ? found : undefined);
  return response
    .writeHead(404, { 'content-type': 'application/xml' })
    .end(request.method === 'GET' ? '<Error><Code>NoSuchKey</Code><Message>None</Message></Error>' : undefined);
});

function listing(url: URL): string {
  const from = Number(url.searchParams.get('continuation-token') ?? 0);
  const keys = [...objects.keys()].filter((key) => key.startsWith(url.searchParams.get('prefix') ?? ''));
  const shown = keys.slice(from, from + 2);
  const more = from + 2 < keys.length;
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${
    more ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : ''
  }${shown.map((key) => `<Contents><Key>${key}</Key><LastModified>2026-05-01T10:00:00.000Z</LastModified></Contents>`).join('')}</ListBucketResult>`;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

let settings: S3Settings;
let stores: Record<string, FileStore> = {};
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  settings = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-2',
    bucket: 'bay',
    accessKeyId: 'bay-key',
    secretAccessKey: 'bay-secret',
    pathStyle: true,
    timeout: 2_000,
  };
  stores = { folder: folderStore(folder), s3: s3Store(settings) };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(outer, { recursive: true, force: true });
});

describe.each(['folder', 's3'])('the store: %s', (name) => {
  const placeId = randomUUID();
  const newKey = () => `${placeId}/${randomUUID()}`;

  it('gives back exactly what it was given, and nothing for what it was not', async () => {
    const store = stores[name]!;
    const key = newKey();
    const bytes = Buffer.from([0, 255, 13, 10, 26, 128]);
    expect([await store.get(key), await store.has(key)]).toEqual([null, false]);
    await store.put(key, bytes);
    expect([await store.get(key), await store.has(key)]).toEqual([bytes, true]);
    await store.delete(key);
    await store.delete(key);
    expect([await store.get(key), await store.has(key)]).toEqual([null, false]);
  });

  it('lists the files of one place only', async () => {
    const store = stores[name]!;
    const keys = [newKey(), newKey(), newKey()].sort();
    for (const key of [...keys, `${randomUUID()}/${randomUUID()}`]) await store.put(key, Buffer.from('a'));
    const listed = await all(store.list(placeId));
    expect(listed.map(({ key }) => key).sort()).toEqual(keys);
    expect(listed.every(({ at }) => at instanceof Date && at.getTime() > 0)).toBe(true);
    expect(await all(store.list(randomUUID()))).toEqual([]);
  });

  it.each([
    '../escaped',
    '../../escaped',
    `${placeId}/../x`,
    'a',
    '',
    `${placeId}/${randomUUID()}/x`,
    `/${placeId}/${randomUUID()}`,
  ])('has no way out for the key %j', async (key) => {
    await expect((async () => stores[name]!.put(key, Buffer.from('a')))()).rejects.toThrow('id of its place');
    await expect((async () => stores[name]!.get(key))()).rejects.toThrow('id of its place');
    expect([join(outer, 'escaped'), join(outer, 'data', 'escaped')].filter((path) => existsSync(path))).toEqual([]);
  });

  it('says that it is well', async () => {
    expect(await stores[name]!.trouble()).toBeNull();
  });
});

describe('the folder', () => {
  it('is for the eyes of one account, and shows no half-written file', async () => {
    const key = `${randomUUID()}/${randomUUID()}`;
    await stores.folder!.put(key, Buffer.from('a'));
    expect(statSync(join(folder, key)).mode & 0o777).toBe(0o600);
    const place = key.split('/')[0]!;
    writeFileSync(join(folder, place, `${randomUUID()}.x.part`), 'half');
    expect(await all(stores.folder!.list(place))).toHaveLength(1);
    expect(readdirSync(join(folder, place)).filter((file) => file.includes(key.split('/')[1]!))).toHaveLength(1);
  });

  it('says what is wrong in one sentence', async () => {
    const file = join(outer, 'a-file');
    writeFileSync(file, '');
    chmodSync(file, 0o400);
    expect(await folderStore(join(file, 'inside')).trouble()).toMatch(/^The folder for files, .* cannot be written/);
  });
});

describe('the S3 store', () => {
  it('signs its requests, tries again after a hiccup, and does not take a broken store for an empty one', async () => {
    const key = `${randomUUID()}/${randomUUID()}`;
    failures = 1;
    await stores.s3!.put(key, Buffer.from('a'));
    expect(objects.get(key)?.toString()).toBe('a');
    expect(signedBy).toBe('bay-key');
    failures = 100;
    await expect(stores.s3!.get(key)).rejects.toThrow();
    expect(await stores.s3!.trouble()).toMatch(/^The store for files, bay, does not answer/);
    failures = 0;
  });
});
