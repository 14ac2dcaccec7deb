import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounded } from './figures.ts';
import { type OpinionMap, opinionMap } from './opinion-map.ts';
import { statementResults, typicalStatements } from './statement-results.ts';
import { conversation, matrixOf, twoCamps } from './testing.ts';
import type { VoteEvent } from './votes.ts';

function mapOf(events: readonly VoteEvent[], options = {}): OpinionMap {
  const found = opinionMap(matrixOf(events), { repeats: 10, restarts: 20, ...options });
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

const bytes = (map: OpinionMap) =>
  JSON.stringify(rounded({ ...map, results: statementResults(map), typical: typicalStatements(map) }));

describe('the opinion map', () => {
  it('finds two camps and is sure of them', () => {
    const map = mapOf(conversation(60, 20, 0.8, twoCamps));
    expect(map.verdict).toBe('clear');
    expect(map.groups.map(({ size }) => size)).toEqual([30, 30]);
    for (const group of map.groups) expect(group.stability).toBeGreaterThan(0.95);
    const parity = Array.from(map.inside, (row) => Number(map.matrix.people[row]!.slice(1)) % 2);
    expect(new Set(parity.map((side, i) => `${side}${map.label[i]}`)).size).toBe(2);
  });

  it('says groups cannot be told apart when votes are tossed coins', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const map = mapOf(conversation(80, 20, 0.8, () => 0.5, seed));
      expect(map.verdict).toBe('none');
      expect(map.groups).toEqual([]);
    }
  });

  it('says so when statements differ in favour but people do not', () => {
    const map = mapOf(conversation(200, 30, 0.5, (_, j) => (j % 10) / 10));
    expect(map.verdict).toBe('none');
  });

  it('gives the same bytes whatever the order of votes and people', () => {
    const events = conversation(30, 12, 0.8, twoCamps).map((event, i) => ({ ...event, time: i % 50 }));
    const straight = bytes(mapOf(events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(bytes(mapOf(shuffled))).toBe(straight);
      }),
      { numRuns: 8 },
    );
  });

  it('never gives a figure that is not a number, whatever the votes', () => {
    const vote = fc.record({
      person: fc.nat(25).map(String),
      statement: fc.nat(5).map(String),
      vote: fc.constantFrom(-1, 0, 1),
    });
    fc.assert(
      fc.property(fc.array(vote, { minLength: 1, maxLength: 120 }), (events) => {
        const map = mapOf(events, { repeats: 2, restarts: 3 });
        const text = JSON.stringify([map, statementResults(map)], (_key, value: unknown) =>
          ArrayBuffer.isView(value)
            ? Array.from(value as Float64Array)
            : typeof value === 'number' && !Number.isFinite(value)
              ? 'NOT A NUMBER'
              : value,
        );
        expect(text).not.toContain('NOT A NUMBER');
      }),
      { numRuns: 40 },
    );
  });

  it('has an answer for one person, for all passes, and for everyone alike', () => {
    expect(mapOf([{ person: 'a', statement: '1', vote: 1 }]).reason).toBe('too-few-people');
    const passes = conversation(20, 8, 1, () => 0.5).map((event) => ({ ...event, vote: 0 }));
    expect(mapOf(passes).reason).toBe('no-differences');
    const agreed = passes.map((event) => ({ ...event, vote: 1 }));
    expect(mapOf(agreed).reason).toBe('no-differences');
    expect(statementResults(mapOf(agreed))[0]!.common).toBe('agree');
  });

  it('gives intervals round every consensus, narrower with more people', () => {
    const few = statementResults(mapOf(conversation(30, 12, 1, twoCamps)));
    const many = statementResults(mapOf(conversation(300, 12, 1, twoCamps)));
    for (const { consensus } of [...few, ...many]) {
      expect(consensus.low).toBeLessThanOrEqual(consensus.value);
      expect(consensus.high).toBeGreaterThanOrEqual(consensus.value);
    }
    const width = (list: typeof few) =>
      list.reduce((sum, { consensus }) => sum + Math.log(consensus.high / consensus.low), 0);
    expect(width(many)).toBeLessThan(width(few));
  });

  it('leaves rejected statements out of what is typical and of the map', () => {
    const events = conversation(60, 20, 0.8, twoCamps);
    const map = mapOf(events, { moderation: { rejected: ['s3'] } });
    const column = map.matrix.statements.indexOf('s3');
    expect(map.components.loadings[0]![column]).toBe(0);
    expect(
      typicalStatements(map)
        .flat()
        .some((chosen) => chosen.column === column),
    ).toBe(false);
    expect(statementResults(map)[column]!.setAside).toBe('rejected');
  });

  it('refuses options that make no sense', () => {
    const matrix = matrixOf([{ person: 'a', statement: '1', vote: 1 }]);
    expect(opinionMap(matrix, { seed: -1 })).toMatchObject({ ok: false, code: 'bad-option' });
    expect(opinionMap(matrix, { groupNumbers: [1] })).toMatchObject({ ok: false, code: 'bad-option' });
    expect(opinionMap(matrix, { repeats: 0 })).toMatchObject({ ok: false, code: 'bad-option' });
  });
});
