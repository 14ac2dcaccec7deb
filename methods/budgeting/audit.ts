import type { Profile } from './support.ts';

/** A losing project some group could have paid for out of its own shares, and how large the smallest such group is. */
export interface Violation {
  readonly project: number;
  readonly group: number;
}

/**
 * Proportionality audit (EJR+ for cost utility, up to nothing): project `c` outside the outcome is a violation when, with
 * its supporters ordered by the cost of their winners `g`, some `k` has `k·B/n ≥ g_(k) + cost(c)`: a group of `k` could
 * have paid for everything each of them got and `c` too. Decided in whole numbers. An audit check, not a proof.
 */
export function ejrPlusViolations(profile: Profile, winners: readonly number[]): Violation[] {
  const { election, start, ballot } = profile;
  const { projects, ballots, budget } = election;
  const won = new Set(winners);
  const got = Array.from({ length: ballots.size }, () => 0n);
  for (let b = 0; b < ballots.size; b++) {
    for (let k = ballots.start[b]!; k < ballots.start[b + 1]!; k++) {
      const c = ballots.project[k]!;
      if (ballots.points[k]! > 0 && won.has(c)) got[b]! += projects[c]!.cost;
    }
  }
  const n = BigInt(election.voters);
  const violations: Violation[] = [];
  for (const [c, project] of projects.entries()) {
    if (won.has(c)) continue;
    const held = new Map<bigint, number>();
    for (let s = start[c]!; s < start[c + 1]!; s++) {
      const b = ballot[s]!;
      held.set(got[b]!, (held.get(got[b]!) ?? 0) + ballots.copies[b]!);
    }
    let group = 0;
    for (const [cost, people] of [...held].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
      const before = group;
      group += people;
      const need = n * (cost + project.cost);
      if (BigInt(group) * budget < need) continue;
      const least = budget === 0n ? before + 1 : Math.max(before + 1, Number((need + budget - 1n) / budget));
      violations.push({ project: c, group: least });
      break;
    }
  }
  return violations;
}
