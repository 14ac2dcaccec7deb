import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { alternates } from './alternates.ts';
import { feasible, uncoveredPeople } from './feasibility.ts';
import { legacy } from './legacy.ts';
import { chooseAddresses, lettersForSeats, planLetters, replyRate } from './letters.ts';
import { lottery } from './lottery/lottery.ts';
import type { Problem } from './model.ts';
import { outputLists } from './outputs.ts';
import { readPool } from './read/pool.ts';
import { readQuotas } from './read/quotas.ts';
import { applied, relaxations } from './relaxation.ts';
import { cumulativeChance, replacements } from './replace.ts';
import { fairnessOf, intersections, inWords, valueReport } from './report.ts';
import { loadSolver } from './solver.ts';
import { mixTables } from './tables.ts';
import { allPanels, smallProblem } from './testing.ts';

// Hundreds of invented cases each; a busy machine may need a while.
vi.setConfig({ testTimeout: 60_000 });

const solver = await loadSolver();

describe('quotas that cannot be met', () => {
  test('are relaxed at the least cost there is, and then a panel exists', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = smallProblem(seed);
        if (allPanels(problem).length > 0) return;
        const found = relaxations(problem, solver, { alternatives: 2 });
        if (!found.ok) {
          const open = problem.quotas.map((q) => ({ ...q, min: q.minFlex, max: q.maxFlex }));
          expect(allPanels({ ...problem, quotas: open })).toEqual([]);
          return;
        }
        const [first, second] = found.value;
        expect(allPanels({ ...problem, quotas: first!.quotas }).length).toBeGreaterThan(0);
        expect(first!.quotas).toEqual(applied(problem.quotas, first!.changes));
        if (second) expect(second.cost).toBeGreaterThanOrEqual(first!.cost - 1e-9);
        for (const change of first!.changes) {
          const less = first!.changes.filter((one) => one !== change);
          expect(allPanels({ ...problem, quotas: applied(problem.quotas, less) })).toEqual([]);
        }
      }),
      { numRuns: 120, seed: 1 },
    );
  });

  test('make room for one person when asked', () => {
    const people = ['a', 'b', 'c'].map((id) => ({ id, values: { age: id === 'c' ? 'young' : 'old' } }));
    const quotas = [
      { feature: 'age', value: 'old', min: 2, max: 2, minFlex: 0, maxFlex: 2 },
      { feature: 'age', value: 'young', min: 0, max: 0, minFlex: 0, maxFlex: 1 },
    ];
    const problem = { quotas, people, size: 2 };
    expect(uncoveredPeople(problem, solver)).toEqual({ ok: true, value: ['c'] });
    const found = relaxations(problem, solver, { include: 'c', alternatives: 1 });
    expect(found.ok && found.value[0]!.sentences).toEqual([
      'Ask for at least 1 instead of 2 people with age “old”.',
      'Allow up to 1 instead of 0 people with age “young”.',
    ]);
  });

  test('are named, and no more of them than clash', () => {
    const people = ['a', 'b', 'c', 'd'].map((id, i) => ({
      id,
      values: { one: i < 2 ? 'x' : 'y', two: i < 2 ? 'x' : 'y', three: 'z' },
    }));
    const bound = (feature: string, value: string, min: number, max: number) => ({
      feature,
      value,
      min,
      max,
      minFlex: 0,
      maxFlex: 4,
    });
    const quotas = [
      bound('one', 'x', 2, 2),
      bound('one', 'y', 0, 2),
      bound('two', 'x', 0, 2),
      bound('two', 'y', 1, 2),
      bound('three', 'z', 2, 2),
    ];
    const refusal = feasible({ quotas, people, size: 2 }, solver);
    expect(refusal.ok).toBe(false);
    if (!refusal.ok)
      expect(refusal.faults?.map(({ column, value }) => `${column} ${value}`)).toEqual(['one x', 'two y']);
  });

  test('are found by simple sums first', () => {
    const people = [
      { id: 'a', values: { f: 'x' } },
      { id: 'b', values: { f: 'x' } },
    ];
    const quota = (min: number, max: number) => [{ feature: 'f', value: 'x', min, max, minFlex: 0, maxFlex: 9 }];
    expect(feasible({ quotas: quota(0, 1), people, size: 2 }, solver)).toMatchObject({
      message: 'f: the quotas allow panels of 0 to 1, not of 2.',
    });
    expect(feasible({ quotas: quota(3, 9), people, size: 2 }, solver)).toMatchObject({ ok: false, code: 'infeasible' });
  });
});

