import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildIslands } from './build.ts';

// Inside the project: what lies outside of it comes with the lock file and is not looked at again.
const cache = join(import.meta.dirname, '../../node_modules/.cache');
let dir: string;
let out: string;
const base = '/assets/islands';
const entries = () => ({ one: join(dir, 'one.ts'), two: join(dir, 'two.ts') });

beforeAll(async () => {
  await mkdir(cache, { recursive: true });
  dir = await mkdtemp(join(cache, 'upwell-islands-'));
  out = join(dir, 'out');
  await writeFile(join(dir, 'shared.ts'), "export const greet = (name: string): string => 'Hello ' + name;\n");
  for (const name of ['one', 'two'])
    await writeFile(
      join(dir, `${name}.ts`),
      `import { greet } from './shared.ts';\ndocument.title = greet('${name}');\n`,
    );
});
afterAll(() => rm(dir, { recursive: true }));

const text = async (address: string) => readFile(join(out, basename(address)), 'utf8');

describe('building what runs in the browser', () => {
  it('gives every island an address that changes with its content', async () => {
    const first = await buildIslands(out, base, entries());
    expect(Object.keys(first).sort()).toEqual(['one', 'two']);
    for (const address of Object.values(first)) expect(address).toMatch(/^\/assets\/islands\/(one|two)\.[\w-]{8}\.js$/);
    expect(await text(first.one!)).not.toMatch(/: string|shared\.ts/);

    await writeFile(join(dir, 'shared.ts'), "export const greet = (name: string): string => 'Good day ' + name;\n");
    const second = await buildIslands(out, base, entries());
    expect(second).not.toEqual(first);
    const files = await readdir(out);
    const code = await Promise.all(files.map((file) => readFile(join(out, file), 'utf8')));
    expect(code.join()).toContain('Good day');
    expect(code.join()).not.toContain('Hello');
    expect(files).not.toContain(basename(first.one!));
  });

  it('keeps what is there while nothing has changed, and makes again what was lost', async () => {
    const islands = await buildIslands(out, base, entries());
    const file = join(out, basename(islands.two!));
    const written = (await stat(file)).mtimeMs;
    const began = performance.now();
    expect(await buildIslands(out, base, entries())).toEqual(islands);
    expect(performance.now() - began).toBeLessThan(200);
    expect((await stat(file)).mtimeMs).toBe(written);

    await rm(file);
    expect(await buildIslands(out, base, entries())).toEqual(islands);
    expect((await stat(file)).size).toBeGreaterThan(0);
  });

  it('says what is wrong with a file it cannot read', async () => {
    await writeFile(join(dir, 'broken.ts'), "import { nothing } from './not-there.ts';\nnothing();\n");
    await expect(buildIslands(join(dir, 'none'), base, { broken: join(dir, 'broken.ts') })).rejects.toThrow(
      'not-there',
    );
  });
});

describe('the islands of this project', () => {
  it('are small, and speak to nobody but the page', async () => {
    const islands = await buildIslands(join(dir, 'ours'), base);
    expect(Object.keys(islands)).toEqual(['passkey']);
    for (const address of Object.values(islands)) {
      const code = await readFile(join(dir, 'ours', basename(address)), 'utf8');
      expect(code.length).toBeLessThan(20_000);
      expect(code).not.toMatch(/https?:\/\/|eval\(|new Function/);
    }
  });
});
