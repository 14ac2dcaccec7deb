import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { run } from './command.ts';

vi.setConfig({ testTimeout: 60_000 });
const folder = mkdtempSync(join(tmpdir(), 'panel-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);

writeFileSync(at('quotas.csv'), 'feature,value,min,max,min_flex,max_flex\nage,old,2,2,0,4\nage,young,2,2,0,4\n');
const rows = Array.from(
  { length: 12 },
  (_, i) => `p${i},${i < 4 ? 'young' : 'old'},${i < 2 ? '1 Same St' : `${i} Other St`}`,
);
writeFileSync(at('pool.csv'), `id,age,address\n${rows.join('\n')}\n`);
const usual = [at('quotas.csv'), at('pool.csv'), '--size', '4', '--address', 'address'];
const beacon = 'ab'.repeat(32);

async function said(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

test('tells in plain words how likely everyone is and what is proved', async () => {
  const { code, out } = await said(...usual);
  expect(code).toBe(0);
  expect(out).toContain('A panel of 4 from 12 people');
  expect(out).toContain('a chance between 25.00 % and 50.00 %');
  expect(out).toContain('Proved: no lottery gives everyone more than 25.00 %');
});

test('gives everything as JSON, the same for rows in any order', async () => {
  writeFileSync(at('turned.csv'), `id,age,address\n${[...rows].reverse().join('\n')}\n`);
  const [one, other] = [
    await said(...usual, '--json'),
    await said(at('quotas.csv'), at('turned.csv'), ...usual.slice(2), '--json'),
  ];
  expect(JSON.parse(one.out)).toMatchObject({ ok: true, pool: 12, certificate: { objective: 'leximin' } });
  expect(other.out).toBe(one.out);
});

test('marks a test selection as one, and writes its lists', async () => {
  const { out } = await said(...usual, '--test-seed', 'try', '--lists', folder);
  expect(out).toContain('TEST SELECTION, not a draw:');
  expect(out).not.toContain('OUTSIDE TARGET');
  expect(readFileSync(at('selected.csv'), 'utf8').trim().split('\r\n')).toHaveLength(5);
});

test('publishes, draws and lets a stranger verify', async () => {
  const published = at('published.json');
  expect(await said(...usual, '--publish', published)).toMatchObject({ code: 64 });
  await said(...usual, '--publish', published, '--salt', 'secret', '--beacon-round', 'drand 1');
  expect(readFileSync(published, 'utf8')).not.toContain('p11');
  const { selected } = JSON.parse((await said('draw', published, '--beacon', beacon, '--json')).out);
  writeFileSync(at('announced.txt'), selected.join('\n'));
  expect(await said('verify', published, '--beacon', beacon, '--selected', at('announced.txt'))).toMatchObject({
    code: 0,
  });
  writeFileSync(at('announced.txt'), selected.slice(1).join('\n'));
  expect(await said('verify', published, '--beacon', beacon, '--selected', at('announced.txt'))).toMatchObject({
    code: 2,
    err: 'The people announced are not those the seed picks.',
  });
  expect(await said('draw', published, '--beacon', 'soon')).toMatchObject({ code: 2 });
});

test('answers quotas that cannot be met with the smallest change', async () => {
  writeFileSync(at('hard.csv'), 'feature,value,min,max,min_flex,max_flex\nage,old,0,4,0,4\nage,young,4,4,0,4\n');
  const { code, err } = await said(at('hard.csv'), ...usual.slice(1));
  expect(code).toBe(2);
  expect(err).toContain('only 3 can serve');
  expect(err).toContain('Smallest change (cost 1.50): Ask for at least 3 instead of 4 people with age “young”.');
});

test('fills vacancies beside the members who stay', async () => {
  writeFileSync(at('staying.csv'), 'id\np2\np4\np5\n');
  const { out } = await said(...usual, '--confirmed', at('staying.csv'), '--json');
  expect(Object.keys(JSON.parse(out).probabilities).sort()).toEqual(['p0', 'p1', 'p3']);
});

test('leaves with its own code for what it refuses and what it does not understand', async () => {
  expect(await said(at('quotas.csv'), at('pool.csv'), '--size', '13')).toMatchObject({
    code: 2,
    err: 'A panel of 13 cannot be drawn from 12 people.',
  });
  expect(await said(at('quotas.csv'), at('pool.csv'), '--size', 'many')).toMatchObject({ code: 2 });
  expect(await said(at('none.csv'), at('pool.csv'), '--size', '4')).toMatchObject({ code: 2 });
  expect(await said(at('quotas.csv'))).toMatchObject({ code: 64 });
});
