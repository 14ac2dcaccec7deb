import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Case, cases } from './polis.ts';

async function run(folder: string): Promise<Case[]> {
  const list: Case[] = [];
  for await (const one of cases(folder)) list.push(one);
  return list;
}

/** A conversation of four people, and answers to some of it. */
async function withConversation(expected: object, files: Record<string, string> = {}): Promise<Case[]> {
  const folder = await mkdtemp(join(tmpdir(), 'polis-'));
  try {
    await mkdir(join(folder, 'one'));
    const votes = ['a', 'b', 'c', 'd'].flatMap((_, i) =>
      [0, 1, 2].map((j) => `${i * 10 + j},x,${j},${i},${(i + j) % 2 ? 1 : -1}`),
    );
    await writeFile(
      join(folder, 'one', 'votes.csv'),
      `timestamp,datetime,comment-id,voter-id,vote\n${votes.join('\n')}\n`,
    );
    await writeFile(join(folder, 'one', 'expected.json'), JSON.stringify(expected));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const TOTALS = { '0': [2, 2, 0], '1': [2, 2, 0], '2': [2, 2, 0] };

describe('the polis conformance suite', () => {
  it('passes a right answer and fails a wrong one, naming the place', async () => {
    expect(await withConversation({ vote_totals: TOTALS })).toEqual([
      { file: 'one/expected.json', name: 'vote_totals', pass: true },
    ]);
    const wrong = await withConversation({ vote_totals: { ...TOTALS, '1': [3, 1, 0] } });
    expect(wrong[0]).toMatchObject({ pass: false, difference: '1[0]: expected 3, got 2' });
  });

  it('fails on a field and on a file it does not know, but not on a README', async () => {
    expect((await withConversation({ mood: 1 }))[0]).toMatchObject({
      pass: false,
      difference: 'this field is not known',
    });
    const files = await withConversation(
      { k: 2 },
      { 'README.md': 'about', 'stray.csv': 'a', 'one/odd.csv': 'b', 'one/README': 'c' },
    );
    expect(files.filter(({ pass }) => !pass).map(({ file }) => file)).toEqual(['stray.csv', 'one/odd.csv']);
  });

  it('fails, and goes on, where an answer has another shape', async () => {
    const found = await withConversation({ red_dwarf: 7, vote_totals: TOTALS });
    expect(found.map(({ pass }) => pass)).toEqual([false, true]);
  });

  it('passes every case of the shared data, where it is at hand', async () => {
    const folder = join(process.env.UPWELL_DATA ?? '../shared/data', 'polis');
    if (!existsSync(folder)) return;
    const found = await run(folder);
    expect(found.filter(({ pass }) => !pass)).toEqual([]);
    expect(found.length).toBeGreaterThan(200);
  }, 60_000);
});
