import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COLOURS, colourProperties } from './colours.ts';
import { iconSprite } from './icon.tsx';
import { logical } from './logical.ts';

/** Addresses of what every page needs. Names carry a hash of their content, so they may be cached for ever. */
export interface AssetManifest {
  key: string;
  css: string;
  favicon: string;
  icons: string;
  /** Fonts that the first paint needs. */
  preload: string[];
  /** File names inside the folder. */
  files: string[];
}

const HERE = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const FONT = '@fontsource/atkinson-hyperlegible-next';
const WEIGHTS = [400, 500, 700, 800];
const SUBSETS = ['latin', 'latin-ext'];

const hash = (content: string | Buffer) => createHash('sha256').update(content).digest('hex').slice(0, 10);

/**
 * Writes stylesheet, fonts, drawings and favicon into `outDir`, and reuses what is there when nothing it is made of has changed.
 * `base` is the address the folder is served from.
 */
export async function buildAssets(outDir: string, base = '/assets'): Promise<AssetManifest> {
  const key = await keyOfInputs(base);
  const record = join(outDir, 'manifest.json');
  const earlier = await readFile(record, 'utf8').then(
    (text): AssetManifest | null => JSON.parse(text),
    () => null,
  );
  if (earlier?.key === key && (await allThere(outDir, earlier.files))) return earlier;

  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  const files: string[] = [];
  const put = async (name: string, kind: string, content: string | Buffer) => {
    const file = `${name}.${hash(content)}.${kind}`;
    await writeFile(join(outDir, file), content);
    files.push(file);
    return `${base}/${file}`;
  };

  const faces = await fontFaces(put);
  const manifest: AssetManifest = {
    key,
    css: await put('upwell', 'css', `${faces.css}${colourProperties()}${await stylesheet()}`),
    favicon: await put('favicon', 'svg', favicon()),
    icons: await put('icons', 'svg', iconSprite()),
    preload: faces.preload,
    files,
  };
  await writeFile(record, JSON.stringify(manifest));
  return manifest;
}

async function keyOfInputs(base: string): Promise<string> {
  const own = (await readdir(join(HERE, 'styles'))).sort().map((name) => join(HERE, 'styles', name));
  const code = ['assets.ts', 'colours.ts', 'icon.tsx', 'icon-paths.ts', 'logical.ts'].map((name) => join(HERE, name));
  const packages = ['nhsuk-frontend', FONT].map((name) => require.resolve(`${name}/package.json`));
  const contents = await Promise.all([...own, ...code, ...packages].map((file) => readFile(file)));
  return hash(Buffer.concat([Buffer.from(base), ...contents]));
}

const allThere = (outDir: string, files: string[]) =>
  Promise.all(files.map((file) => access(join(outDir, file)))).then(
    () => true,
    () => false,
  );

async function stylesheet(): Promise<string> {
  const { compileAsync } = await import('sass');
  const modules = dirname(dirname(require.resolve('nhsuk-frontend/package.json')));
  const { css } = await compileAsync(join(HERE, 'styles', 'upwell.scss'), {
    style: 'compressed',
    charset: false,
    loadPaths: [modules],
    quietDeps: true,
  });
  return logical(css);
}

async function fontFaces(put: (name: string, kind: string, content: Buffer) => Promise<string>) {
  const folder = dirname(require.resolve(`${FONT}/package.json`));
  const ranges: Record<string, string> = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8'));
  const faces: string[] = [];
  const preload: string[] = [];
  for (const subset of SUBSETS)
    for (const weight of WEIGHTS) {
      const name = `atkinson-hyperlegible-next-${subset}-${weight}`;
      const address = await put(name, 'woff2', await readFile(join(folder, 'files', `${name}-normal.woff2`)));
      if (subset === 'latin' && (weight === 400 || weight === 800)) preload.push(address);
      faces.push(
        `@font-face{font-family:"Atkinson Hyperlegible Next";font-style:normal;font-display:swap;font-weight:${weight};` +
          `src:url(${address}) format("woff2");unicode-range:${ranges[subset]}}`,
      );
    }
  return { css: faces.join(''), preload };
}

function favicon(): string {
  const { light, dark } = COLOURS;
  const line = (d: string, kind: string) => `<path class="${kind}" d="${d}"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>path{fill:none;stroke-width:3.4;stroke-linecap:round;stroke:${light.deep}}` +
    `.w{stroke:${light.said}}.s{stroke:${light.told}}@media(prefers-color-scheme:dark){path{stroke:${dark.deep}}.w{stroke:${dark.said}}.s{stroke:${dark.told}}}</style>` +
    `${line('M16 30V13.5', 'b')}${line('M16 15.5c0-4.6-3.4-7-8-6.6-1.7.15-3 .9-3.9 2.1', 'w')}${line('M16 15.5c0-4.6 3.4-7 8-6.6 1.7.15 3 .9 3.9 2.1', 'w')}${line('M16 2.2v4.2', 's')}</svg>`
  );
}
