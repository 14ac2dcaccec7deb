import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AssetManifest, buildAssets } from './assets.ts';
import { COLOURS } from './colours.ts';
import { logical } from './logical.ts';

let folder: string;
let assets: AssetManifest;
let css: string;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'upwell-assets-')), 'built');
  assets = await buildAssets(folder, '/assets');
  css = await readFile(join(folder, assets.css.replace('/assets/', '')), 'utf8');
}, 60_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('what every page loads', () => {
  it('is one stylesheet of at most 60 kB', () => {
    expect(Buffer.byteLength(css)).toBeLessThan(60_000);
  });

  it('speaks to no one else and carries nothing of the NHS', () => {
    expect(css).not.toMatch(/https?:|frutiger|nhs\.uk|#005eb8/i);
    for (const hex of Object.values(COLOURS.light)) expect(css).toContain(hex);
  });

  it('mirrors by itself: no left and right of our own or the library’s', () => {
    expect(css).not.toMatch(/[;{](margin|padding|border)-(left|right)|[;{](left|right):|text-align:(left|right)/);
  });

  it('names only files that are there, with their content in the name', async () => {
    const there = await readdir(folder);
    const named = [...css.matchAll(/url\(\/assets\/([^)]+)\)/g)].map((match) => match[1]);
    expect(named).toHaveLength(8);
    for (const file of [...named, ...assets.files]) expect(there).toContain(file);
    for (const file of assets.files) expect(file).toMatch(/\.[0-9a-f]{10}\.(css|svg|woff2)$/);
  });

  it('honours less motion, forced colours, dark and print', () => {
    for (const mode of ['prefers-reduced-motion', 'forced-colors', 'prefers-color-scheme:dark', '@media print'])
      expect(css.replaceAll(': ', ':')).toContain(mode);
  });
});

describe('building twice', () => {
  it('reuses what is up to date', async () => {
    const file = join(folder, assets.css.replace('/assets/', ''));
    const before = (await stat(file)).mtimeMs;
    expect(await buildAssets(folder, '/assets')).toEqual(assets);
    expect((await stat(file)).mtimeMs).toBe(before);
  });

  it('builds again when a file is gone or the address differs', async () => {
    await rm(join(folder, assets.favicon.replace('/assets/', '')));
    expect(await buildAssets(folder, '/assets')).toEqual(assets);
    expect(await readdir(folder)).toContain(assets.favicon.replace('/assets/', ''));
    expect((await buildAssets(folder, '/other')).css).toMatch(/^\/other\//);
  }, 60_000);
});

describe('logical', () => {
  it('turns sides into start and end and leaves the rest', () => {
    expect(
      logical(
        'a{margin-left:1px;left:0;text-align:right;border-left-width:2px}b{text-align:left;background-position:left}',
      ),
    ).toBe(
      'a{margin-inline-start:1px;inset-inline-start:0;text-align:end;border-inline-start-width:2px}b{text-align:start;background-position:left}',
    );
  });
});
