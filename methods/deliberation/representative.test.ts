import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consensusStatements, groupAwareConsensus, statementPriority } from './consensus.ts';
import { countGroupVotes } from './group-votes.ts';
import { chooseRepresentative, differenceTest, representativeness, shareTest } from './representative.ts';
import { matrixOf } from './testing.ts';

const votesOf = (table: [agree: number, disagree: number, pass: number][]) => ({
  groups: table.length,
  columns: 1,
  agree: Float64Array.from(table, ([a]) => a),
  disagree: Float64Array.from(table, ([, d]) => d),
  pass: Float64Array.from(table, ([, , p]) => p),
});

describe('representativeness', () => {
  it('gives the figures of the published conversation london-youth-policing, statement 9', () => {
    const [group, rest] = representativeness(
      votesOf([
        [0, 10, 0],
        [4, 8, 2],
      ]),
    );
    expect(group![0]!.pd).toBeCloseTo(0.9166666667, 9);
    expect(group![0]!.pat).toBeCloseTo(-2.713602101, 8);
    expect(group![0]!.rd).toBeCloseTo(1.62962963, 8);
    expect(group![0]!.rdt).toBeCloseTo(2.391652149, 8);
    expect(rest![0]!.ra).toBeCloseTo(3.75, 9);
  });

  it('is finite for any counts, none included', () => {
    const count = fc.nat(50);
    fc.assert(
      fc.property(fc.array(fc.tuple(count, count, count), { minLength: 1, maxLength: 5 }), (table) => {
        const stats = representativeness(votesOf(table));
        for (const [one] of stats) for (const value of Object.values(one!)) expect(Number.isFinite(value)).toBe(true);
        for (const group of stats) expect(chooseRepresentative(group, new Uint8Array(1)).length).toBeLessThanOrEqual(5);
      }),
    );
  });

  it('is 0 where everyone in both groups succeeded', () => {
    expect(differenceTest(5, 5, 7, 7)).toBe(0);
    expect(shareTest(0, 0)).toBe(1);
  });
});

describe('consensus', () => {
  it('multiplies over groups, so one group against it is enough to sink a statement', () => {
    const { agree, disagree } = groupAwareConsensus(
      votesOf([
        [98, 0, 0],
        [0, 8, 0],
      ]),
    );
    expect(agree[0]).toBeCloseTo(0.99 * 0.1, 12);
    expect(disagree[0]).toBeCloseTo(0.01 * 0.9, 12);
  });

  it('lists what nearly everyone agrees or disagrees with, not what was set aside', () => {
    const matrix = matrixOf(
      Array.from({ length: 20 }, (_, i) => [
        { person: `p${i}`, statement: 'yes', vote: 1 },
        { person: `p${i}`, statement: 'no', vote: -1 },
        { person: `p${i}`, statement: 'gone', vote: 1 },
        { person: `p${i}`, statement: 'split', vote: i % 2 ? 1 : -1 },
      ]).flat(),
    );
    const aside = Uint8Array.from(matrix.statements, (id) => (id === 'gone' ? 1 : 0));
    const { agree, disagree } = consensusStatements(matrix, aside);
    expect(agree.map(({ column }) => matrix.statements[column])).toEqual(['yes']);
    expect(disagree.map(({ column }) => matrix.statements[column])).toEqual(['no']);
  });

  it('counts people in no group for nobody', () => {
    const matrix = matrixOf([
      { person: 'a', statement: '1', vote: 1 },
      { person: 'b', statement: '1', vote: 1 },
    ]);
    expect(countGroupVotes(matrix, Uint32Array.of(0, 0xffffffff), 1).agree[0]).toBe(1);
  });
});

describe('weighted groups', () => {
  it('count each person as much as they stand for', () => {
    const matrix = matrixOf([
      { person: 'a', statement: '1', vote: 1 },
      { person: 'b', statement: '1', vote: -1 },
    ]);
    const votes = countGroupVotes(matrix, Uint32Array.of(0, 0), 1, Float64Array.of(3, 0.5));
    expect([votes.agree[0], votes.disagree[0], votes.pass[0]]).toEqual([3, 0.5, 0]);
  });
});

describe('priority', () => {
  it('is higher for statements few have voted on, and 49 for facts about the person', () => {
    expect(statementPriority(2, 0, 3, 1, false)).toBeGreaterThan(statementPriority(200, 0, 300, 1, false));
    expect(statementPriority(2, 0, 3, 1, true)).toBe(49);
  });
});
