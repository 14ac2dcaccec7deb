import { describe, expect, it } from 'vitest';
import { countGroupVotes, labelsByRow } from './group-votes.ts';
import { LiveMap } from './live-map.ts';
import { opinionMap } from './opinion-map.ts';
import { personPositions } from './positions.ts';
import { principalComponents } from './principal-components.ts';
import { below, seededRandom } from './random.ts';
import { conversation, matrixOf, twoCamps } from './testing.ts';

function liveMap(people = 60, statements = 20) {
  const found = opinionMap(matrixOf(conversation(people, statements, 0.7, twoCamps)), { repeats: 5, restarts: 10 });
  if (!found.ok) throw new Error(found.message);
  return new LiveMap(found.value);
}

describe('a map that follows its votes', () => {
  it('stands where a new map of the same votes would, after many votes old and new', () => {
    const live = liveMap();
    const random = seededRandom(11);
    for (let i = 0; i < 120; i += 1) {
      const cast = live.cast(`p${below(random, 70)}`, `s${below(random, 24)}`, below(random, 3) - 1);
      expect(cast.ok).toBe(true);
    }
    const { matrix, components, positions, votes, inside, label } = live.current();
    const fresh = principalComponents(matrix);
    const placed = personPositions(matrix, fresh);
    for (const k of [0, 1]) {
      expect(components.variance[k]).toBeCloseTo(fresh.variance[k]!, 8);
      const sign = fresh.loadings[k]![0]! * components.loadings[k]![0]! < 0 ? -1 : 1;
      matrix.statements.forEach((_, column) => {
        expect(components.loadings[k]![column]).toBeCloseTo(sign * fresh.loadings[k]![column]!, 7);
      });
      const [now, then] = k === 0 ? [positions.x, placed.x] : [positions.y, placed.y];
      matrix.people.forEach((_, row) => {
        expect(now[row]).toBeCloseTo(sign * then[row]!, 6);
      });
    }
    const counted = countGroupVotes(matrix, labelsByRow(matrix.people.length, inside, label), 2);
    expect(Array.from(votes.agree)).toEqual(Array.from(counted.agree));
    expect(Array.from(votes.disagree)).toEqual(Array.from(counted.disagree));
    expect(Array.from(votes.pass)).toEqual(Array.from(counted.pass));
    expect(matrix.people.length).toBeGreaterThan(60);
    expect(matrix.statements.length).toBeGreaterThan(20);
  });

  it('moves a person who changes sides', () => {
    const live = liveMap();
    const before = live.cast('p1', 's0', 1);
    let last = before;
    for (let j = 0; j < 20; j += 1) last = live.cast('p1', `s${j}`, j % 2 === 0 ? 1 : -1);
    const camp = live.cast('p2', 's0', 1);
    expect(before.ok && last.ok && before.value.group !== last.value.group).toBe(true);
    expect(last.ok && camp.ok && last.value.group === camp.value.group).toBe(true);
  });

  it('knows a repeated vote, and a changed one', () => {
    const live = liveMap();
    live.cast('p1', 's0', 1);
    expect(live.cast('p1', 's0', 1)).toMatchObject({ ok: true, value: { kind: 'same', moved: 0 } });
    expect(live.cast('p1', 's0', -1)).toMatchObject({ ok: true, value: { kind: 'changed' } });
  });

  it('gives a newcomer a group with their seventh vote', () => {
    const live = liveMap();
    const groups = Array.from({ length: 7 }, (_, j) => {
      const cast = live.cast('newcomer', `s${2 * j}`, 1);
      return cast.ok ? cast.value.group : undefined;
    });
    expect(groups.slice(0, 6)).toEqual(new Array(6).fill(undefined));
    expect(groups[6]).toBeDefined();
  });

  it('leaves the map it began from as it was, and asks for a new one in time', () => {
    const found = opinionMap(matrixOf(conversation(40, 10, 0.7, twoCamps)), { repeats: 5, restarts: 10 });
    if (!found.ok) throw new Error(found.message);
    const votes = found.value.matrix.cell.length;
    const live = new LiveMap(found.value);
    const stale = Array.from({ length: 30 }, (_, i) => live.cast(`new${i}`, `fresh${i % 3}`, 1)).map(
      (c) => c.ok && c.value.stale,
    );
    expect(stale[0]).toBe(false);
    expect(stale.at(-1)).toBe(true);
    expect(found.value.matrix.cell.length).toBe(votes);
    expect(found.value.components.loadings[0]!.length).toBe(10);
  });

  it('refuses a vote of 7', () => {
    expect(liveMap().cast('p1', 's1', 7)).toMatchObject({ ok: false, code: 'not-a-vote' });
  });
});
