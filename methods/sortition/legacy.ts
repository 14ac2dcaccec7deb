import { type Kinds, kindsOf } from './kinds.ts';
import { checkProblem, type Problem } from './model.ts';
import { SearchRandom } from './random.ts';
import { done, type Result } from './result.ts';

export interface LegacyResult {
  readonly panels: number;
  readonly failures: number;
  /** How often each person was drawn, as a share of panels, in the order of `people`. */
  readonly frequencies: Float64Array;
  readonly people: readonly string[];
  /** People never drawn. */
  readonly never: readonly string[];
}

/**
 * LEGACY, the greedy selection long in use, simulated for comparison only: time and again take the value furthest behind
 * its minimum and draw one of its people; start again when stuck. It gives some people almost no chance.
 */
export function legacy(problem: Problem, panels: number, seed: number, maxFailures = 100_000): Result<LegacyResult> {
  const checked = checkProblem(problem);
  if (!checked.ok) return checked;
  const kinds = kindsOf(problem);
  const random = new SearchRandom(seed);
  const household = new Int32Array(kinds.people.length).fill(-1);
  let home = 0;
  for (const signature of kinds.signatures) {
    for (const address of signature.addresses) {
      for (const i of address) household[i] = home;
      home++;
    }
  }
  const drawn = new Float64Array(kinds.people.length);
  let failures = 0;
  let made = 0;
  while (made < panels && failures < maxFailures) {
    const panel = attempt(kinds, household, random);
    if (!panel) {
      failures++;
      continue;
    }
    made++;
    for (const i of panel) drawn[i]!++;
  }
  const frequencies = drawn.map((count) => (made === 0 ? 0 : count / made));
  return done({
    panels: made,
    failures,
    frequencies,
    people: kinds.people,
    never: kinds.people.filter((_, i) => drawn[i] === 0),
  });
}

function attempt(kinds: Kinds, household: Int32Array, random: SearchRandom): number[] | undefined {
  const V = kinds.values.length;
  const chosen = new Int32Array(V);
  const left = new Int32Array(V);
  let pool = Array.from(kinds.people, (_, i) => i);
  const valuesOf = (i: number) => kinds.kinds[kinds.kindOf[i]!]!.values;
  for (const i of pool) for (const v of valuesOf(i)) left[v]!++;
  const remove = (gone: (i: number) => boolean) => {
    const kept: number[] = [];
    for (const i of pool) {
      if (gone(i)) for (const v of valuesOf(i)) left[v]!--;
      else kept.push(i);
    }
    pool = kept;
  };
  const full = (v: number) => chosen[v]! >= kinds.values[v]!.max;
  remove((i) => valuesOf(i).some(full));
  const panel: number[] = [];
  while (panel.length < kinds.size) {
    let neediest = -1;
    let need = Number.NEGATIVE_INFINITY;
    for (const [v, value] of kinds.values.entries()) {
      const behind = value.min - chosen[v]!;
      if (behind > left[v]!) return undefined;
      if (left[v] === 0 || full(v)) continue;
      if (behind / left[v]! > need) {
        need = behind / left[v]!;
        neediest = v;
      }
    }
    const among = neediest < 0 ? pool : pool.filter((i) => valuesOf(i).includes(neediest));
    if (among.length === 0) return undefined;
    const pick = among[random.below(among.length)]!;
    panel.push(pick);
    for (const v of valuesOf(pick)) chosen[v]!++;
    const filled = valuesOf(pick).filter(full);
    remove(
      (i) =>
        i === pick ||
        (household[pick]! >= 0 && household[i] === household[pick]) ||
        valuesOf(i).some((v) => filled.includes(v)),
    );
  }
  return kinds.values.every((value, v) => chosen[v]! >= value.min && chosen[v]! <= value.max) ? panel : undefined;
}
