import { compareFractions, type Fraction, fraction, toNumber } from '../rational.ts';
import type { Profile } from '../support.ts';
import type { Run } from './run.ts';

/** Relative difference of two float contributions above which they are taken as decided. */
const CLEAR = 1e-7;

/**
 * Completion by ε-utilities (Peters, Pierczyński, Skowron 2021): when no project can be paid by its supporters alone, they
 * give all they have and the rest is spread over the others so that the largest contribution is smallest; the project with
 * the smallest such contribution is bought. Only projects with supporters are considered.
 */
export function epsilonCompletion(
  profile: Profile,
  run: Run,
  tieRank: Int32Array,
  without: number | undefined,
): readonly number[] {
  const { election, start, ballot, votes } = profile;
  const { projects, ballots, budget } = election;
  let denominator = run.ledger.denominator;
  const held = Array.from({ length: ballots.size }, (_, b) => (run.balances[b] === 0 ? 0n : run.ledger.balance(b)));
  const rough = run.balances.slice();
  const bought: number[] = [];
  const gone = new Set(run.bought);
  let left = budget - run.cost;
  for (;;) {
    const open = projects
      .map((_, c) => c)
      .filter((c) => c !== without && !gone.has(c) && votes[c]! > 0 && projects[c]!.cost <= left);
    if (open.length === 0) return bought;
    const order = Int32Array.from(rough, (_, b) => b).sort((x, y) => rough[x]! - rough[y]!);
    const estimate = open.map((c) => roughContribution(c, order));
    const least = Math.min(...estimate);
    let best: { c: number; at: Fraction } | undefined;
    for (const [i, c] of open.entries()) {
      if (estimate[i]! > least * (1 + CLEAR) + CLEAR) continue;
      const at = contribution(c);
      const order = best ? compareFractions(at, best.at) : -1;
      if (order < 0 || (order === 0 && tieRank[c]! < tieRank[best!.c]!)) best = { c, at };
    }
    const { c, at } = best!;
    pay(c, at);
    bought.push(c);
    gone.add(c);
    left -= projects[c]!.cost;
  }

  function supporters(c: number): Set<number> {
    return new Set(ballot.subarray(start[c]!, start[c + 1]!));
  }

  function roughContribution(c: number, order: Int32Array): number {
    const own = supporters(c);
    let due = Number(projects[c]!.cost);
    let payers = 0;
    for (let b = 0; b < ballots.size; b++) {
      if (own.has(b)) due -= ballots.copies[b]! * rough[b]!;
      else payers += ballots.copies[b]!;
    }
    for (const b of order) {
      if (own.has(b)) continue;
      if (rough[b]! * payers >= due) break;
      due -= ballots.copies[b]! * rough[b]!;
      payers -= ballots.copies[b]!;
    }
    return payers > 0 ? Math.max(0, due / payers) : Number.MAX_VALUE;
  }

  /** Exact largest contribution of a non-supporter, over the shared denominator. */
  function contribution(c: number): Fraction {
    const own = supporters(c);
    let due = projects[c]!.cost * denominator;
    let payers = 0n;
    const others: number[] = [];
    for (let b = 0; b < ballots.size; b++) {
      const copies = BigInt(ballots.copies[b]!);
      if (own.has(b)) due -= copies * held[b]!;
      else {
        payers += copies;
        others.push(b);
      }
    }
    others.sort((x, y) => (held[x]! < held[y]! ? -1 : held[x]! > held[y]! ? 1 : 0));
    for (const b of others) {
      if (held[b]! * payers >= due) return fraction(due, payers);
      const copies = BigInt(ballots.copies[b]!);
      due -= copies * held[b]!;
      payers -= copies;
    }
    return fraction(others.length > 0 ? held[others.at(-1)!]! : 0n);
  }

  function pay(c: number, at: Fraction): void {
    const own = supporters(c);
    denominator *= at.bottom;
    const spent = toNumber(at.top, denominator);
    for (let b = 0; b < ballots.size; b++) {
      const scaled = held[b]! * at.bottom;
      held[b] = own.has(b) || scaled <= at.top ? 0n : scaled - at.top;
      rough[b] = held[b] === 0n ? 0 : Math.max(0, rough[b]! - spent);
    }
  }
}
