import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { ejrPlusViolations } from './audit.ts';
import { belowThreshold, compareOutcomes, officialComparison } from './compare.ts';
import { counterfactual, effectiveSupport } from './effective-support.ts';
import { equalShares } from './equal-shares/complete.ts';
import { explainRun, receipt } from './explain.ts';
import { fairness, fairnessByGroup, spendingShares } from './fairness.ts';
import { greedy } from './greedy.ts';
import { election, type PlainElection } from './model.ts';
import { phragmen } from './phragmen.ts';
import { fraction } from './rational.ts';
import { profileOf } from './support.ts';
import { made, smallElections, smallPointElections } from './testing.ts';
import { lotOf, tieRanks } from './ties.ts';
import { maxWelfare } from './welfare.ts';

// Hundreds of invented cases each; a busy machine may need a while.
vi.setConfig({ testTimeout: 60_000 });

function ready(plain: PlainElection) {
  const election = made(plain);
  const profile = profileOf(election, plain.ballotType === 'approval' ? 'cost' : 'points_cost');
  const ranks = tieRanks(election, 'recommended');
  if (!profile.ok || !ranks.ok) throw new Error('not countable');
  return { election, profile: profile.value, tieRank: ranks.value };
}

const town: PlainElection = {
  ballotType: 'approval',
  budget: 100n,
  projects: [
    { id: 'bench', cost: 20n },
    { id: 'pool', cost: 90n },
    { id: 'trees', cost: 30n },
  ],
  ballots: [['pool'], ['pool'], ['pool'], ['pool', 'trees'], ['trees', 'bench'], ['trees', 'bench'], ['bench'], []],
};

describe('greedy', () => {
  test('takes the most supported that fits, and says what came first that did not', () => {
    const { profile, tieRank } = ready(town);
    expect(greedy(profile, { tieRank })).toEqual({ bought: [1], firstTooDear: { project: 0, left: 10n } });
    expect(greedy(profile, { tieRank, minVotes: 4 }).bought).toEqual([1]);
  });

  test('stops at the first that does not fit when told so', () => {
    const { profile, tieRank } = ready({ ...town, budget: 60n });
    expect(greedy(profile, { tieRank, whenTooDear: 'stop' }).bought).toEqual([]);
    expect(greedy(profile, { tieRank }).bought).toEqual([0, 2]);
  });
});

