import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FEWEST, gapOf, type Mark, nearest, saidOf } from './model.ts';

const mark = fc.constantFrom<Mark>(1, 2, 3, 4, 5);
const given = fc.array(mark, { maxLength: 40 });

describe('what one kind of people say', () => {
  it('is not shown under five of them', () => {
    expect(saidOf([5, 5, 5, 5])).toBeNull();
    expect(saidOf([4, 4, 4, 4, 4])).toEqual({ shown: 5, mean: 4 });
  });

  it('never tells by two looks at the page what one person said', () => {
    fc.assert(
      fc.property(given, mark, (marks, next) => {
        const [before, after] = [saidOf(marks), saidOf([...marks, next])];
        const grown = (after?.shown ?? 0) - (before?.shown ?? 0);
        expect(grown === 0 || grown === FEWEST).toBe(true);
        if (grown === 0) expect(after).toEqual(before);
      }),
    );
  });
});

describe('the gap', () => {
  it('is between the two furthest apart, whatever the third says', () => {
    const said = {
      organisers: { shown: 5, mean: 4 },
      residents: { shown: 10, mean: 2 },
      partners: { shown: 5, mean: 3 },
    };
    expect(gapOf(said)).toEqual({ low: 'residents', high: 'organisers', size: 2 });
    expect(gapOf({ ...said, residents: null })).toEqual({ low: 'partners', high: 'organisers', size: 1 });
  });

  it('is not known from one kind alone', () => {
    expect(gapOf({ organisers: { shown: 5, mean: 4 }, residents: null, partners: null })).toBeNull();
  });

  it('is said in the nearest word, which is always one there is', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 5, noNaN: true }), (mean) => nearest(mean) >= 1 && nearest(mean) <= 5),
    );
  });
});
