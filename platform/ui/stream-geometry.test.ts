import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { streamDepths, streamOutline, streamWidth } from './stream-geometry.ts';

const SHAPE = { row: 64, widest: 136, x: 72 };

describe('the width of the water', () => {
  it('is the root of the count: a quarter of the people is half as wide', () => {
    expect(streamWidth(400, 400, 136)).toBe(136);
    expect(streamWidth(100, 400, 136)).toBe(68);
  });

  it('is nothing where nothing came, and still seen where one came among thousands', () => {
    expect(streamWidth(0, 412, 136)).toBe(0);
    expect(streamWidth(0, 0, 136)).toBe(0);
    expect(streamWidth(1, 100_000, 136)).toBe(3);
  });

  it('never shows more people as less water', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.nat(1e6), fc.integer({ min: 1, max: 1e6 }), (one, other, largest) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(streamWidth(less, largest, 136)).toBeLessThanOrEqual(streamWidth(more, largest, 136));
      }),
    );
  });
});

describe('the run of the stream', () => {
  it('stays inside its frame and goes down in even rows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e6), { minLength: 1, maxLength: 9 }), (counts) => {
        const depths = streamDepths(counts, SHAPE);
        expect(depths.map(({ y }) => y)).toEqual(counts.map((_, at) => 32 + 64 * at));
        for (const { x, width } of depths) {
          expect(x - width / 2).toBeGreaterThanOrEqual(0);
          expect(x + width / 2).toBeLessThanOrEqual(144);
        }
      }),
    );
  });

  it('draws one closed outline with a bank on each side', () => {
    const outline = streamOutline(streamDepths([412, 9, 371], SHAPE));
    expect(outline).toMatch(/^M[^MZ]+Z$/);
    expect(outline.match(/C/g)).toHaveLength(4);
    expect(outline).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('draws nothing from a single point', () => {
    expect(streamOutline(streamDepths([5], SHAPE))).toBe('');
  });
});
