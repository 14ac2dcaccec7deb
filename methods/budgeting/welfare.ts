import { gcd } from './rational.ts';
import { done, type Result, refuse } from './result.ts';
import type { Profile } from './support.ts';

export interface WelfareOutcome {
  /** One best set, by project index. Other sets may be as good. */
  readonly bought: readonly number[];
  /** Σ over voters and chosen projects of u_i(c), in utility units (money units for the cost measures). */
  readonly welfare: bigint;
  readonly cost: bigint;
}

interface State {
  readonly cost: number;
  readonly value: number;
  readonly from: State | undefined;
  /** Item whose choice was changed to come here. */
  readonly item: number;
}

/**
 * Largest total utility within the budget: an exact 0/1 knapsack by dynamic programming over undominated states, grown
 * outwards from the break item and pruned by the linear bound (the idea of Pisinger's MINKNAP, 1997).
 * Refuses totals above 2^53.
 */
export function maxWelfare(profile: Profile): Result<WelfareOutcome> {
  const { projects, budget } = profile.election;
  const exactValue = projects.map((_, c) => BigInt(profile.weightSum[c]!) * profile.factor[c]!);
  const usable = projects.map((_, c) => c).filter((c) => exactValue[c]! > 0n && projects[c]!.cost <= budget);
  const divisor = usable.reduce((d, c) => gcd(d, exactValue[c]!), 0n) || 1n;
  const total = usable.reduce((sum, c) => sum + exactValue[c]!, 0n) / divisor;
  if (total > 2n ** 52n)
    return refuse('numbers-too-large', 'The total utility is above 2^52 and cannot be searched exactly.');
  const value = new Map(usable.map((c) => [c, Number(exactValue[c]! / divisor)]));
  const cost = new Map(usable.map((c) => [c, Number(projects[c]!.cost)]));
  const ratio = (c: number) => (cost.get(c) === 0 ? Number.POSITIVE_INFINITY : value.get(c)! / cost.get(c)!);
  const items = [...usable].sort((a, b) => ratio(b) - ratio(a) || a - b);
  const limit = Number(budget);

  let filled = 0;
  let gained = 0;
  let breakAt = 0;
  while (breakAt < items.length && filled + cost.get(items[breakAt]!)! <= limit) {
    filled += cost.get(items[breakAt]!)!;
    gained += value.get(items[breakAt]!)!;
    breakAt++;
  }
  let best: State = { cost: filled, value: gained, from: undefined, item: -1 };
  let states: State[] = [best];
  let down = breakAt - 1;
  let up = breakAt;
  while (states.length > 0 && (up < items.length || down >= 0)) {
    if (up < items.length) states = grow(states, items[up++]!, 1);
    if (down >= 0) states = grow(states, items[down--]!, -1);
    prune();
  }
  const chosen = new Set(items.slice(0, breakAt));
  for (let state: State | undefined = best; state?.from; state = state.from) {
    if (!chosen.delete(state.item)) chosen.add(state.item);
  }
  const bought = [...chosen].sort((a, b) => a - b);
  return done({
    bought,
    welfare: bought.reduce((sum, c) => sum + exactValue[c]!, 0n),
    cost: bought.reduce((sum, c) => sum + projects[c]!.cost, 0n),
  });

  /** Merges the states with and without a changed item, both ordered by cost, keeping the undominated. */
  function grow(old: readonly State[], item: number, sign: 1 | -1): State[] {
    const [dCost, dValue] = [sign * cost.get(item)!, sign * value.get(item)!];
    const merged: State[] = [];
    let i = 0;
    let j = 0;
    while (i < old.length || j < old.length) {
      const keep = old[i];
      const base = old[j];
      const takeKeep =
        base === undefined ||
        (keep !== undefined &&
          (keep.cost < base.cost + dCost || (keep.cost === base.cost + dCost && keep.value >= base.value + dValue)));
      const next = takeKeep
        ? (keep as State)
        : { cost: base.cost + dCost, value: base.value + dValue, from: base, item };
      if (takeKeep) i++;
      else j++;
      const last = merged.at(-1);
      if (last && last.value >= next.value) continue;
      merged.push(next);
      if (next.cost <= limit && next.value > best.value) best = next;
    }
    return merged;
  }

  function prune(): void {
    const gain = up < items.length ? ratio(items[up]!) : 0;
    const loss = down >= 0 ? ratio(items[down]!) : Number.POSITIVE_INFINITY;
    states = states.filter((state) => {
      const room = limit - state.cost;
      const bound = state.value + (room >= 0 ? room * gain : room * loss);
      return bound + Math.abs(bound) * 1e-12 >= best.value + 1;
    });
  }
}