describe('largest welfare', () => {
  test.each([smallElections, smallPointElections])('is as good as the best of all sets', (elections) => {
    fc.assert(
      fc.property(elections, (plain) => {
        const { election, profile } = ready(plain);
        const m = election.projects.length;
        let best = 0n;
        for (let set = 0; set < 2 ** m; set++) {
          const chosen = [...Array(m).keys()].filter((c) => set & (1 << c));
          const cost = chosen.reduce((sum, c) => sum + election.projects[c]!.cost, 0n);
          const value = chosen.reduce((sum, c) => sum + BigInt(profile.weightSum[c]!) * profile.factor[c]!, 0n);
          if (cost <= election.budget && value > best) best = value;
        }
        const found = maxWelfare(profile);
        expect(found.ok && found.value.welfare).toBe(best);
        expect(found.ok && found.value.cost <= election.budget).toBe(true);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});

describe('Phragmén', () => {
  test('stays within the budget and buys only what someone chose', () => {
    fc.assert(
      fc.property(smallElections, (plain) => {
        const { election, profile, tieRank } = ready(plain);
        const found = phragmen(profile, { tieRank });
        if (!found.ok) throw new Error(found.message);
        expect(found.value.reduce((sum, c) => sum + election.projects[c]!.cost, 0n) <= election.budget).toBe(true);
        expect(found.value.every((c) => profile.votes[c]! > 0)).toBe(true);
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  test('refuses ballots that are not approvals', () => {
    const { profile, tieRank } = ready({ ...town, ballotType: 'cumulative', ballots: [{ pool: 3 }] });
    expect(phragmen(profile, { tieRank })).toMatchObject({ ok: false, code: 'rule-needs-approval' });
  });
});

describe('ties', () => {
  const tied = {
    ...town,
    projects: ['b', 'a', 'Z', '𐐷', 'ﬀ'].map((id) => ({ id, cost: 5n })),
    ballots: [['a'], ['b']],
  };
  const order = (rule: Parameters<typeof tieRanks>[1]) => {
    const election = made(tied);
    const ranks = tieRanks(election, rule);
    if (!ranks.ok) return ranks;
    return election.projects
      .map((p, c) => [p.id, ranks.value[c]!] as const)
      .sort((x, y) => x[1] - y[1])
      .map(([id]) => id);
  };

  test('go by code point, by cost and support, by a lot, or by a list', () => {
    expect(order('lexicographic')).toEqual(['Z', 'a', 'b', 'ﬀ', '𐐷']);
    expect(order('recommended')).toEqual(['a', 'b', 'Z', 'ﬀ', '𐐷']);
    const lot = ['Z', 'ﬀ', '𐐷'].sort((x, y) => (lotOf('seed', x) < lotOf('seed', y) ? -1 : 1));
    const two = ['a', 'b'].sort((x, y) => (lotOf('seed', x) < lotOf('seed', y) ? -1 : 1));
    expect(order({ rule: 'lot', seed: 'seed' })).toEqual([...two, ...lot]);
    expect(order({ rule: 'listed', order: ['ﬀ', 'b', 'a', '𐐷', 'Z'] })).toEqual(['ﬀ', 'b', 'a', '𐐷', 'Z']);
    expect(order({ rule: 'listed', order: ['a'] })).toMatchObject({ ok: false, code: 'tie-order-incomplete' });
  });
});

describe('fairness', () => {
  test('counts who got nothing and how even it is', () => {
    const { election } = ready(town);
    const own = fairness(election, [1]);
    expect(own).toMatchObject({
      votersWithNoWinner: 4,
      exclusionRatio: 0.5,
      averageSupportedWinners: 0.5,
      averageCostOfSupportedWinners: 45,
    });
    expect([...own.supportedWinnerDistribution]).toEqual([
      [0, 4],
      [1, 4],
    ]);
    expect(own.giniOfSupportedWinners).toBeCloseTo(0.5, 12);
  });

  test('is told for each group of voters', () => {
    const { election } = ready(town);
    const groups = fairnessByGroup(election, [1], ['n', 'n', 'n', 'n', 's', 's', 's', 's']);
    expect(groups.get('n')).toMatchObject({ voters: 4, votersWithNoWinner: 0 });
    expect(groups.get('s')).toMatchObject({ voters: 4, votersWithNoWinner: 4 });
  });

  test('sets spending beside votes', () => {
    const { election } = ready(town);
    expect(spendingShares(election, [0, 2], ['street', 'sport', 'street'])).toEqual([
      { group: 'sport', spent: 0n, spendingShare: 0, voteShare: 0.4 },
      { group: 'street', spent: 50n, spendingShare: 1, voteShare: 0.6 },
    ]);
  });

  test('audit names the project a group could have paid for, and the smallest such group', () => {
    const { profile } = ready(town);
    expect(ejrPlusViolations(profile, [1])).toEqual([{ project: 0, group: 2 }]);
    expect(ejrPlusViolations(profile, [0, 2])).toEqual([]);
  });
});

describe('comparison', () => {
  test('counts a voter without a winner as 0, and lets greedy stand only if strictly more are better off', () => {
    const { election } = ready(town);
    const counted = compareOutcomes(election, [0, 2], [1]);
    expect(counted.byNumberOfSupportedWinners).toEqual({ preferFirst: 3, preferSecond: 3, indifferent: 2 });
    expect(officialComparison(election, [0, 2], [1]).chosen).toBe('equal-shares');
    expect(officialComparison(election, [0], [1]).chosen).toBe('greedy');
    expect(officialComparison(election, [0, 2], [1], 'excluded').chosen).toBe('equal-shares');
  });

  test('a share of votes can be asked for entry', () => {
    const { election, profile } = ready(town);
    expect(belowThreshold(election, profile.votes, 1)).toEqual([1]);
  });
});

describe('explanations', () => {
  const richer = { ...town, budget: 120n };
  const { election: counted, profile, tieRank } = ready(richer);
  const endowment = fraction(120n, 8n);

  test('say who paid for each winner and who took the money of each loser', () => {
    const told = explainRun(profile, endowment, tieRank);
    expect(
      told.rounds.map(({ project, votes, payingInFull }) => [counted.projects[project]!.id, votes, payingInFull]),
    ).toEqual([
      ['bench', 3, 3],
      ['trees', 3, 1],
    ]);
    const [pool] = told.losers;
    expect(pool).toMatchObject({ project: 1, votes: 4, behindAtStart: 60 });
    expect(pool!.takenBy).toEqual([{ project: 2, paid: expect.closeTo(40 / 3, 9) }]);
  });

  test('give each voter a receipt that adds up to their share', () => {
    for (let group = 0; group < counted.ballots.size; group++) {
      const own = receipt(profile, endowment, tieRank, group);
      expect(own.paid.reduce((sum, { amount }) => sum + amount, own.left)).toBeCloseTo(15, 9);
    }
  });

  test('put winners at 100 or more, and losers below', () => {
    const support = effectiveSupport(profile, endowment, tieRank);
    expect(support[0]).toBeGreaterThanOrEqual(100);
    expect(support[2]).toBeGreaterThanOrEqual(100);
    expect(support[1]).toBeLessThan(100);
  });

  test('find what would have made a loser win, and it does', () => {
    const { costToWin, extraVotes } = counterfactual(profile, tieRank, 1);
    const wins = (plain: PlainElection) => {
      const again = ready(plain);
      const found = equalShares(again.profile, { tieRank: again.tieRank, completion: 'none' });
      return found.ok && found.value.bought.includes(1);
    };
    const priced = (cost: bigint) => ({
      ...richer,
      projects: town.projects.map((p) => (p.id === 'pool' ? { ...p, cost } : p)),
    });
    expect([wins(priced(costToWin!)), wins(priced(costToWin! + 1n))]).toEqual([true, false]);
    const joined = (n: number) => ({
      ...richer,
      ballots: [...town.ballots, ...Array.from({ length: n }, () => ['pool'])],
    });
    expect([wins(joined(extraVotes!)), wins(joined(extraVotes! - 1))]).toEqual([true, false]);
  });
});

describe('an election from plain values', () => {
  test.each([
    [{ ...town, budget: -1n }, 'negative-budget'],
    [{ ...town, projects: [{ id: 'a', cost: -5n }], ballots: [] }, 'negative-cost'],
    [{ ...town, projects: [...town.projects, { id: 'pool', cost: 1n }] }, 'duplicate-project'],
    [{ ...town, ballots: [['lake']] }, 'unknown-project'],
    [{ ...town, ballots: [['pool', 'pool']] }, 'repeated-project'],
    [{ ...town, ballotType: 'cumulative' as const, ballots: [{ pool: 0.5 }] }, 'not-a-number'],
  ])('is refused by name when it cannot be', (plain, code) => {
    expect(election(plain)).toMatchObject({ ok: false, code });
  });

  test('is refused a measure its ballots cannot carry', () => {
    expect(profileOf(made(town), 'points')).toMatchObject({ ok: false, code: 'measure-does-not-fit' });
  });
});
