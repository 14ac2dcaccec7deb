import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixOf } from './testing.ts';
import { addVote, createVoteLog, personNumber, statementNumber } from './vote-log.ts';
import { setAside, type VoteEvent, voteMatrix, votesFromEvents } from './votes.ts';

const at = (matrix: ReturnType<typeof matrixOf>, person: string, statement: string) => {
  const row = matrix.people.indexOf(person);
  const column = matrix.statements.indexOf(statement);
  const cells = matrix.cell.subarray(matrix.start[row], matrix.start[row + 1]);
  const cell = cells.find((code) => Math.floor(code / 3) === column);
  return cell === undefined ? undefined : (cell % 3) - 1;
};

describe('the vote matrix', () => {
  it('counts the last vote of a person on a statement, and a pass as a vote', () => {
    const matrix = matrixOf([
      { person: 'a', statement: '1', vote: 1, time: 10 },
      { person: 'a', statement: '1', vote: -1, time: 20 },
      { person: 'b', statement: '1', vote: 0, time: 5 },
    ]);
    expect(at(matrix, 'a', '1')).toBe(-1);
    expect(at(matrix, 'b', '1')).toBe(0);
    expect(matrix.replaced).toBe(1);
  });

  it('goes by time, not by place in the list', () => {
    const matrix = matrixOf([
      { person: 'a', statement: '1', vote: -1, time: 20 },
      { person: 'a', statement: '1', vote: 1, time: 10 },
    ]);
    expect(at(matrix, 'a', '1')).toBe(-1);
  });

  it('counts two different votes at the same instant as a pass and says so', () => {
    const matrix = matrixOf([
      { person: 'a', statement: '1', vote: -1, time: 20 },
      { person: 'a', statement: '1', vote: 1, time: 20 },
    ]);
    expect(at(matrix, 'a', '1')).toBe(0);
    expect(matrix.contradictory).toBe(1);
  });

  it('orders people and statements by first vote when asked for the order of appearance', () => {
    const log = createVoteLog();
    for (const [person, statement, time] of [
      ['2', '9', 30],
      ['1', '8', 10],
      ['3', '9', 20],
    ] as const) {
      addVote(log, personNumber(log, person), statementNumber(log, statement), 1, time);
    }
    const built = voteMatrix(log, 'appearance');
    expect(built.ok && built.value.people).toEqual(['1', '3', '2']);
    expect(built.ok && built.value.statements).toEqual(['8', '9']);
  });

  it('is the same whatever the order of the votes', () => {
    const vote = fc.record({
      person: fc.nat(6).map(String),
      statement: fc.nat(6).map(String),
      vote: fc.constantFrom(-1, 0, 1),
      time: fc.nat(5),
    });
    fc.assert(
      fc.property(
        fc
          .array(vote, { minLength: 1, maxLength: 60 })
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(votesFromEvents(shuffled)).toEqual(votesFromEvents(list));
        },
      ),
    );
  });

  it('refuses a vote of 7 by its place, and an empty list', () => {
    const events: VoteEvent[] = [
      { person: 'a', statement: '1', vote: 1 },
      { person: 'a', statement: '2', vote: 7 },
    ];
    expect(votesFromEvents(events)).toMatchObject({ ok: false, code: 'not-a-vote', line: 2 });
    expect(votesFromEvents([])).toMatchObject({ ok: false, code: 'no-votes' });
  });

  it('marks statements set aside, also those nobody voted on without harm', () => {
    const matrix = matrixOf([
      { person: 'a', statement: '1', vote: 1 },
      { person: 'a', statement: '2', vote: 1 },
    ]);
    expect(Array.from(setAside(matrix, { rejected: ['1', '99'], meta: ['2'] }))).toEqual([1, 2]);
  });
});
