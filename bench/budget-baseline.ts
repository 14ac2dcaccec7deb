import { type Fraction, fraction, type Profile } from '@upwell/budgeting';

/**
 * Equal Shares with add1 the plain way, for comparison: one exact balance per distinct ballot over a shared denominator,
 * every project's price worked out in full in every round of every count. Undefined when `limit` milliseconds have passed.
 */
export function plainAdd1(
  profile: Profile,
  tieRank: Int32Array,
  limit: number,
): { bought: number[]; endowment: Fraction } | undefined {
  const { election, votes } = profile;
  const { projects, budget, unit, voters } = election;
  const end = performance.now() + limit;
  const supported = projects.map((_, c) => c).filter((c) => votes[c]! > 0);
  const at = (steps: number) => fraction(budget + BigInt(steps) * unit * BigInt(voters), BigInt(voters));
  const cost = (bought: readonly number[]) => bought.reduce((sum, c) => sum + projects[c]!.cost, 0n);
  let best = count(profile, tieRank, at(0), end);
  for (let steps = 1; best !== undefined; steps++) {
    const left = budget - cost(best);
    const done =
      best.length === supported.length || supported.every((c) => best!.includes(c) || projects[c]!.cost > left);
    if (done) return { bought: best, endowment: at(steps - 1) };
    const next = count(profile, tieRank, at(steps), end);
    if (next !== undefined && cost(next) > budget) return { bought: best, endowment: at(steps - 1) };
    best = next;
  }
  return undefined;
}

function count(profile: Profile, tieRank: Int32Array, endowment: Fraction, end: number): number[] | undefined {
  const { election, start, ballot, weight, votes, factor } = profile;
  const { projects, ballots } = election;
  let denominator = endowment.bottom;
  const held = Array.from({ length: ballots.size }, () => endowment.top);
  const open = new Set(projects.map((_, c) => c).filter((c) => votes[c]! > 0));
  const bought: number[] = [];
  for (;;) {
    let best: { c: number; top: bigint; bottom: bigint } | undefined;
    for (const c of open) {
      if (performance.now() > end) return undefined;
      let poor = new Set<number>();
      for (;;) {
        let due = projects[c]!.cost * denominator;
        let rich = 0n;
        for (let s = start[c]!; s < start[c + 1]!; s++) {
          const copies = BigInt(ballots.copies[ballot[s]!]!);
          if (poor.has(s)) due -= copies * held[ballot[s]!]!;
          else rich += copies * BigInt(weight[s]!);
        }
        if (rich === 0n) break;
        const more = new Set(poor);
        for (let s = start[c]!; s < start[c + 1]!; s++)
          if (held[ballot[s]!]! * rich < due * BigInt(weight[s]!)) more.add(s);
        if (more.size > poor.size) {
          poor = more;
          continue;
        }
        const order = best ? due * best.bottom * factor[best.c]! - best.top * rich * factor[c]! : -1n;
        if (order < 0n || (order === 0n && tieRank[c]! < tieRank[best!.c]!)) best = { c, top: due, bottom: rich };
        break;
      }
    }
    if (!best) return bought;
    for (let b = 0; b < held.length; b++) held[b]! *= best.bottom;
    denominator *= best.bottom;
    for (let s = start[best.c]!; s < start[best.c + 1]!; s++) {
      const b = ballot[s]!;
      const due = best.top * BigInt(weight[s]!);
      held[b] = held[b]! <= due ? 0n : held[b]! - due;
    }
    open.delete(best.c);
    bought.push(best.c);
  }
}
