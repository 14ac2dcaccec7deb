import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const require = createRequire(import.meta.url);
const ROOT = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'upwell-types-'));
  await symlink(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(ROOT, 'tsconfig.json'), include: ['*.tsx'], exclude: [] }),
  );
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the type checker says of one file; '' when it has nothing to say. */
async function complaints(code: string): Promise<string> {
  await writeFile(
    join(folder, 'page.tsx'),
    `import * as ui from '@upwell/platform/ui';\nimport { TextInput } from 'nhsuk-react-components';\nexport const used = [ui, TextInput];\n${code}\n`,
  );
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', folder]);
    return '';
  } catch (failure) {
    return (failure as { stdout: string }).stdout;
  }
}

// With `react` aliased, types could fall to `any` without a word, and a component that does not exist would render as <undefined>.
it('lets a right page pass', async () => {
  expect(await complaints('export const page = <ui.Button kind="quiet">Say it</ui.Button>;')).toBe('');
}, 60_000);

it.each([
  ['a wrong prop', '<ui.Button kid="quiet">Say it</ui.Button>', /kid/],
  ['a wrong value', '<ui.StepLabel step="sayd">x</ui.StepLabel>', /sayd/],
  ['a missing prop', '<ui.Figure value="6%" label="of some" />', /base/],
  ['a component that does not exist', '<ui.Buton>Say it</ui.Buton>', /Buton/],
  ['an element that does not exist', '<buton>Say it</buton>', /buton/],
  ['a wrong prop of a library control', '<TextInput labell="x" />', /labell/],
])(
  'refuses %s',
  async (_, code, about) => {
    expect(await complaints(`export const page = ${code};`)).toMatch(about);
  },
  60_000,
);
