import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './command.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'weights-'));
  await writeFile(
    join(folder, 'margins.json'),
    JSON.stringify({ sex: { f: 520, m: 480 }, age: { old: 400, young: 600 } }),
  );
});
afterEach(() => rm(folder, { recursive: true }));

async function weights(replies: string, ...args: string[]) {
  await writeFile(join(folder, 'replies.csv'), replies);
  const out: string[] = [];
  const err: string[] = [];
  const all = [join(folder, 'replies.csv'), '--margins', join(folder, 'margins.json'), ...args];
  const code = await run(all, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const rows = Array.from(
  { length: 40 },
  (_, i) => `${i % 3 ? 'f' : 'm'},${i % 4 ? 'young' : 'old'},${i % 2},${i % 7 === 0 ? '' : i}`,
);
const REPLIES = `sex,age,likes,visits\n${rows.join('\n')}\n`;

describe('upwell method weights', () => {
  it('tells in plain words what the replies are worth and what they say', async () => {
    const told = await weights(REPLIES, '--question', 'likes', '--total', 'visits');
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toMatch(/40 replies are worth as much as \d+ of a perfect sample/);
    expect(told.out).toContain('sex = f: 65 % of replies, 52 % of the population');
    expect(told.out).toMatch(/likes: \d+ in 100 said yes\. Chance alone/);
    expect(told.out).toContain('People chose to be in this panel.');
  });

  it('gives the same estimates for shuffled rows, and a weight a row', async () => {
    const straight = JSON.parse(
      (await weights(REPLIES, '--question', 'likes', '--json', '--out', join(folder, 'w.csv'))).out,
    );
    const shuffled = JSON.parse(
      (await weights(`sex,age,likes,visits\r\n${[...rows].reverse().join('\r\n')}`, '--question', 'likes', '--json'))
        .out,
    );
    expect(shuffled.questions).toEqual(straight.questions);
    expect(shuffled.weights.toReversed()).toEqual(straight.weights);
    const written = (await readFile(join(folder, 'w.csv'), 'utf8')).trim().split('\n');
    expect(written.slice(1).map(Number)).toEqual(straight.weights);
    expect(straight.questions[0].jackknife.se).toBeGreaterThan(0);
  });

  it('crosses columns, and caps both ways', async () => {
    await writeFile(
      join(folder, 'margins.json'),
      JSON.stringify({ 'sex × age': { 'f × old': 1, 'f × young': 1, 'm × old': 1, 'm × young': 7 } }),
    );
    for (const rule of ['after', 'inside']) {
      const told = JSON.parse((await weights(REPLIES, '--cap', '1.5', '--cap-rule', rule, '--json')).out);
      expect(Math.max(...told.weights)).toBeLessThanOrEqual(1.5 * (10 / 40) + 1e-9);
      expect(told.trimmed.capped).toBeGreaterThan(0);
    }
  });

  it('names the line of what it cannot take', async () => {
    expect(
      await weights('sex,age,likes\nf,old,1\nm,young,"1,5"\nf,young,1\nm,old,0\n', '--question', 'likes'),
    ).toMatchObject({
      code: 2,
      err: 'Line 3: likes = "1,5" has a decimal comma; write a point.',
    });
    expect(await weights('sex,age\nf,old\n,young\nm,young\n')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Line 3: Reply 2 has no sex'),
    });
    expect((await weights('sex,age\nf,old\nm,young\nm,young,9\nf,young\nm,old\n')).out).toContain(
      'line 4: the row has 3 values',
    );
  });

  it('names the guilty cell', async () => {
    const told = await weights('sex,age\nf,old\nf,young\n', '--json');
    expect(told.code).toBe(2);
    expect(JSON.parse(told.out)).toMatchObject({ code: 'empty-cell', margin: 'sex', category: 'm' });
  });

  it('refuses empty input, unknown columns and unknown words', async () => {
    expect(await weights('')).toMatchObject({ code: 2, err: 'The file of replies is empty.' });
    expect(await weights('sex,age\n')).toMatchObject({ code: 2 });
    expect(await weights(REPLIES, '--question', 'hates')).toMatchObject({
      code: 2,
      err: 'There is no column "hates".',
    });
    expect(await weights('sex\nf\nm\n')).toMatchObject({ code: 2, err: 'The replies have no column "age".' });
    expect(await weights(REPLIES, '--cap-rule', 'magic')).toMatchObject({ code: 64 });
    await writeFile(join(folder, 'margins.json'), '{"sex": 7}');
    expect(await weights(REPLIES)).toMatchObject({ code: 2 });
  });
});
