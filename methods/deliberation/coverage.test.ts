import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverage } from './coverage.ts';

const people = (n: number) => Array.from({ length: n }, (_, i) => `p${i}`);

describe('who is missing', () => {
  const declared = new Map(people(100).map((id, i) => [id, i < 80 ? 'women' : 'men']));

  it('says who is too few and how many more are wanted', () => {
    const found = coverage([...people(100), 'quiet'], { name: 'sex', declared, population: { women: 51, men: 49 } });
    expect(found.ok && found.value.categories.map(({ category, finding }) => [category, finding])).toEqual([
      ['men', 'too-few'],
      ['women', 'too-many'],
    ]);
    expect(found.ok && found.value.notDeclared).toBe(1);
    const men = found.ok ? found.value.categories[0]! : undefined;
    // 20 + 57 men of 157 people is 49 %.
    expect(men!.wanted).toBe(57);
  });

  it('names those who are absent altogether', () => {
    const found = coverage(people(10), { name: 'sex', declared, population: { women: 1, men: 1, other: 1 } });
    expect(found.ok && found.value.categories.find(({ category }) => category === 'other')!.finding).toBe('absent');
  });

  it('finds nothing amiss in a faithful group, whatever its size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (half) => {
        const mixed = new Map(people(2 * half).map((id, i) => [id, i % 2 ? 'a' : 'b']));
        const found = coverage(mixed.keys(), { name: 'side', declared: mixed, population: { a: 0.5, b: 0.5 } });
        expect(
          found.ok && found.value.categories.every(({ finding, wanted }) => finding === 'in-line' && wanted === 0),
        ).toBe(true);
      }),
    );
  });

  it('keeps apart answers the population figures do not have', () => {
    const found = coverage(people(3), { name: 'sex', declared, population: { men: 1 } });
    expect(found.ok && found.value.unknown).toEqual({ women: 3 });
  });

  it('refuses population figures that cannot be', () => {
    expect(coverage([], { name: 'sex', declared, population: { women: -1 } })).toMatchObject({
      ok: false,
      code: 'bad-targets',
    });
    expect(coverage([], { name: 'sex', declared, population: { women: 0 } })).toMatchObject({ ok: false });
    expect(coverage([], { name: 'sex', declared, population: { women: Number.NaN } })).toMatchObject({ ok: false });
  });
});