const quotaCsv = 'Category,Name,Min,MAX,note\nGender,Female,1,2,\ngender,Male,1,2,x\n';
const poolCsv =
  '\ufeffid,GENDER,name,address,postcode\r\n1,female,"Ann, A.",1 High St,AB1 2CD\r\n2, Male ,=Bob,1  high st,ab12cd\r\n,Male,Nobody,,\r\n3,MALE,Cy,,\r\n3,MALE,Cy,,\r\n';

describe('files as people have them', () => {
  const quotas = readQuotas(quotaCsv);
  if (!quotas.ok) throw new Error(quotas.message);
  const pool = readPool(poolCsv, { quotas: quotas.value, size: 2, addressColumns: ['address', 'postcode'] });
  if (!pool.ok) throw new Error(pool.message);

  test('are read whatever their headers, case, spaces and line ends', () => {
    expect(quotas.value.map((q) => [q.feature, q.value, q.min, q.max])).toEqual([
      ['Gender', 'Female', 1, 2],
      ['Gender', 'Male', 1, 2],
    ]);
    expect(pool.value.people.map(({ id, values }) => [id, values.Gender])).toEqual([
      ['1', 'Female'],
      ['2', 'Male'],
      ['3', 'Male'],
    ]);
    expect(pool.value.people[0]!.household).toBe(pool.value.people[1]!.household);
    expect(pool.value.people[2]!.household).toBeUndefined();
    expect(pool.value.warnings.map(({ code, row }) => [code, row])).toEqual([
      ['blank-id', 4],
      ['empty-address', 5],
      ['same-row-twice', 6],
    ]);
  });

  test('know the older heading in which feature means the value', () => {
    const old = readQuotas('category,feature,min,max\ngender,female,1,2\n');
    expect(old.ok && [old.value[0]!.feature, old.value[0]!.value]).toEqual(['gender', 'female']);
  });

  test('go out with a BOM, with no formulas, and with neighbours apart', () => {
    const lists = outputLists(pool.value, ['1']);
    expect(lists.selected.startsWith('\ufeffid,GENDER,name')).toBe(true);
    expect(lists.selected).toContain('"Ann, A."');
    expect(lists.sameAddress).toContain("'=Bob");
    expect(lists.remaining).toContain('Cy');
    expect(lists.remaining).not.toContain('Bob');
  });

  test.each([
    ['', 'empty-file'],
    ['feature,value,min\nf,x,1\n', 'missing-column'],
    ['feature,value,min,max,min\nf,x,1,2,1\n', 'doubled-column'],
    ['feature,value,min,max,min_flex\nf,x,1,2,0\n', 'half-flex'],
    ['feature,value,min,max\nf,x,1.5,2\n', 'not-a-whole-number'],
    ['feature,value,min,max\nf,x,-1,2\n', 'not-a-whole-number'],
    ['feature,value,min,max\nf,x,,2\n', 'not-a-whole-number'],
    ['feature,value,min,max\nf,x,3,2\n', 'min-above-max'],
    ['feature,value,min,max,min_flex,max_flex\nf,x,1,2,2,2\n', 'flex-inside-bounds'],
    ['feature,value,min,max\nf,x,0,1\nF,X,0,1\n', 'doubled-value'],
    ['feature,value,min,max\nf,,0,1\n', 'empty-value'],
  ])('of quotas are refused by name (%#)', (text, code) => {
    expect(readQuotas(text)).toMatchObject({ ok: false, code });
  });

  test.each([
    ['', 2, 'empty-file'],
    ['id,gender\n', 2, 'empty-pool'],
    ['id,sex\n1,Female\n', 2, 'missing-column'],
    ['id,gender\n1,Female\n2,Robot\n', 2, 'unknown-value'],
    ['id,gender\n1,Female\n2,\n', 2, 'empty-value'],
    ['id,gender\n1,Female\n1,Male\n', 1, 'same-id-differs'],
    ['id,gender\n1,Female\n', 2, 'panel-larger-than-pool'],
    ['id,gender\n1,Female\n', 0, 'panel-size'],
    ['id,gender\n1,"Female\n', 1, 'bad-csv'],
  ])('of people are refused by name (%#)', (text, size, code) => {
    expect(readPool(text, { quotas: quotas.value, size })).toMatchObject({ ok: false, code });
  });

  test('report every fault at once, each with its cell', () => {
    const refusal = readPool('id,gender\n1,Robot\n2,\n', { quotas: quotas.value, size: 1 });
    expect(!refusal.ok && refusal.faults?.map(({ code, cell }) => [code, cell])).toEqual([
      ['unknown-value', 'B2'],
      ['empty-value', 'B3'],
    ]);
  });
});

