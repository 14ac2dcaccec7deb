import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digamma, productInterval, trigamma, wilson } from './intervals.ts';
import { seededRandom } from './random.ts';
import { askingChances, nextStatement } from './routing.ts';

describe('what to ask next', () => {
  it('asks in proportion to priority, never what is answered or rejected', () => {
    const chances = askingChances([1, 3, 5, 7], Uint8Array.of(0, 0, 1, 0), Uint8Array.of(0, 0, 0, 1));
    expect(Array.from(chances)).toEqual([0.25, 0.75, 0, 0]);
  });

  it('gives unknown priorities 1 and leaves a priority of 0 at 0', () => {
    const chances = askingChances([undefined, 0, Number.NaN], new Uint8Array(3), new Uint8Array(3));
    expect(Array.from(chances)).toEqual([0.5, 0, 0.5]);
  });

  it('asks facts about the person too', () => {
    expect(askingChances([49], Uint8Array.of(0), Uint8Array.of(2))[0]).toBe(1);
  });

  it('has nothing to ask someone who answered all', () => {
    expect(nextStatement(askingChances([1], Uint8Array.of(1), Uint8Array.of(0)), seededRandom(1))).toBeUndefined();
  });

  it('draws as often as the chances say', () => {
    const chances = askingChances([1, 2, 0, 5], new Uint8Array(4), new Uint8Array(4));
    const random = seededRandom(4);
    const drawn = [0, 0, 0, 0];
    for (let i = 0; i < 8000; i += 1) drawn[nextStatement(chances, random)!]! += 1;
    expect(drawn[2]).toBe(0);
    expect(drawn[3]! / 8000).toBeCloseTo(5 / 8, 1);
  });
});

describe('intervals', () => {
  it('are Wilson intervals: 8 of 10 lies between 49 % and 94 %', () => {
    const found = wilson(8, 10)!;
    expect(found.low).toBeCloseTo(0.4901625, 6);
    expect(found.high).toBeCloseTo(0.9433178, 6);
    expect(wilson(0, 0)).toBeUndefined();
  });

  it('stay between 0 and 1 and hold their value', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (agree, others) => {
        const product = productInterval([agree], [agree + others]);
        expect(product.low).toBeGreaterThanOrEqual(0);
        expect(product.high).toBeLessThanOrEqual(1);
        expect(product.low).toBeLessThanOrEqual(product.value);
        expect(product.value).toBeLessThanOrEqual(product.high);
      }),
    );
  });

  it('rest on the right special functions', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 12);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 12);
    expect(digamma(7.5) - digamma(6.5)).toBeCloseTo(1 / 6.5, 12);
  });
});
