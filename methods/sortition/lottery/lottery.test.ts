import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Problem } from '../model.ts';
import type { LinearRow } from '../polytope.ts';
import { EXACT_LP, loadSolver, modelOf, OPTIMAL } from '../solver.ts';
import { allPanels, meets, smallProblem } from '../testing.ts';
import { lotteryInWorker } from './in-worker.ts';
import { lottery, type Objective } from './lottery.ts';
import { heaviestPanel, lotteryFaults } from './verify.ts';

// Hundreds of invented cases each; a busy machine may need a while.
vi.setConfig({ testTimeout: 60_000 });

const solver = await loadSolver();
const inf = Number.POSITIVE_INFINITY;

/** LEXIMIN over a list of all panels, person by person: slow, and written apart from the method it checks. */
function leximinOfList(panels: readonly string[][], ids: readonly string[]): number[] {
  const P = panels.length;
  const rowsOf = (id: string) => panels.flatMap((panel, p) => (panel.includes(id) ? [p] : []));
  const fixed = new Map<string, number>(ids.filter((id) => rowsOf(id).length === 0).map((id) => [id, 0]));
  const best = (level: number | undefined, aim: string | undefined) => {
    const rows: LinearRow[] = [
      { kinds: Int32Array.from(panels, (_, p) => p), weights: new Float64Array(P).fill(1), low: 1, high: 1 },
    ];
    for (const id of ids) {
      const own = rowsOf(id);
      const free = !fixed.has(id);
      const z = level === undefined && free;
      const low = free ? (level === undefined ? 0 : level - 1e-9) : fixed.get(id)! - 1e-9;
      if (own.length === 0) continue;
      rows.push({
        kinds: Int32Array.from(z ? [...own, P] : own),
        weights: Float64Array.from(z ? [...own.map(() => 1), -1] : own.map(() => 1)),
        low,
        high: inf,
      });
    }
    const cost = new Float64Array(P + 1);
    if (aim === undefined) cost[P] = 1;
    else for (const p of rowsOf(aim)) cost[p] = 1;
    const model = modelOf(
      solver,
      { cost, low: new Float64Array(P + 1), high: new Float64Array(P + 1).fill(1) },
      rows,
      'max',
    );
    model.options.set(EXACT_LP);
    const status = model.run().modelStatus;
    const value = model.getObjectiveValue();
    model.dispose();
    expect(status).toBe(OPTIMAL);
    return value;
  };
  while (fixed.size < ids.length) {
    const level = best(undefined, undefined);
    const stuck = ids.filter((id) => !fixed.has(id) && best(level, id) < level + 1e-7);
    for (const id of stuck) fixed.set(id, level);
    expect(stuck.length).toBeGreaterThan(0);
  }
  return ids.map((id) => fixed.get(id)!);
}