const town: Problem = {
  size: 4,
  quotas: ['x', 'y'].map((value) => ({ feature: 'f', value, min: 2, max: 2, minFlex: 0, maxFlex: 4 })),
  people: Array.from({ length: 12 }, (_, i) => ({
    id: `p${String(i).padStart(2, '0')}`,
    values: { f: i < 4 ? 'x' : 'y' },
    household: i > 9 ? 'shared' : undefined,
  })),
};

describe('drop-outs', () => {
  test('are replaced within what is left of the quotas, never from a member’s address', () => {
    const run = replacements(town, ['p00', 'p10'], ['p01']);
    if (!run.ok) throw new Error(run.message);
    expect(run.value.problem.size).toBe(2);
    expect(run.value.problem.quotas.map((q) => [q.value, q.min, q.max])).toEqual([
      ['x', 1, 1],
      ['y', 1, 1],
    ]);
    expect(run.value.problem.people.map(({ id }) => id)).toEqual([
      'p02',
      'p03',
      'p04',
      'p05',
      'p06',
      'p07',
      'p08',
      'p09',
    ]);
    expect(lottery(run.value.problem, solver).ok).toBe(true);
  });

  test('are refused when nobody is missing, or when a member is unknown', () => {
    expect(replacements(town, ['p00', 'p01', 'p04', 'p05'], [])).toMatchObject({ ok: false, code: 'panel-size' });
    expect(replacements(town, ['who'], [])).toMatchObject({ ok: false, code: 'unknown-person' });
  });

  test('leave a person the chance of all rounds together', () => {
    expect(cumulativeChance([0.2, 0.5])).toBeCloseTo(0.6, 12);
  });

  test('are better met with alternates held ready than without', () => {
    const found = alternates(town, ['p00', 'p01', 'p04', 'p05'], solver, {
      count: 2,
      seed: 'public',
      samples: 40,
      stay: new Map([['p00', 0.3]]),
    });
    if (!found.ok) throw new Error(found.message);
    expect(found.value.people.length).toBeLessThanOrEqual(2);
    expect(found.value.people.some((id) => ['p02', 'p03'].includes(id))).toBe(true);
    expect(found.value.expectedMiss).toBeLessThan(found.value.expectedMissWithout);
  });
});

