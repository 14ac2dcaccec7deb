import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './command.ts';
import { conversation, twoCamps } from './testing.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'opinions-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function opinions(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run([folder, ...args], { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const rows = conversation(40, 12, 0.9, twoCamps).map(
  ({ person, statement, vote }, i) => `${1000 * i},${statement},${person},${vote}`,
);
const HEADER = 'timestamp,comment-id,voter-id,vote\n';

describe('upwell method opinions', () => {
  it('tells in plain words who is of one mind and who is not', async () => {
    await writeFile(join(folder, 'votes.csv'), HEADER + rows.join('\n'));
    await writeFile(
      join(folder, 'comments.csv'),
      'comment-id,moderated,comment-body\ns2,1,"More benches,\nplease"\nnew,1,Unseen\n',
    );
    const told = await opinions();
    expect(told).toMatchObject({ code: 0, err: '' });
    expect(told.out).toContain('40 people cast');
    expect(told.out).toContain('There are 2 opinion groups.');
    expect(told.out).toContain('More benches, please');
    expect(told.out).toContain('1 statement has no votes yet.');
  });

  it('gives the same bytes for shuffled rows, packed or not', async () => {
    await writeFile(join(folder, 'votes.csv'), HEADER + rows.join('\n'));
    const straight = await opinions('--json');
    await rm(join(folder, 'votes.csv'));
    await writeFile(join(folder, 'votes.csv.gz'), gzipSync(HEADER + [...rows].reverse().join('\r\n')));
    expect((await opinions('--json')).out).toBe(straight.out);
    expect(JSON.parse(straight.out)).toMatchObject({ mode: 'stable', verdict: 'clear', input: { people: 40 } });
  });

  it('takes a single file of votes', async () => {
    await writeFile(join(folder, 'mine.csv'), HEADER + rows.join('\n'));
    const out: string[] = [];
    const code = await run([join(folder, 'mine.csv')], { out: (line) => out.push(line), err: () => {} });
    expect(code).toBe(0);
    expect(out[0]).toContain('40 people cast');
  });

  it('gives what Polis would when asked', async () => {
    await writeFile(join(folder, 'votes.csv'), HEADER + rows.join('\n'));
    const told = await opinions('--mode', 'compatible', '--json');
    expect(JSON.parse(told.out)).toMatchObject({ mode: 'compatible', k: 2 });
  });

  it('names the rows it left out', async () => {
    await writeFile(join(folder, 'votes.csv'), `${HEADER}1,s0,p0,7\n${rows.join('\n')}`);
    expect((await opinions()).out).toContain('line 2: the vote is "7"');
  });

  it('tells who is missing', async () => {
    await writeFile(join(folder, 'votes.csv'), HEADER + rows.join('\n'));
    const who = Array.from({ length: 40 }, (_, i) => `p${i},${i < 34 ? 'north' : 'south'}`).join('\n');
    await writeFile(join(folder, 'who.csv'), `participant,side\n${who}\n`);
    await writeFile(join(folder, 'population.json'), '{"side":{"north":500,"south":500}}');
    const told = await opinions('--who', join(folder, 'who.csv'), '--population', join(folder, 'population.json'));
    expect(told.out).toContain('south: 15 %, in the population 50 %: too few');
  });

  it('refuses an empty file and a folder without votes by name, and leaves with 2', async () => {
    expect(await opinions()).toMatchObject({ code: 2, err: expect.stringContaining('neither votes.csv') });
    await writeFile(join(folder, 'votes.csv'), '');
    expect(await opinions()).toMatchObject({ code: 2, err: 'The file of votes is empty.' });
    expect(await opinions('--mode', 'magic')).toMatchObject({ code: 64 });
    expect(await opinions('--nonsense')).toMatchObject({ code: 64 });
  });
});
