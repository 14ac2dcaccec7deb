import { seededRandom } from '@upwell/deliberation';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designVariance, estimate } from './estimate.ts';
import { jackknife } from './jackknife.ts';
import { rake } from './rake.ts';
import { baseTooSmall, roundedCount } from './small-numbers.ts';
import { randomMargins, sampleOf } from './testing.ts';

const one = (n: number, total = n) =>
  sampleOf([{ name: 'all', targets: { a: total }, values: new Array<string>(n).fill('a') }]);
const yes = Float64Array.of(1, 1, 0, 1, 0, 0, 1, 0);

describe('estimates', () => {
  it('of an unweighted share have the textbook standard error', () => {
    const found = estimate(one(8), new Float64Array(8).fill(1), { answers: yes }, { regression: 'none' });
    // sqrt(p (1 − p) / (n − 1))
    expect(found.ok && found.value.se).toBeCloseTo(Math.sqrt(0.25 / 7), 12);
  });

  it('know that weighting to a margin takes the spread between its categories away', () => {
    const values = ['f', 'f', 'f', 'f', 'm', 'm', 'm', 'm'];
    const sample = sampleOf([{ name: 'sex', targets: { f: 4, m: 4 }, values }]);
    const bySex = Float64Array.of(1, 1, 1, 1, 0, 0, 0, 0);
    const found = estimate(sample, new Float64Array(8).fill(1), { answers: bySex });
    expect(found.ok && found.value.estimate).toBe(0.5);
    expect(found.ok && found.value.se).toBeCloseTo(0, 12);
  });

  it('agree with the jackknife on samples of some size', () => {
    for (const seed of [1, 2, 3]) {
      const sample = sampleOf(randomMargins(400, [2, 3], seed), { totals: 'scale' });
      const random = seededRandom(seed);
      const answers = Float64Array.from({ length: 400 }, () => (random() < 0.05 ? Number.NaN : random() < 0.4 ? 1 : 0));
      const raked = rake(sample);
      if (!raked.ok) throw new Error(raked.message);
      const linear = estimate(sample, raked.value.weights, { answers });
      const dropped = jackknife(sample, { answers });
      if (!linear.ok || !dropped.ok) throw new Error('no estimate');
      expect(dropped.value.estimate).toBeCloseTo(linear.value.estimate, 12);
      expect(dropped.value.se / linear.value.se).toBeCloseTo(1, 1);
    }
  });

  it('are the same whatever the order of the rows', () => {
    const margins = randomMargins(50, [2, 3], 4);
    const answers = Array.from({ length: 50 }, (_, i) => (i % 9 === 0 ? Number.NaN : (i * 7) % 5));
    const measure = (order: number[]) => {
      const sample = sampleOf(
        margins.map((margin) => ({ ...margin, values: order.map((i) => margin.values[i]) })),
        { totals: 'scale' },
      );
      const raked = rake(sample);
      const question = { answers: Float64Array.from(order, (i) => answers[i]!) };
      return [raked.ok && estimate(sample, raked.value.weights, question), jackknife(sample, question)];
    };
    const order = answers.map((_, i) => i);
    const straight = measure(order);
    fc.assert(
      fc.property(fc.shuffledSubarray(order, { minLength: 50 }), (shuffled) => {
        expect(measure(shuffled)).toEqual(straight);
      }),
      { numRuns: 20 },
    );
  });

  it('use Wilson near the ends, where the usual interval would leave the possible', () => {
    const sample = one(30);
    const rare = Float64Array.from({ length: 30 }, (_, i) => (i === 0 ? 1 : 0));
    const found = estimate(sample, new Float64Array(30).fill(1), { answers: rare });
    expect(found.ok && found.value).toMatchObject({ interval: 'wilson' });
    expect(found.ok && found.value.low).toBeGreaterThan(0);
    const nobody = estimate(sample, new Float64Array(30).fill(1), { answers: new Float64Array(30) });
    expect(nobody.ok && nobody.value.high).toBeGreaterThan(0.05);
  });

  it('of a total grow with the population', () => {
    const found = estimate(
      one(8, 800),
      new Float64Array(8).fill(100),
      { answers: yes, of: 'total' },
      { regression: 'none' },
    );
    expect(found.ok && found.value.estimate).toBe(400);
  });

  it('of a part count only those in it', () => {
    const within = Uint8Array.of(1, 1, 1, 0, 0, 0, 0, 0);
    const found = estimate(one(8), new Float64Array(8).fill(1), { answers: yes, within });
    expect(found.ok && found.value).toMatchObject({ estimate: 2 / 3, answered: 3 });
  });

  it('count clusters, not people, where people came together', () => {
    const parts = Float64Array.of(1, 1, -1, -1);
    const together = designVariance(parts, { clusters: ['a', 'a', 'b', 'b'] });
    const apart = designVariance(parts, {});
    expect(together).toEqual({ ok: true, value: 16 });
    expect(apart.ok && apart.value).toBeCloseTo(16 / 3, 12);
    expect(designVariance(parts, { strata: ['x', 'x', 'y', 'y'] })).toEqual({ ok: true, value: 0 });
  });

  it('are refused by name where there is nothing to go on', () => {
    const sample = one(3);
    const weights = new Float64Array(3).fill(1);
    const nobody = new Float64Array(3).fill(Number.NaN);
    expect(estimate(sample, weights, { answers: nobody })).toMatchObject({ ok: false, code: 'too-few-replies' });
    expect(jackknife(sample, { answers: nobody })).toMatchObject({ ok: false, code: 'too-few-replies' });
    expect(jackknife(one(1), { answers: Float64Array.of(1) })).toMatchObject({ ok: false, code: 'too-few-replies' });
    expect(designVariance(Float64Array.of(1, 2), { strata: ['a', 'b'] })).toMatchObject({
      ok: false,
      code: 'too-few-replies',
    });
    expect(designVariance(Float64Array.of(1, 2), { sampledFraction: 2 })).toMatchObject({
      ok: false,
      code: 'bad-option',
    });
    expect(estimate(sample, weights, { answers: Float64Array.of(1, 2, Number.POSITIVE_INFINITY) })).toMatchObject({
      code: 'bad-number',
    });
  });

  it('of strata by jackknife match the stratified formula for an unweighted mean', () => {
    const answers = Float64Array.of(1, 2, 3, 10, 12, 17);
    const strata = ['a', 'a', 'a', 'b', 'b', 'b'];
    const sample = sampleOf([{ name: 'stratum', targets: { a: 3, b: 3 }, values: strata }]);
    const dropped = jackknife(sample, { answers }, { strata });
    // Mean of two equal strata: variance (s²a / 3 + s²b / 3) / 4, with s²a = 1 and s²b = 13.
    expect(dropped.ok && dropped.value.se ** 2).toBeCloseTo((1 / 3 + 13 / 3) / 4, 10);
  });
});

describe('small numbers', () => {
  it('follow the published rules', () => {
    expect([0, 1, 7, 8, 12, 13].map(roundedCount)).toEqual(['0', '*', '*', '10', '10', '15']);
    expect([baseTooSmall(9), baseTooSmall(10)]).toEqual([true, false]);
  });
});
