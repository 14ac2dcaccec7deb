import type { Model } from 'highs';
import { activity, isPanel, type Polytope } from '../polytope.ts';
import { SearchRandom } from '../random.ts';
import { modelOf, OPTIMAL, PANEL_MIP, rounded, SOLUTION_LIMIT, type Solver } from '../solver.ts';
import { type Box, PanelSearch } from './search.ts';

/** Panels by whole counts per kind, and the probability of each. */
export interface Portfolio {
  readonly panels: Int32Array[];
  readonly chances: number[];
}

export interface WalkResult extends Portfolio {
  /** Probability left when the walk could not go on; 0 when it arrived. */
  readonly left: number;
  readonly programmes: number;
}

/** Absolute error of expected counts: less than this is nothing. */
const DUST = 1e-11;
/** Probability left that may go to the last panel. */
const ENOUGH = 1e-9;
/** With less than this left no integer programme is worth asking. */
const FINE = 1e-7;
/** Branching nodes after which a panel is looked for elsewhere: a count, not a time, so every machine does the same. */
const NODES = 500;
/** Steps below this are not worth a panel: the face itself has none. */
const SMALLEST_STEP = 1e-7;

/**
 * Turns expected counts into a lottery over real panels: take a panel on the face the rest lies on, give it the largest
 * probability that leaves the rest inside the polytope, go on with the rest. Every step makes one more condition tight, so
 * it ends. `onStep` hears the probability left. `quick` asks no integer programmes and so may end early.
 */
export function faceWalk(
  solver: Solver,
  polytope: Polytope,
  expected: Float64Array,
  seed = 1,
  onStep?: (left: number) => void,
  quick = false,
): WalkResult {
  const { most } = polytope;
  const T = polytope.kinds;
  const rows = polytope.rows.slice(0, polytope.exactRows);
  const search = new PanelSearch(polytope, new SearchRandom(seed));
  /** What is left to give, and the same per unit of the probability left. */
  const whole = expected.slice();
  const rest = expected.slice();
  const panels: Int32Array[] = [];
  const chances: number[] = [];
  let mass = 1;
  let programmes = 0;
  let model: Model | undefined;
  let tau = 1;
  const maxSteps = 3 * (T + rows.length) + 50;
  try {
    for (let step = 0; mass > ENOUGH && step < maxSteps; step++) {
      const counts = nextPanel();
      if (!counts) break;
      const length = longestStep(counts);
      const share = length > 1 - 1e-9 ? 1 : length;
      panels.push(counts);
      chances.push(mass * share);
      if (share === 1) {
        mass = 0;
        break;
      }
      const given = mass * share;
      mass *= 1 - share;
      for (let t = 0; t < T; t++) {
        whole[t] = whole[t]! - given * counts[t]!;
        const room = mass * most[t]! - whole[t]!;
        if (whole[t]! < DUST) whole[t] = 0;
        rest[t] = room < DUST ? most[t]! : whole[t]! / mass;
      }
      tau = Math.min(1, (1.3 * share) / (1 - share));
      onStep?.(mass);
    }
  } finally {
    model?.dispose();
  }
  return { panels, chances, left: mass, programmes };

  function box(step: number): Box {
    const low = new Int32Array(T);
    const high = new Int32Array(T);
    for (let t = 0; t < T; t++) {
      high[t] = Math.min(most[t]!, Math.floor(rest[t]! / step + 1e-7));
      low[t] = Math.max(0, Math.ceil(most[t]! - (most[t]! - rest[t]!) / step - 1e-7));
    }
    const rowLow = new Int32Array(rows.length);
    const rowHigh = new Int32Array(rows.length);
    for (const [r, row] of rows.entries()) {
      const sum = activity(row, rest);
      rowHigh[r] = Math.min(row.high, Math.floor(row.low + Math.max(0, sum - row.low) / step + 1e-7));
      rowLow[r] = Math.max(row.low, Math.ceil(row.high - Math.max(0, row.high - sum) / step - 1e-7));
    }
    return { low, high, rowLow, rowHigh };
  }

  /** The largest step at which enough people remain to fill a panel. */
  function widest(): number {
    let low = 0;
    let high = 1;
    const size = rows.at(-1)!.low;
    for (let i = 0; i < 30; i++) {
      const middle = (low + high) / 2;
      let room = 0;
      for (let t = 0; t < T; t++) room += Math.min(most[t]!, Math.floor(rest[t]! / middle + 1e-7));
      if (room >= size) low = middle;
      else high = middle;
    }
    return low;
  }

  function nextPanel(): Int32Array | undefined {
    let step = Math.min(tau, widest());
    for (let tries = 0; step > SMALLEST_STEP; tries++) {
      const here = box(step);
      if (consistent(here)) {
        const found =
          search.find(here, rest) ??
          search.find(here, rest) ??
          (tries >= 2 && !quick && mass > FINE ? programme(here) : undefined);
        if (found && isPanel(polytope, found)) return found;
      }
      step *= tries < 3 ? 0.7 : 0.25;
    }
    const face = box(SMALLEST_STEP);
    const last = consistent(face) && !quick && mass > FINE ? programme(face) : undefined;
    return last && isPanel(polytope, last) ? last : undefined;
  }

  function consistent({ low, high, rowLow, rowHigh }: Box): boolean {
    return low.every((bound, t) => bound <= high[t]!) && rowLow.every((bound, r) => bound <= rowHigh[r]!);
  }

  function programme({ low, high, rowLow, rowHigh }: Box): Int32Array | undefined {
    programmes++;
    model ??= feasibilityModel(solver, polytope);
    const all = { kind: 'range', from: 0, to: T - 1 } as const;
    model.changeColsBounds(all, Float64Array.from(low), Float64Array.from(high));
    model.changeRowsBounds(
      { kind: 'range', from: 0, to: rows.length - 1 },
      Float64Array.from(rowLow),
      Float64Array.from(rowHigh),
    );
    const random = new SearchRandom(seed + programmes);
    model.changeColsCost(
      all,
      Float64Array.from(rest, (e, t) => e / most[t]! + 0.05 * random.next()),
    );
    model.clearSolver();
    const status = model.run().modelStatus;
    if (status !== OPTIMAL && status !== SOLUTION_LIMIT) return undefined;
    return rounded(model.getSolution().colValue, T);
  }

  /** Ratio test: how much probability the panel can take before some condition on the rest would break. */
  function longestStep(counts: Int32Array): number {
    let step = 1;
    const limit = (slack: number, speed: number) => {
      if (speed > 1e-12) step = Math.min(step, Math.max(0, slack) / speed);
    };
    for (let t = 0; t < T; t++) {
      limit(rest[t]!, counts[t]!);
      limit(most[t]! - rest[t]!, most[t]! - counts[t]!);
    }
    for (const row of rows) {
      const sum = activity(row, rest);
      const own = activity(row, counts);
      limit(sum - row.low, own - row.low);
      limit(row.high - sum, row.high - own);
    }
    return step;
  }
}

/** An integer programme for one panel, stopped at a gap of a half: any good panel will do. */
export function feasibilityModel(solver: Solver, polytope: Polytope): Model {
  const T = polytope.kinds;
  const model = modelOf(
    solver,
    { cost: new Float64Array(T), low: new Float64Array(T), high: polytope.most, whole: true },
    polytope.rows.slice(0, polytope.exactRows),
    'max',
  );
  model.options.set({ ...PANEL_MIP, mip_rel_gap: 0.5, mip_max_nodes: NODES });
  return model;
}
