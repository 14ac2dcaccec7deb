import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTable } from './ipf-table.ts';
import { weightQuality } from './quality.ts';
import { postStratify, rake } from './rake.ts';
import { NOT_KNOWN, prepareSample } from './sample.ts';
import { randomMargins, sampleOf } from './testing.ts';
import { rakeCapped, rakeThenTrim, trimWeights } from './trim.ts';

const sex = (values: (string | undefined)[], targets: Record<string, number> = { f: 52, m: 48 }) => ({
  name: 'sex',
  targets,
  values,
});

describe('raking', () => {
  it('meets every margin at once', () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const sample = sampleOf(randomMargins(120, [2, 3, 4], seed), { totals: 'scale' });
        const raked = rake(sample);
        if (!raked.ok) return;
        for (const { name, categories, target } of sample.margins) {
          categories.forEach((category, g) => {
            expect(raked.value.reached[name]![category]! / target[g]!).toBeCloseTo(1, 8);
          });
        }
        expect(raked.value.weights.every((weight) => weight > 0 && Number.isFinite(weight))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('gives each person the same weight whatever the order of the rows', () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.shuffledSubarray(
          Array.from({ length: 60 }, (_, i) => i),
          { minLength: 60 },
        ),
        (seed, order) => {
          const margins = randomMargins(60, [2, 3], seed);
          const start = Array.from({ length: 60 }, (_, i) => 1 + (i % 7) / 10);
          const straight = rake(sampleOf(margins, { start, totals: 'scale' }));
          const shuffled = rake(
            sampleOf(
              margins.map((margin) => ({ ...margin, values: order.map((i) => margin.values[i]) })),
              {
                start: order.map((i) => start[i]!),
                totals: 'scale',
              },
            ),
          );
          if (!straight.ok || !shuffled.ok) return expect(shuffled.ok).toBe(straight.ok);
          expect(Array.from(shuffled.value.weights)).toEqual(order.map((i) => straight.value.weights[i]));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('post-stratifies one margin in one step', () => {
    const weighted = postStratify(sampleOf([sex(['f', 'f', 'f', 'm'])]));
    expect(weighted.ok && Array.from(weighted.value.weights)).toEqual([52 / 3, 52 / 3, 52 / 3, 48]);
    const two = sampleOf([sex(['f', 'm']), { ...sex(['f', 'm']), name: 'again' }]);
    expect(postStratify(two)).toMatchObject({ ok: false, code: 'bad-option' });
  });

  it('fits tables, and gives back a table that already fits', () => {
    expect(
      fitTable(
        [
          [1, 1],
          [1, 1],
        ],
        [{ dims: [0], values: [2, 2] }],
      ),
    ).toEqual({
      ok: true,
      value: [
        [1, 1],
        [1, 1],
      ],
    });
    expect(
      fitTable(
        [
          [0, 0],
          [1, 1],
        ],
        [{ dims: [0], values: [2, 2] }],
      ),
    ).toMatchObject({ ok: false, code: 'empty-cell' });
    expect(fitTable([[1, 1]], [{ dims: [0, 1], values: [1] }])).toMatchObject({ ok: false, code: 'bad-target' });
  });
});

describe('what raking refuses, naming the guilty cell', () => {
  it('a category the population has and the sample has not', () => {
    expect(prepareSample([sex(['f', 'f'])])).toMatchObject({
      ok: false,
      code: 'empty-cell',
      margin: 'sex',
      category: 'm',
    });
  });

  it('a category the population figures do not have', () => {
    expect(prepareSample([sex(['f', 'm', 'x'])])).toMatchObject({ ok: false, code: 'unknown-category', category: 'x' });
  });

  it('people whose category is not known, unless they may have their own', () => {
    expect(prepareSample([sex(['f', '', 'm'])])).toMatchObject({ ok: false, code: 'missing-value', margin: 'sex' });
    const sample = sampleOf([sex(['f', undefined, 'm', 'm'])], { missing: 'own-category' });
    const raked = rake(sample);
    expect(raked.ok && raked.value.reached.sex).toEqual({ [NOT_KNOWN]: 25, f: 39, m: 36 });
  });

  it('margins that do not share one total, unless they may be scaled', () => {
    const margins = [sex(['f', 'm']), { name: 'age', targets: { old: 30, young: 30 }, values: ['old', 'young'] }];
    expect(prepareSample(margins)).toMatchObject({ ok: false, code: 'margins-disagree', margin: 'age' });
    expect(prepareSample(margins, { totals: 'scale' }).ok).toBe(true);
  });

  it('margins that this sample can never meet together', () => {
    const age = { name: 'age', targets: { old: 90, young: 10 }, values: ['old', 'young', 'young'] };
    const found = rake(sampleOf([sex(['f', 'm', 'm'], { f: 10, m: 90 }), age]));
    expect(found).toMatchObject({ ok: false, code: 'cannot-be-met' });
    expect(['old', 'young', 'f', 'm']).toContain(!found.ok && found.category);
  });

  it('figures that are no figures', () => {
    expect(prepareSample([sex(['f', 'm'], { f: Number.NaN, m: 1 })])).toMatchObject({
      ok: false,
      code: 'bad-target',
      category: 'f',
    });
    expect(prepareSample([sex(['f', 'm'], { f: -1, m: 1 })])).toMatchObject({
      ok: false,
      code: 'bad-target',
      category: 'f',
    });
    expect(prepareSample([sex(['f', 'm'])], { start: [1, 0] })).toMatchObject({ ok: false, code: 'bad-weight' });
    expect(prepareSample([sex([])])).toMatchObject({ ok: false, code: 'no-replies' });
    expect(prepareSample([])).toMatchObject({ ok: false, code: 'no-margins' });
  });
});

describe('capping', () => {
  const lopsided = () => sampleOf([sex([...new Array<string>(18).fill('f'), 'm', 'm'])]);

  it('cuts to the cap, keeps the sum, and says how far the margins now are off', () => {
    const found = rakeThenTrim(lopsided(), 2);
    expect(found.ok && found.value.capped).toBe(2);
    expect(found.ok && Math.max(...found.value.weights)).toBeCloseTo(10, 10);
    expect(found.ok && found.value.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 10);
    expect(found.ok && found.value.furthest).toMatchObject({ margin: 'sex', category: 'm' });
    // Men were to be 48 and are 2 × 10.
    expect(found.ok && found.value.furthest.off).toBeCloseTo(28 / 48, 10);
  });

  it('goes on until none exceeds the cap, for any weights', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 50, noNaN: true }), { minLength: 3, maxLength: 40 }), (list) => {
        const sample = sampleOf([
          sex(
            list.map(() => 'f'),
            { f: 1 },
          ),
        ]);
        const weights = Float64Array.from(list);
        const mean = list.reduce((a, b) => a + b, 0) / list.length;
        const found = trimWeights(sample, weights, 1.5 * mean);
        if (!found.ok) throw new Error(found.message);
        expect(Math.max(...found.value.weights)).toBeLessThanOrEqual(1.5 * mean * (1 + 1e-12));
        expect(found.value.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(mean * list.length, 6);
      }),
    );
  });

  it('can cap inside each round, leaving margins that are nearly right alone', () => {
    const found = rakeCapped(lopsided(), 2);
    expect(found.ok && Math.max(...found.value.weights)).toBeLessThanOrEqual(10 + 1e-9);
    expect(found.ok && found.value.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(100, 4);
    const nearly = sampleOf([sex([...new Array<string>(50).fill('f'), ...new Array<string>(50).fill('m')])]);
    const left = rakeCapped(nearly, 5);
    expect(left.ok && new Set(left.value.weights).size).toBe(1);
  });

  it('refuses a cap no weights can stay under', () => {
    expect(rakeThenTrim(lopsided(), 1)).toMatchObject({ ok: false, code: 'bad-cap' });
    expect(rakeCapped(lopsided(), 0.5)).toMatchObject({ ok: false, code: 'bad-cap' });
  });
});

describe('the quality of weights', () => {
  it('is perfect for equal weights and worth one reply when one has all', () => {
    expect(weightQuality(Float64Array.of(3, 3, 3, 3))).toMatchObject({ designEffect: 1, effectiveSize: 4, cv: 0 });
    const one = weightQuality(Float64Array.of(1e-9, 1e-9, 1));
    expect(one.effectiveSize).toBeCloseTo(1, 6);
    expect(weightQuality(new Float64Array(0)).n).toBe(0);
  });
});
