import { describe, expect, it } from 'vitest';
import { arrivedTogether, coordinationFlags, fasterThanReading, sameVotes } from './coordination.ts';
import { conversation, matrixOf, twoCamps } from './testing.ts';
import { addVote, createVoteLog, personNumber, statementNumber, type VoteLog } from './vote-log.ts';
import type { VoteEvent } from './votes.ts';

function logOf(events: (VoteEvent & { time: number })[]): VoteLog {
  const log = createVoteLog();
  for (const { person, statement, vote, time } of events) {
    addVote(log, personNumber(log, person), statementNumber(log, statement), vote, time);
  }
  return log;
}

describe('signs of coordinated voting', () => {
  const honest = conversation(60, 20, 1, () => 0.5);
  const copies = ['c1', 'c2', 'c3', 'c4'].flatMap((person) =>
    honest.filter((event) => event.person === 'p0').map((event) => ({ ...event, person })),
  );

  it('finds people with the very same long ballot', () => {
    const flags = sameVotes(matrixOf([...honest, ...copies]));
    expect(flags.map(({ people }) => people)).toEqual([['c1', 'c2', 'c3', 'c4', 'p0']]);
    expect(flags[0]!.expectedByChance).toBeLessThan(1e-4);
  });

  it('leaves honest votes alone, also where most agree on everything', () => {
    expect(sameVotes(matrixOf(honest))).toEqual([]);
    expect(sameVotes(matrixOf(conversation(200, 12, 1, () => 0.995)))).toEqual([]);
  });

  it('drops nothing: the matrix keeps every flagged vote', () => {
    const matrix = matrixOf([...honest, ...copies]);
    sameVotes(matrix);
    expect(matrix.cell.length).toBe(honest.length + copies.length);
  });

  it('finds one who votes faster than anyone reads', () => {
    const events = Array.from({ length: 20 }, (_, j) => [
      { person: 'quick', statement: `s${j}`, vote: 1, time: 200 * j },
      { person: 'calm', statement: `s${j}`, vote: 1, time: 8000 * j },
    ]).flat();
    expect(fasterThanReading(logOf(events)).map(({ person }) => person)).toEqual(['quick']);
  });

  it('finds many who arrive at once, and not a steady stream', () => {
    const arrive = (person: string, time: number) => ({ person, statement: 's', vote: 1, time });
    const steady = Array.from({ length: 120 }, (_, i) => arrive(`p${i}`, i * 60_000));
    expect(arrivedTogether(logOf(steady))).toEqual([]);
    const crowd = Array.from({ length: 30 }, (_, i) => arrive(`c${i}`, 3_600_500 + 100 * i));
    const flags = arrivedTogether(logOf([...steady, ...crowd]));
    expect(flags).toHaveLength(1);
    expect(flags[0]!.people.filter((id) => id.startsWith('c'))).toHaveLength(30);
  });

  it('says the same in any order, and nothing about times that are not known', () => {
    const events = conversation(20, 12, 1, twoCamps);
    const log = createVoteLog();
    for (const { person, statement, vote } of events) {
      addVote(log, personNumber(log, person), statementNumber(log, statement), vote, Number.NaN);
    }
    expect(coordinationFlags(matrixOf(events), log).filter(({ kind }) => kind !== 'same-votes')).toEqual([]);
  });
});
