import { equalShares } from './equal-shares/complete.ts';
import { equalSharesRun } from './equal-shares/run.ts';
import type { Fraction } from './rational.ts';
import type { Profile } from './support.ts';

/** A share this close to a whole per cent is settled by exact numbers. */
const UNSURE = 1e-6;

/**
 * How near each project came, in whole per cent: the best over the rounds of a count without it of
 * `Σ min(b_i, ρ · u_i(c)) / cost(c)` (balances after the round's payment), and at the end of `Σ b_i / cost(c)`, rounded down. Winners have at least 100.
 * “99” reads: a little more support would have done it. Projects without cost or votes are given as undefined.
 */
export function effectiveSupport(profile: Profile, endowment: Fraction, tieRank: Int32Array): (number | undefined)[] {
  const { election, votes } = profile;
  const run = (without?: number) =>
    equalSharesRun(profile, { endowmentTop: endowment.top, endowmentBottom: endowment.bottom, tieRank, without });
  const won = new Set(run().bought);
  return election.projects.map((project, c) => {
    if (project.cost === 0n || votes[c] === 0) return undefined;
    const share = bestShare(profile, endowment, tieRank, c);
    return won.has(c) ? Math.max(100, share) : share;
  });
}

function bestShare(profile: Profile, endowment: Fraction, tieRank: Int32Array, c: number): number {
  const { election, start, ballot, weight, factor, costs } = profile;
  const { copies } = election.ballots;
  let best = 0n;
  let rough = 0;
  const cost = election.projects[c]!.cost;
  const run = equalSharesRun(profile, {
    endowmentTop: endowment.top,
    endowmentBottom: endowment.bottom,
    tieRank,
    without: c,
    onPaid: ({ project, paymentTop, ledger, payment, balances }) => {
      const due = (payment * Number(factor[c]!)) / Number(factor[project]!);
      let sum = 0;
      for (let s = start[c]!; s < start[c + 1]!; s++) {
        sum += copies[ballot[s]!]! * Math.min(balances[ballot[s]!]!, due * weight[s]!);
      }
      settle(sum, () => {
        const bottom = factor[project]!;
        let exact = 0n;
        for (let s = start[c]!; s < start[c + 1]!; s++) {
          const b = ballot[s]!;
          const held = balances[b] === 0 ? 0n : ledger.balance(b) * bottom;
          const owed = paymentTop * factor[c]! * BigInt(weight[s]!);
          exact += BigInt(copies[b]!) * (held < owed ? held : owed);
        }
        return (exact * 100n) / (cost * ledger.denominator * bottom);
      });
    },
  });
  let sum = 0;
  for (let s = start[c]!; s < start[c + 1]!; s++) sum += copies[ballot[s]!]! * run.balances[ballot[s]!]!;
  settle(sum, () => (run.ledger.held(c, run.balances) * 100n) / (cost * run.ledger.denominator));
  return Number(best);

  function settle(sum: number, exactly: () => bigint): void {
    const share = (100 * sum) / costs[c]!;
    if (share < rough - UNSURE) return;
    rough = Math.max(rough, share);
    const whole =
      Math.abs(share - Math.round(share)) < UNSURE * Math.max(1, share) ? exactly() : BigInt(Math.floor(share));
    if (whole > best) best = whole;
  }
}

export interface Counterfactual {
  /** Largest cost, in money units, at which the project would have won with everything else the same. */
  readonly costToWin: bigint | undefined;
  /** Fewest extra supporters, each voting for it alone, with which it would have won. */
  readonly extraVotes: number | undefined;
}

/**
 * What would have made a losing project win under plain Equal Shares at this endowment, found by bisection and confirmed
 * by counting again. Winning is checked, not assumed to be monotone, at the two values returned.
 */
export function counterfactual(profile: Profile, tieRank: Int32Array, project: number): Counterfactual {
  const { election } = profile;
  const wins = (changed: Profile) => {
    const outcome = equalShares(changed, { tieRank, completion: 'none' });
    return outcome.ok && outcome.value.bought.includes(project);
  };
  const withCost = (cost: bigint): Profile => {
    const projects = election.projects.map((one, c) => (c === project ? { ...one, cost } : one));
    const byCostMeasure = profile.measure === 'cost' || profile.measure === 'points_cost';
    return {
      ...profile,
      election: { ...election, projects },
      costs: profile.costs.map((one, c) => (c === project ? Number(cost) : one)),
      factor: byCostMeasure ? profile.factor.map((one, c) => (c === project ? cost : one)) : profile.factor,
    };
  };
  let low = 0n;
  let high = election.projects[project]!.cost;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (wins(withCost(middle))) low = middle;
    else high = middle;
  }
  return { costToWin: low > 0n ? low : undefined, extraVotes: extraVotes() };

  function extraVotes(): number | undefined {
    let none = 0;
    let enough = 1;
    const limit = 4 * election.voters + 1000;
    while (!wins(withVotes(enough))) {
      none = enough;
      enough *= 2;
      if (enough > limit) return undefined;
    }
    while (enough - none > 1) {
      const middle = Math.floor((none + enough) / 2);
      if (wins(withVotes(middle))) enough = middle;
      else none = middle;
    }
    return enough;
  }

  /** The same election with `extra` more voters who name only this project (with the most points any ballot gives). */
  function withVotes(extra: number): Profile {
    const { ballots } = election;
    const points = profile.uniform ? ballots.pointScale : Math.max(...profile.weight);
    const at = profile.start[project + 1]!;
    const insert = (old: Int32Array, value: number) =>
      Int32Array.from([...old.subarray(0, at), value, ...old.subarray(at)]);
    const weight = Float64Array.from([
      ...profile.weight.subarray(0, at),
      profile.uniform ? 1 : points,
      ...profile.weight.subarray(at),
    ]);
    return {
      ...profile,
      election: {
        ...election,
        voters: election.voters + extra,
        ballots: {
          ...ballots,
          size: ballots.size + 1,
          copies: Float64Array.from([...ballots.copies, extra]),
          start: Int32Array.from([...ballots.start, ballots.project.length + 1]),
          project: Int32Array.from([...ballots.project, project]),
          points: Float64Array.from([...ballots.points, points]),
        },
      },
      start: profile.start.map((value, c) => (c > project ? value + 1 : value)),
      ballot: insert(profile.ballot, ballots.size),
      weight,
      votes: profile.votes.map((value, c) => (c === project ? value + extra : value)),
      weightSum: profile.weightSum.map((value, c) =>
        c === project ? value + extra * (profile.uniform ? 1 : points) : value,
      ),
    };
  }
}
