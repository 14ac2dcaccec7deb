import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { ejrPlusViolations } from '../audit.ts';
import type { Measure, PlainElection } from '../model.ts';
import { fraction } from '../rational.ts';
import { profileOf } from '../support.ts';
import { made, plainEqualShares, smallElections, smallPointElections } from '../testing.ts';
import { tieRanks } from '../ties.ts';
import { type Completion, equalShares } from './complete.ts';

// Hundreds of invented cases each; a busy machine may need a while.
vi.setConfig({ testTimeout: 60_000 });

function counting(plain: PlainElection, measure: Measure) {
  const election = made(plain);
  const profile = profileOf(election, measure);
  const ranks = tieRanks(election, 'recommended');
  if (!profile.ok || !ranks.ok) throw new Error('not countable');
  return { election, profile: profile.value, tieRank: ranks.value };
}

function outcome(
  plain: PlainElection,
  measure: Measure,
  options: { completion?: Completion; stopWhenExhaustive?: boolean; integralStart?: boolean } = {},
) {
  const { election, profile, tieRank } = counting(plain, measure);
  const result = equalShares(profile, { tieRank, ...options });
  if (!result.ok) throw new Error(result.message);
  return { ...result.value, ids: result.value.bought.map((c) => election.projects[c]!.id), election };
}

const approval = (budget: number, costs: Record<string, number>, ballots: string[][]): PlainElection => ({
  ballotType: 'approval',
  budget: BigInt(budget),
  projects: Object.entries(costs).map(([id, cost]) => ({ id, cost: BigInt(cost) })),
  ballots,
});

describe('Equal Shares', () => {
  test.each(['cost', 'cardinality'] as const)('buys what the plain method buys, in the same order (%s)', (measure) => {
    fc.assert(
      fc.property(smallElections, (plain) => {
        const { election, profile, tieRank } = counting(plain, measure);
        const { bought } = outcome(plain, measure, { completion: 'none' });
        const costs = election.projects.map((project) => project.cost);
        const approves = plain.ballots.map((ids) => new Set(ids as readonly string[]));
        const utility = (i: number, c: number) =>
          approves[i]!.has(election.projects[c]!.id) ? profile.factor[c]! : 0n;
        expect(bought).toEqual(
          plainEqualShares(costs, election.voters, utility, fraction(plain.budget, BigInt(election.voters)), tieRank),
        );
      }),
      { numRuns: 600, seed: 1 },
    );
  });

  test.each(['points_cost', 'points'] as const)('does so for ballots with points (%s)', (measure) => {
    fc.assert(
      fc.property(smallPointElections, (plain) => {
        const { election, profile, tieRank } = counting(plain, measure);
        const { bought } = outcome(plain, measure, { completion: 'none' });
        const costs = election.projects.map((project) => project.cost);
        const points = plain.ballots as readonly Record<string, number>[];
        const utility = (i: number, c: number) =>
          BigInt(points[i]![election.projects[c]!.id] ?? 0) * profile.factor[c]!;
        expect(bought).toEqual(
          plainEqualShares(costs, election.voters, utility, fraction(plain.budget, BigInt(election.voters)), tieRank),
        );
      }),
      { numRuns: 400, seed: 2 },
    );
  });

  test.each<Completion>(['none', 'greedy', 'add1', 'add1u', 'epsilon'])(
    'never spends more than there is (%s)',
    (completion) => {
      fc.assert(
        fc.property(smallElections, (plain) => {
          const { bought, election } = outcome(plain, 'cost', { completion });
          const spent = bought.reduce((sum, c) => sum + election.projects[c]!.cost, 0n);
          expect(spent <= election.budget).toBe(true);
          expect(new Set(bought).size).toBe(bought.length);
        }),
        { numRuns: 200, seed: 3 },
      );
    },
  );

  test.each<Completion>(['greedy', 'add1u', 'epsilon'])(
    'leaves no supported project that still fits (%s)',
    (completion) => {
      fc.assert(
        fc.property(smallElections, (plain) => {
          const { bought, election } = outcome(plain, 'cost', { completion });
          const { votes } = counting(plain, 'cost').profile;
          const left = bought.reduce((sum, c) => sum - election.projects[c]!.cost, election.budget);
          const fits = election.projects.filter(
            (project, c) => !bought.includes(c) && votes[c]! > 0 && project.cost <= left,
          );
          expect(fits).toEqual([]);
        }),
        { numRuns: 200, seed: 4 },
      );
    },
  );

  test('leaves no group that could have paid for more, whatever the completion', () => {
    fc.assert(
      fc.property(smallElections, fc.constantFrom<Completion>('none', 'greedy', 'add1u'), (plain, completion) => {
        const { bought } = outcome(plain, 'cost', { completion });
        expect(ejrPlusViolations(counting(plain, 'cost').profile, bought)).toEqual([]);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  test('is the same whatever the order of ballots and projects', () => {
    fc.assert(
      fc.property(smallElections, (plain) => {
        const turned = { ...plain, projects: [...plain.projects].reverse(), ballots: [...plain.ballots].reverse() };
        expect(outcome(turned, 'cost').ids).toEqual(outcome(plain, 'cost').ids);
      }),
      { numRuns: 150, seed: 6 },
    );
  });

  test('lets the poor pay all they have and the others the rest', () => {
    const plain = approval(30, { a: 10, b: 14 }, [['a', 'b'], ['a', 'b'], ['b']]);
    const { ids, run } = outcome(plain, 'cost', { completion: 'none' });
    expect(ids).toEqual(['b', 'a']);
    expect([...run.balances].map((left) => left.toFixed(4)).sort()).toEqual(['0.3333', '5.3333']);
  });

  test('keeps the share of people who cast an empty ballot', () => {
    const plain = approval(20, { a: 11 }, [['a'], []]);
    expect(outcome(plain, 'cost', { completion: 'none' }).ids).toEqual([]);
    expect(outcome(plain, 'cost', { completion: 'greedy' }).ids).toEqual(['a']);
  });

  test('takes supported projects that cost nothing', () => {
    expect(outcome(approval(0, { a: 0, b: 0, c: 5 }, [['a', 'c']]), 'cost', { completion: 'none' }).ids).toEqual(['a']);
  });

  test('raises the shares until the first outcome that would cost too much', () => {
    const plain = approval(10, { a: 6, b: 9 }, [['a'], ['b'], ['b']]);
    const { ids, increments } = outcome(plain, 'cost', { completion: 'add1', stopWhenExhaustive: false });
    expect([ids, increments]).toEqual([['b'], 2]);
  });

  test('jumps to the first share that buys anything instead of counting up to it', () => {
    const plain = approval(1_500_000_000, { a: 1_000_000_000, b: 1_000_000_000 }, [['a'], ['b'], []]);
    const { ids, increments, runs } = outcome(plain, 'cost', { completion: 'add1' });
    expect([ids, increments]).toEqual([[], 499_999_999]);
    expect(runs).toBeLessThan(5);
  });

  test('refuses an election nobody voted in', () => {
    const { profile, tieRank } = counting(approval(10, { a: 1 }, []), 'cost');
    expect(equalShares(profile, { tieRank })).toMatchObject({ ok: false, code: 'no-voters' });
  });
});
