import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Case, cases } from './survey.ts';

async function run(folder: string): Promise<Case[]> {
  const list: Case[] = [];
  for await (const one of cases(folder)) list.push(one);
  return list;
}

async function withCase(expected: object, files: Record<string, string> = {}): Promise<Case[]> {
  const folder = await mkdtemp(join(tmpdir(), 'survey-'));
  try {
    await mkdir(join(folder, 'one'));
    await writeFile(join(folder, 'one', 'input.csv'), 'row,sex,y\n1,f,1\n2,f,0\n3,m,1\n');
    await writeFile(join(folder, 'one', 'margins.json'), '{"margins":{"sex":{"f":6,"m":6}}}');
    await writeFile(join(folder, 'one', 'expected.json'), JSON.stringify(expected));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the survey conformance suite', () => {
  it('passes right weights and fails wrong ones, naming the row', async () => {
    expect(await withCase({ raked_weight_by_row: { '1': 3, '2': 3, '3': 6 } })).toEqual([
      { file: 'one/expected.json', name: 'raked_weight_by_row', pass: true },
    ]);
    const wrong = await withCase({ raked_weight_by_row: { '1': 3, '2': 3, '3': 7 } });
    expect(wrong[0]).toMatchObject({ pass: false, difference: '3: expected 7, got 6' });
  });

  it('fails on fields, estimates and files it does not know, but not on a README', async () => {
    const found = await withCase(
      { mood: 1, estimates: { mean_y: { n_answered: 3, guess: 1 } } },
      { 'README.md': 'about', 'stray.txt': 'a', 'one/odd.csv': 'b' },
    );
    expect(found.filter(({ pass }) => !pass).map(({ name }) => name)).toEqual([
      'file',
      'file',
      'mood',
      'estimates mean_y guess',
    ]);
    expect(found.filter(({ pass }) => pass).map(({ name }) => name)).toEqual(['estimates mean_y n_answered']);
  });

  it('passes every case of the shared data, where it is at hand', async () => {
    const folder = join(process.env.UPWELL_DATA ?? '../shared/data', 'survey');
    if (!existsSync(folder)) return;
    const found = await run(folder);
    expect(found.filter(({ pass }) => !pass)).toEqual([]);
    expect(found.length).toBeGreaterThan(50);
  });
});
