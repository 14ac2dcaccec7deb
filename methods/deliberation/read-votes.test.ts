import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStatements } from './read-statements.ts';
import { readVotes } from './read-votes.ts';
import { pieces } from './testing.ts';

const HEADER = 'timestamp,datetime,comment-id,voter-id,vote';

async function votesIn(text: string, size?: number) {
  const read = await readVotes(pieces(text, size));
  if (!read.ok) return read;
  const { log, rejections } = read.value;
  const votes = Array.from({ length: log.size }, (_, i) => [
    log.people[log.person[i]!],
    log.statements[log.statement[i]!],
    log.vote[i],
  ]);
  return { ok: true as const, votes, rejected: rejections.first, count: rejections.count };
}

describe('reading votes', () => {
  it('takes a byte order mark and every kind of line end, mixed', async () => {
    const read = await votesIn(`\uFEFF${HEADER}\r\n1,x,7,ann,1\n2,x,8,ann,-1\r3,x,7,bob,0\r\n`);
    expect(read).toMatchObject({ ok: true, count: 0 });
    expect(read.ok && read.votes).toEqual([
      ['ann', '7', 1],
      ['ann', '8', -1],
      ['bob', '7', 0],
    ]);
  });

  it('takes quotes and line breaks inside quotes, and goes on naming the right lines', async () => {
    const read = await votesIn(`${HEADER}\n1,"Mon\nday",7,ann,1\n2,x,8,ann,5\n`);
    expect(read).toMatchObject({ ok: true, votes: [['ann', '7', 1]] });
    expect(read.ok && read.rejected).toEqual([
      { line: 4, reason: 'the vote is "5"; it must be 1 (agree), -1 (disagree) or 0 (pass)' },
    ]);
  });

  it('names the line and reason of each bad row and keeps the good ones', async () => {
    const read = await votesIn(
      `${HEADER}\n1,x,7,ann,7\n2,x,8,ann\n3,x,,ann,1\n4,x,9,,1\nsoon,x,9,ann,1\n6,x,9,ann,1\n7,x,9,bob,1,0\n`,
    );
    expect(read.ok && read.votes).toEqual([['ann', '9', 1]]);
    expect(read.ok && read.rejected.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 8]);
    expect(read.ok && read.rejected[1]!.reason).toBe('the row has 4 values, the first line has 5');
    expect(read.ok && read.rejected[5]!.reason).toBe('the row has 6 values, the first line has 5');
  });

  it('reads the same however the bytes come in', async () => {
    const text = `\uFEFF${HEADER}\r\n1,x,7,ann,1\r\n2,y,8,bo\u00e9,-1\n\n3,"a ""b""\r\nc",7,bob,0\r4,x,9,bob,1`;
    const whole = await votesIn(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (size) => {
        expect(await votesIn(text, size)).toEqual(whole);
      }),
    );
    expect(whole.ok && whole.votes.length).toBe(4);
  });

  it('reads one row a person, blanks as not voted', async () => {
    const read = await votesIn('participant,group-id,n-votes,3,4\nann,0,2,1,-1\nbob,,1,,0\nann,0,2,1,1\n');
    expect(read.ok && read.votes).toEqual([
      ['ann', '3', 1],
      ['ann', '4', -1],
      ['bob', '4', 0],
    ]);
    expect(read.ok && read.rejected).toEqual([{ line: 4, reason: 'person ann already has a row' }]);
  });

  it('takes semicolons, and ids as they are written', async () => {
    const read = await votesIn('comment-id;voter-id;vote\n007;x y;1\n7;x y;-1\n');
    expect(read.ok && read.votes).toEqual([
      ['x y', '007', 1],
      ['x y', '7', -1],
    ]);
  });

  it('flips signs where -1 means agree', async () => {
    const read = await readVotes(pieces(`${HEADER}\n1,x,7,ann,-1\n`), { agreeIs: -1 });
    expect(read.ok && read.value.log.vote[0]).toBe(1);
  });

  it('refuses what it cannot be, by name', async () => {
    expect(await votesIn('')).toMatchObject({ ok: false, code: 'no-votes' });
    expect(await votesIn('name,age\nann,7\n')).toMatchObject({ ok: false, code: 'unknown-format', line: 1 });
    expect(await votesIn(`${HEADER}\n1,x,7,ann,yes\n`)).toMatchObject({
      ok: false,
      code: 'too-many-rejections',
      line: 2,
    });
    expect(await votesIn(`${HEADER}\n`)).toMatchObject({ ok: true, votes: [] });
    expect(await votesIn('participant,5,5\nann,1,1\n')).toMatchObject({ ok: false, code: 'unknown-format' });
  });

  it('survives a quotation mark that is never closed, and takes up again on the next line', async () => {
    const read = await votesIn(`${HEADER}\n1,x,7,ann,1\n2,"x,8,ann,1\n3,x,9,ann,1\n`);
    expect(read.ok && read.votes).toEqual([
      ['ann', '7', 1],
      ['ann', '9', 1],
    ]);
    expect(read.ok && read.rejected).toEqual([{ line: 3, reason: 'a quotation mark is opened and never closed' }]);
  });
});

describe('reading statements', () => {
  it('takes text with line breaks, and names rows it cannot take', async () => {
    const read = await readStatements(
      pieces(
        'comment-id,moderated,comment-body,is-meta\n1,1,"We need\na bus",false\n2,-1,No,true\n2,1,Twice,false\n3,9,Odd,false\n',
      ),
    );
    expect(read.ok && read.value.statements).toEqual([
      { id: '1', text: 'We need\na bus', moderated: 1, meta: false },
      { id: '2', text: 'No', moderated: -1, meta: true },
    ]);
    expect(read.ok && read.value.rejections.first.map(({ line }) => line)).toEqual([5, 6]);
  });

  it('refuses a file without ids', async () => {
    expect(await readStatements(pieces('text\nhello\n'))).toMatchObject({ ok: false, code: 'unknown-format' });
  });
});
