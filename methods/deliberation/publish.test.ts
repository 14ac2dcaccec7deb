import { describe, expect, it } from 'vitest';
import { describeMap } from './describe.ts';
import { opinionMap } from './opinion-map.ts';
import { shownMap } from './publish.ts';
import { conversation, matrixOf } from './testing.ts';

/** Camps of given sizes, each with statements of its own. */
function camps(sizes: number[]) {
  const campOf = sizes.flatMap((size, camp) => new Array<number>(size).fill(camp));
  const events = conversation(campOf.length, 24, 1, (i, j) => (campOf[i] === j % sizes.length ? 0.97 : 0.03));
  const found = opinionMap(matrixOf(events), { repeats: 10, restarts: 30 });
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

describe('what is shown', () => {
  it('is everything when all groups are large enough', () => {
    const shown = shownMap(camps([30, 25]));
    expect(shown.groups.map(({ size }) => size)).toEqual([30, 25]);
    expect(shown.statements.every(({ byGroup }) => byGroup.every((group) => group !== undefined))).toBe(true);
  });

  it('hides a group of 7, and the next smallest, from which it could be had back', () => {
    const map = camps([30, 25, 7]);
    expect(map.groups.map(({ size }) => size)).toEqual([30, 25, 7]);
    const shown = shownMap(map);
    expect(shown.groups.map(({ hidden }) => hidden)).toEqual([undefined, 'would-give-away-a-smaller-one', 'too-small']);
    expect(shown.groups.map(({ size }) => size)).toEqual([30, undefined, undefined]);
    for (const { byGroup } of shown.statements) expect(byGroup.slice(1)).toEqual([undefined, undefined]);
    expect(shown.typical.map((list) => list.length > 0)).toEqual([true, false, false]);
    // A product over three groups with one factor known, or a claim about every group, would tell of the seven.
    for (const statement of shown.statements) expect(statement).not.toHaveProperty('consensus');
  });

  it('shows no group at all when there are two and one is small', () => {
    const map = camps([30, 7]);
    expect(shownMap(map).groups.every(({ hidden }) => hidden !== undefined)).toBe(true);
    const text = describeMap(map).join('\n');
    expect(text).toContain('it is too small');
    expect(text).not.toMatch(/\b7 people/);
    expect(text).not.toContain('Typical of');
  });

  it('keeps statements the host set aside out', () => {
    const events = conversation(40, 10, 1, (i, j) => (i % 2 === j % 2 ? 0.9 : 0.1));
    const found = opinionMap(matrixOf(events), { repeats: 5, restarts: 10, moderation: { rejected: ['s4'] } });
    expect(found.ok && shownMap(found.value).statements.some(({ id }) => id === 's4')).toBe(false);
  });
});
