import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { run } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'budget-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = join(folder, 'town.pb');
writeFileSync(
  file,
  'META\r\nkey;value\r\nbudget;120\r\nvote_type;approval\r\nPROJECTS\r\nproject_id;cost;name\r\nb;20;Bench\r\np;90;Pool\r\nt;30;Trees\r\n' +
    'VOTES\r\nvoter_id;vote;ward\r\n1;p;N\r\n2;p;N\r\n3;p;N\r\n4;p,t;N\r\n5;t,b;S\r\n6;t,b;S\r\n7;b;S\r\n8;;S\r\n8;b;S\r\n',
);

async function said(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('tells in plain words what is funded, what it rests on and what was set aside', async () => {
  const { code, out } = await said(file, '--completion', 'none', '--group', 'ward');
  expect(code).toBe(0);
  expect(out).toContain('2 projects funded for 50; 70 left.');
  expect(out).toContain('1. Bench (b): 20, 3 votes, 3.0 effective votes');
  expect(out).toContain('N: 4 voters, 75.0 % without a winner');
  expect(out).toContain('Set aside, line 20: Voter 8 has voted already.');
});

test('gives everything as JSON', async () => {
  const { out } = await said(file, '--completion', 'none', '--json');
  expect(JSON.parse(out)).toMatchObject({
    ok: true,
    funded: ['b', 't'],
    spent: '50',
    equalShares: { endowment: '15', rounds: [{ project: 'b' }, { project: 't' }] },
  });
});

test('keeps greedy when more voters are better off under it', async () => {
  const { out } = await said(file, '--completion', 'none', '--compare', '--json');
  expect(JSON.parse(out).official.comparison.byNumberOfSupportedWinners).toEqual({
    preferFirst: 2,
    preferSecond: 3,
    indifferent: 3,
  });
  expect(JSON.parse(out)).toMatchObject({ official: { chosen: 'greedy' }, funded: ['p', 'b'] });
});

test('writes the file back unchanged', async () => {
  const copy = join(folder, 'copy.pb');
  expect(await said(file, '--round-trip', copy)).toMatchObject({
    code: 0,
    out: 'Written back unchanged, byte for byte.',
  });
  expect(readFileSync(copy)).toEqual(readFileSync(file));
});

test('leaves with its own code for what it refuses and what it does not understand', async () => {
  const bad = join(folder, 'bad.pb');
  writeFileSync(bad, readFileSync(file, 'utf8').replace('p;90', 'p;-90'));
  expect(await said(bad)).toMatchObject({ code: 2, err: 'Line 8: The cost of project p is below 0.' });
  expect(await said(join(folder, 'none.pb'))).toMatchObject({ code: 2 });
  expect(await said(file, '--rule', 'dice')).toMatchObject({ code: 64 });
  expect(await said(file, '--shout')).toMatchObject({ code: 64 });
});