describe('the lottery', () => {
  test('is LEXIMIN over every panel there is, on invented pools', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = smallProblem(seed);
        const panels = allPanels(problem);
        const found = lottery(problem, solver);
        expect(found.ok).toBe(panels.length > 0);
        if (!found.ok) return;
        expect(found.value.certificate.unproved).toBeUndefined();
        const wanted = leximinOfList(panels, found.value.kinds.people);
        for (const [i, p] of wanted.entries()) expect(found.value.probabilities[i]).toBeCloseTo(p, 5);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  test('names exactly the people who are on no panel', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
        const problem = smallProblem(seed);
        const panels = allPanels(problem);
        const found = lottery(problem, solver);
        if (!found.ok) return;
        const never = problem.people.map(({ id }) => id).filter((id) => !panels.some((panel) => panel.includes(id)));
        expect([...found.value.uncovered].sort()).toEqual(never.sort());
      }),
      { numRuns: 60, seed: 2 },
    );
  });

  test.each<Objective>(['leximin', 'maximin', 'nash', 'goldilocks', 'minimax'])(
    '%s gives real panels and a certificate that covers it',
    (objective) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
          const problem = smallProblem(seed);
          const found = lottery(problem, solver, { objective });
          if (!found.ok) return;
          expect(lotteryFaults(problem, found.value)).toEqual([]);
          expect(found.value.certificate.gap).toBeLessThan(1e-5);
        }),
        { numRuns: 40, seed: 3 },
      );
    },
  );

  test('is the same to the last bit whatever the order of people and quotas', () => {
    const problem = smallProblem(77);
    const turned: Problem = {
      ...problem,
      people: [...problem.people].reverse(),
      quotas: [...problem.quotas].reverse(),
    };
    const [one, other] = [lottery(problem, solver), lottery(turned, solver)];
    expect(one).toEqual(other);
  });

  test('hands out a certificate whose weights no panel exceeds', () => {
    const problem = smallProblem(5);
    const found = lottery(problem, solver);
    if (!found.ok) throw new Error(found.message);
    const { weights, bound } = found.value.certificate;
    const byId = new Map(found.value.kinds.people.map((id, i) => [id, weights![i]!]));
    const heaviest = Math.max(...allPanels(problem).map((panel) => panel.reduce((sum, id) => sum + byId.get(id)!, 0)));
    expect(heaviest).toBeLessThanOrEqual(bound + 1e-9);
    const checked = heaviestPanel(problem, byId, solver);
    expect(checked.ok && checked.value.weight).toBeCloseTo(heaviest, 9);
  });

  test('finds the true answer where averages promise more than panels can keep', () => {
    const values = (a: string, b: string, c: string) => ({ carer: a, disabled: b, renter: c });
    const group = (n: number, from: number, v: Record<string, string>) =>
      Array.from({ length: n }, (_, i) => ({ id: `P${from + i}`, values: v }));
    const one = (feature: string) =>
      ['yes', 'no'].map((value) => ({ feature, value, min: 1, max: 1, minFlex: 0, maxFlex: 2 }));
    const people = [
      ...group(3, 10, values('yes', 'yes', 'no')),
      ...group(3, 20, values('no', 'no', 'yes')),
      ...group(2, 30, values('yes', 'no', 'no')),
      ...group(2, 40, values('no', 'yes', 'yes')),
    ];
    const problem = { people, size: 2, quotas: [...one('carer'), ...one('disabled'), ...one('renter')] };
    const found = lottery(problem, solver);
    if (!found.ok) throw new Error(found.message);
    const wanted = leximinOfList(allPanels(problem), found.value.kinds.people);
    expect([...found.value.probabilities].map((p) => p.toFixed(6))).toEqual(wanted.map((p) => p.toFixed(6)));
  });

  test('without features gives everyone k / n', () => {
    const people = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, values: {} }));
    const found = lottery({ quotas: [], people, size: 2 }, solver);
    expect(found.ok && [...found.value.probabilities]).toEqual(
      [0.4, 0.4, 0.4, 0.4, 0.4].map((p) => expect.closeTo(p, 9)),
    );
  });

  test('of the whole pool is the one panel', () => {
    const people = ['a', 'b'].map((id) => ({ id, values: { f: id } }));
    const quotas = ['a', 'b'].map((value) => ({ feature: 'f', value, min: 1, max: 1, minFlex: 0, maxFlex: 2 }));
    const found = lottery({ quotas, people, size: 2 }, solver);
    expect(found.ok && [...found.value.probabilities]).toEqual([1, 1]);
  });

  test('refuses a household of all with a panel of two', () => {
    const people = ['a', 'b', 'c'].map((id) => ({ id, values: {}, household: 'one' }));
    expect(lottery({ quotas: [], people, size: 2 }, solver)).toMatchObject({ ok: false, code: 'infeasible' });
  });

  test('never puts two people of one address on a panel', () => {
    const people = Array.from({ length: 8 }, (_, i) => ({
      id: `p${i}`,
      values: { f: i % 2 ? 'x' : 'y' },
      household: `h${i >> 1}`,
    }));
    const quotas = ['x', 'y'].map((value) => ({ feature: 'f', value, min: 1, max: 2, minFlex: 0, maxFlex: 3 }));
    const problem = { quotas, people, size: 3 };
    const found = lottery(problem, solver);
    if (!found.ok) throw new Error(found.message);
    expect(
      allPanels(problem).every((panel) =>
        meets(
          problem,
          people.filter(({ id }) => panel.includes(id)),
        ),
      ),
    ).toBe(true);
    for (const p of found.value.probabilities) expect(p).toBeCloseTo(3 / 8, 6);
  });

  test('comes out of its own thread the same, and can be stopped', async () => {
    const problem = smallProblem(5);
    expect(await lotteryInWorker(problem)).toEqual(lottery(problem, solver));
    const stop = new AbortController();
    const stopped = lotteryInWorker(problem, { signal: stop.signal });
    stop.abort();
    expect(await stopped).toMatchObject({ ok: false, message: 'The run was stopped.' });
  });
});