describe('letters', () => {
  test('go out in full, in proportion, with the extra share to deprived areas', () => {
    const plan = planLetters(
      [
        { name: 'north', addresses: 6000, deprived: false },
        { name: 'south', addresses: 4000, deprived: true },
      ],
      1000,
    );
    expect(plan.ok && plan.value.map(({ letters }) => letters)).toEqual([480, 520]);
  });

  test('are never more than there are addresses', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ addresses: fc.integer({ min: 0, max: 50 }), deprived: fc.boolean() }), {
          minLength: 1,
          maxLength: 6,
        }),
        fc.integer({ min: 1, max: 100 }),
        (areas, letters) => {
          const strata = areas.map((area, i) => ({ name: String(i), ...area }));
          const total = strata.reduce((sum, one) => sum + one.addresses, 0);
          const plan = planLetters(strata, letters);
          expect(plan.ok).toBe(letters <= total);
          if (!plan.ok) return;
          expect(plan.value.reduce((sum, one) => sum + one.letters, 0)).toBe(letters);
          expect(plan.value.every((one) => one.letters <= one.addresses)).toBe(true);
        },
      ),
    );
    expect(lettersForSeats([{ name: 'a', addresses: 100, seats: 2, replyRate: 0.05 }], 2)[0]!.letters).toBe(80);
  });

  test('choose addresses anyone can recompute, whatever their order', () => {
    const all = Array.from({ length: 40 }, (_, i) => `house ${i}`);
    expect(chooseAddresses([...all].reverse(), 5, 'seed', 'north')).toEqual(chooseAddresses(all, 5, 'seed', 'north'));
  });

  test('are answered at a rate told with its interval', () => {
    const { rate, low, high } = replyRate(5, 100);
    expect([rate, low.toFixed(3), high.toFixed(3)]).toEqual([0.05, '0.022', '0.112']);
  });
});

describe('tables', () => {
  const people = Array.from({ length: 24 }, (_, i) => ({
    id: `p${i}`,
    values: { gender: i % 2 ? 'm' : 'f', age: i % 3 ? 'old' : 'young' },
  }));

  test('seat everyone once a round, mixed, and mostly with new people', () => {
    const { rounds, uneven, repeatedPairs } = mixTables(people, ['gender', 'age'], 4, 3, 'seed');
    for (const tables of rounds) {
      expect(tables.map((t) => t.length)).toEqual([6, 6, 6, 6]);
      expect(tables.flat().sort()).toEqual(people.map(({ id }) => id).sort());
    }
    expect(uneven).toBeLessThan(3);
    expect(repeatedPairs).toBeLessThan(45);
  });

  test('are the same for the same seed and any order of people', () => {
    expect(mixTables([...people].reverse(), ['gender'], 4, 2, 's')).toEqual(mixTables(people, ['gender'], 4, 2, 's'));
  });
});

describe('the report', () => {
  const found = lottery(town, solver);
  if (!found.ok) throw new Error(found.message);

  test('tells how even the chances are', () => {
    expect(fairnessOf([0.5, 0.5])).toMatchObject({ gini: 0, mean: 0.5, geometricMean: 0.5 });
    expect(fairnessOf([0, 1]).gini).toBeCloseTo(0.5, 12);
    expect(fairnessOf(found.value.probabilities).lowest).toBeCloseTo(0.25, 9);
  });

  test('sets targets beside pool and panel, and hides small cells', () => {
    const selected = ['p00', 'p01', 'p04', 'p05'];
    expect(
      valueReport(town, selected).map(({ pool, selected, withinTarget }) => [pool, selected, withinTarget]),
    ).toEqual([
      [4, 2, true],
      [8, 2, true],
    ]);
    const cells = intersections(town, found.value, selected, ['f', 'f']);
    expect(cells.find(({ values }) => values.join() === 'x,x')!.pool).toBeUndefined();
    expect(cells.find(({ values }) => values.join() === 'y,y')!.expected).toBeCloseTo(2, 9);
  });

  test('tells one person their chance in words', () => {
    expect(inWords(0.25, found.value)).toBe(
      'Your chance of being selected was about 1 in 4. The fairest possible lottery gives nobody less than about 1 in 4, and this one does.',
    );
    expect(inWords(0, found.value)).toContain('no panel you could be on');
  });
});

test('LEGACY draws only real panels and shows whom it leaves behind', () => {
  const found = legacy(town, 400, 1);
  if (!found.ok) throw new Error(found.message);
  expect(found.value.panels).toBe(400);
  expect(found.value.frequencies.reduce((sum, p) => sum + p, 0)).toBeCloseTo(4, 9);
});
