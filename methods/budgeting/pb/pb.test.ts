import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { readPb, writePb } from './file.ts';
import { electionOf, readElection } from './read.ts';
import { cellsOf, writeCell } from './rows.ts';

// Hundreds of invented cases each; a busy machine may need a while.
vi.setConfig({ testTimeout: 60_000 });

const meta = 'META\nkey;value\nnum_projects;2\nnum_votes;2\nbudget;100\nvote_type;approval\n';
const projects = 'PROJECTS\nproject_id;cost;name\na;60;"A; or ""a"""\nb;40,5;B\n';
const votes = 'VOTES\nvoter_id;vote;district\n1;a,b;North\n2;;South\n';

function counted(text: string, options?: Parameters<typeof electionOf>[1]) {
  const file = readPb(text);
  return file.ok ? electionOf(file.value, options) : file;
}

describe('a .pb file', () => {
  test('is read: decimals, empty ballots, quoted names, voter columns', () => {
    const read = counted(meta + projects + votes, { columns: ['district'] });
    if (!read.ok) throw new Error(read.message);
    const { election } = read.value;
    expect([election.budget, election.unit, election.voters]).toEqual([1000n, 10n, 2]);
    expect(election.projects).toEqual([
      { id: 'a', cost: 600n, name: 'A; or "a"' },
      { id: 'b', cost: 405n, name: 'B' },
    ]);
    expect(read.value.voterColumns.get('district')).toEqual(['North', 'South']);
    expect(read.value.notes).toEqual([]);
  });

  test.each([
    ['as it is', (t: string) => t],
    ['with CRLF', (t: string) => t.replaceAll('\n', '\r\n')],
    ['with a BOM', (t: string) => `\ufeff${t}`],
    ['with blank lines and no last line end', (t: string) => `${t.replace('PROJECTS', '\n\nPROJECTS')}\n\n3;a;`],
    ['with both line ends', (t: string) => t.replace('\n', '\r\n')],
    ['with a line end inside quotes', (t: string) => t.replace('or', '\nor')],
    ['with fields nobody knows', (t: string) => t.replace('budget;100', 'budget;100\nmystery;"1;2"')],
  ])('is written back byte for byte: %s', (_, change) => {
    const text = change(meta + projects + votes);
    const file = readPb(text);
    expect(file.ok && writePb(file.value)).toBe(text);
    expect(counted(text).ok).toBe(true);
  });

  test('survives any cell', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (cells) => {
        expect(cellsOf(cells.map(writeCell).join(';'))).toEqual(cells);
      }),
    );
  });

  test('gives the same election streamed in any pieces', async () => {
    const text = `\ufeff${meta}${projects}${votes}`.replaceAll('\n', '\r\n');
    const bytes = new TextEncoder().encode(text.replace('South', 'Żółw'));
    const whole = counted(text.replace('South', 'Żółw'), { columns: ['district'] });
    for (let size = 1; size < 40; size += 3) {
      const pieces: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
      expect(await readElection(pieces, { columns: ['district'] })).toEqual(whole);
    }
  });

  test.each([
    ['', 'empty-file'],
    ['\ufeff\n\n', 'empty-file'],
    ['hello', 'missing-section'],
    [meta + votes, 'missing-section'],
    [meta + projects, 'missing-section'],
    [meta + projects.replace('"A; or ""a"""', '"A'), 'missing-section'],
    [meta + projects.replace('cost', 'price') + votes, 'missing-column'],
    [meta.replace('approval', 'shouting') + projects + votes, 'unknown-vote-type'],
    [meta.replace('budget;100', 'budget;lots') + projects + votes, 'not-a-number'],
    [meta.replace('budget;100', 'budget;-1') + projects + votes, 'negative-budget'],
    [meta + projects.replace('60', '-60') + votes, 'negative-cost'],
    [meta + projects.replace('60', 'sixty') + votes, 'not-a-number'],
    [meta + projects.replace('\nb;', '\na;') + votes, 'duplicate-project'],
    [meta + projects.replace('b;40,5;B', 'b;40') + votes, 'wrong-column-count'],
  ])('is refused by name and line (%#)', (text, code) => {
    const refusal = counted(text);
    expect(refusal.ok).toBe(false);
    if (!refusal.ok) expect([code, 'unfinished-quote']).toContain(refusal.code);
  });

  test('keeps the good ballots and names each bad one with its line', () => {
    const bad = `${votes}2;a;North\n3;c;North\n4;a,a;North\n5;a\n6;b;North\n`;
    const read = counted(meta + projects + bad);
    if (!read.ok) throw new Error(read.message);
    expect(read.value.election.voters).toBe(3);
    expect(read.value.setAside.map(({ code, line }) => [code, line])).toEqual([
      ['duplicate-voter', 15],
      ['unknown-project', 16],
      ['repeated-project', 17],
      ['wrong-column-count', 18],
    ]);
    expect(read.value.notes.map(({ code }) => code)).toEqual(['count-mismatch']);
  });

  test('notes ballots beyond the limits, and sets them aside when strict', () => {
    const limited = meta.replace('budget', 'max_length;1\nbudget') + projects + votes;
    const read = counted(limited);
    expect(read.ok && [read.value.election.voters, read.value.notes[0]?.code]).toEqual([2, 'ballot-too-long']);
    const strict = counted(limited, { strict: true });
    expect(strict.ok && [strict.value.election.voters, strict.value.setAside[0]?.code]).toEqual([1, 'ballot-too-long']);
  });

  test('reads points, decimal ones too, and refuses a list that does not match', () => {
    const pointed = (lines: string) =>
      counted(`${meta.replace('approval', 'cumulative')}${projects}VOTES\nvoter_id;vote;points\n${lines}`);
    const read = pointed('1;a,b;2.5,1\n2;a;3\n');
    expect(read.ok && [[...read.value.election.ballots.points], read.value.election.ballots.pointScale]).toEqual([
      [25, 10, 30],
      10,
    ]);
    const wrong = pointed('1;a,b;2\n2;a;-3\n3;a;x\n');
    expect(wrong.ok && wrong.value.setAside.map(({ code }) => code)).toEqual([
      'points-mismatch',
      'ballot-points',
      'not-a-number',
    ]);
  });

  test('gives a ranking its points by place, the last one too', () => {
    const text = `${meta.replace('approval', 'ordinal').replace('budget', 'max_length;2\nbudget')}${projects}VOTES\nvoter_id;vote\n1;b,a\n2;a\n`;
    const read = counted(text);
    expect(read.ok && [...read.value.election.ballots.points].sort()).toEqual([1, 2, 2]);
  });

  test('is stopped at once by a quote that never ends, however long the file', async () => {
    const endless = `${meta}${projects}VOTES\nvoter_id;vote\n1;"a\n${'2;b\n'.repeat(200_000)}`;
    const start = performance.now();
    expect(await readElection([endless])).toMatchObject({ ok: false, code: 'unfinished-quote' });
    expect(performance.now() - start).toBeLessThan(3000);
  });
});

const shared = join(process.env.UPWELL_DATA ?? '../shared/data', 'pabulib');
describe.runIf(existsSync(shared))('the shared files', () => {
  test('are all written back byte for byte', () => {
    for (const name of readdirSync(shared).filter((file) => file.endsWith('.pb'))) {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(join(shared, name)));
      const file = readPb(text);
      expect(file.ok && writePb(file.value) === text, name).toBe(true);
    }
  });
});
