import type { Model } from 'highs';
import { activity, isPanel, type LinearRow, type Polytope } from '../polytope.ts';
import { SearchRandom } from '../random.ts';
import { EXACT_LP, modelOf, OPTIMAL, PANEL_MIP, rounded, SOLUTION_LIMIT, type Solver } from '../solver.ts';
import { PanelSearch, wholeBox } from './search.ts';
import type { Portfolio } from './walk.ts';

/** A lottery close to the target, or the inequality that proves the target out of reach. */
export type Attained =
  | { readonly kind: 'lottery'; readonly portfolio: Portfolio; readonly shortfall: number }
  | { readonly kind: 'cut'; readonly weights: Float64Array; readonly most: number; readonly portfolio: Portfolio }
  | { readonly kind: 'gave-up'; readonly portfolio: Portfolio; readonly shortfall: number; readonly why: string };

/** Largest shortfall per person of expected counts that is called attained. */
export const CLOSE = 2e-7;
const ROUNDS = 1000;
/** Samples per question before an integer programme is asked, and how many of the panels found are kept. */
const TRIES = 24;
const FEW = 6;
/** Branching nodes per question; a bound is proved however early the search ends. */
const NODES = 20_000;
/** Linear weights are scaled so that this is their largest, well above the solver's absolute tolerances. */
const SCALE = 1000;

/**
 * Column generation towards given expected counts: a master programme spreads probability over the panels known so that
 * the largest shortfall per person is least; its prices ask for a better panel; when there is none and a shortfall
 * remains, the prices are a proof that no lottery reaches the target.
 */
export function attain(
  solver: Solver,
  polytope: Polytope,
  expected: Float64Array,
  start: readonly Int32Array[],
  onRound?: (shortfall: number, panels: number) => void,
): Attained {
  const T = polytope.kinds;
  const panels = start.length > 0 ? [...start] : [];
  const pricing = pricingModel(solver, polytope);
  const search = new PanelSearch(polytope, new SearchRandom(1));
  const box = wholeBox(polytope);
  const known = new Set(panels.map((panel) => panel.join(',')));
  let master: Model | undefined;
  try {
    if (panels.length === 0) {
      const first = price(pricing, polytope, Float64Array.from(expected));
      if (!first)
        return { kind: 'gave-up', portfolio: { panels: [], chances: [] }, shortfall: 1, why: 'no panel found' };
      panels.push(first.panel);
      known.add(first.panel.join(','));
    }
    master = masterModel(solver, polytope, expected, panels);
    for (let round = 0; ; round++) {
      if (master.run().modelStatus !== OPTIMAL) return gaveUp(1, 'the master programme failed');
      const solution = master.getSolution();
      const shortfall = solution.colValue[0]!;
      onRound?.(shortfall, panels.length);
      const portfolio = portfolioOf(panels, solution.colValue);
      if (shortfall <= CLOSE) return { kind: 'lottery', portfolio, shortfall: Math.max(0, shortfall) };
      const weights = Float64Array.from({ length: T }, (_, t) => Math.max(0, Math.abs(solution.rowDual[t]!)));
      const largest = weights.reduce((a, b) => Math.max(a, b), 0);
      const scaled = nearWhole(weights.map((w) => (w < largest * 1e-9 ? 0 : (w * SCALE) / largest)));
      const reach = bestKnown(panels, scaled);
      const quick = betterPanels(scaled, reach);
      for (const panel of quick) learn(panel);
      if (quick.length > 0 && round < ROUNDS) continue;
      const best = price(pricing, polytope, scaled);
      if (!best) return gaveUp(shortfall, 'the pricing programme failed');
      const wanted = scaled.reduce((sum, w, t) => sum + w * expected[t]!, 0);
      const perPerson = scaled.reduce((sum, w, t) => sum + w * polytope.people[t]!, 0);
      if (best.bound <= reach + 1e-5 || known.has(best.panel.join(','))) {
        const short = (wanted - best.bound) / perPerson;
        if (short > CLOSE / 4) return { kind: 'cut', weights: scaled, most: best.bound, portfolio };
        return gaveUp(shortfall, 'the prices no longer improve');
      }
      if (round >= ROUNDS) return gaveUp(shortfall, `no end after ${ROUNDS} rounds`);
      learn(best.panel);
    }
  } finally {
    master?.dispose();
    pricing.dispose();
  }

  function learn(panel: Int32Array): void {
    known.add(panel.join(','));
    panels.push(panel);
    addPanel(master as Model, T, panel);
  }

  /** New panels heavier than any known, found without proof and so without an integer programme: the best few. */
  function betterPanels(weights: Float64Array, reach: number): Int32Array[] {
    const value = (panel: Int32Array) => panel.reduce((sum, count, t) => sum + count * weights[t]!, 0);
    const found = new Map<string, Int32Array>();
    for (const panel of search.heavy(box, expected, weights, TRIES)) {
      const key = panel.join(',');
      if (!known.has(key) && value(panel) > reach + 1e-4 && isPanel(polytope, panel)) found.set(key, panel);
    }
    return [...found.values()].sort((a, b) => value(b) - value(a)).slice(0, FEW);
  }

  function gaveUp(shortfall: number, why: string): Attained {
    const values = master?.getSolution().colValue;
    return {
      kind: 'gave-up',
      portfolio: values ? portfolioOf(panels, values) : { panels, chances: [] },
      shortfall,
      why,
    };
  }
}

/** An integer programme over panels whose objective is set for each question. Proves optimality. */
export function pricingModel(solver: Solver, polytope: Polytope): Model {
  const T = polytope.kinds;
  const model = modelOf(
    solver,
    { cost: new Float64Array(T), low: new Float64Array(T), high: polytope.most, whole: true },
    polytope.rows.slice(0, polytope.exactRows),
    'max',
  );
  model.options.set({ ...PANEL_MIP, mip_rel_gap: 0, mip_abs_gap: 1e-7, mip_max_nodes: NODES });
  return model;
}

/** The panel of largest weight and a proven bound on the weight of every panel. */
export function price(
  model: Model,
  polytope: Polytope,
  weights: Float64Array,
): { panel: Int32Array; bound: number } | undefined {
  model.changeColsCost({ kind: 'range', from: 0, to: polytope.kinds - 1 }, weights);
  model.clearSolver();
  const status = model.run().modelStatus;
  if (status !== OPTIMAL && status !== SOLUTION_LIMIT) return undefined;
  const panel = rounded(model.getSolution().colValue, polytope.kinds);
  if (!panel || !isPanel(polytope, panel)) return undefined;
  const value = panel.reduce((sum, count, t) => sum + count * weights[t]!, 0);
  return { panel, bound: Math.max(value, Number(model.info.get('mip_dual_bound'))) };
}

function masterModel(solver: Solver, polytope: Polytope, expected: Float64Array, panels: readonly Int32Array[]): Model {
  const T = polytope.kinds;
  const rows: LinearRow[] = [];
  for (let t = 0; t < T; t++) {
    const kinds = [0];
    const weights = [polytope.people[t]!];
    for (const [p, panel] of panels.entries()) {
      if (panel[t] === 0) continue;
      kinds.push(p + 1);
      weights.push(panel[t]!);
    }
    rows.push({
      kinds: Int32Array.from(kinds),
      weights: Float64Array.from(weights),
      low: expected[t]!,
      high: Number.POSITIVE_INFINITY,
    });
  }
  const all = Int32Array.from(panels, (_, p) => p + 1);
  rows.push({ kinds: all, weights: new Float64Array(panels.length).fill(1), low: 1, high: 1 });
  const columns = panels.length + 1;
  const cost = new Float64Array(columns);
  cost[0] = 1;
  const model = modelOf(
    solver,
    { cost, low: new Float64Array(columns), high: new Float64Array(columns).fill(Number.POSITIVE_INFINITY) },
    rows,
    'min',
  );
  model.options.set(EXACT_LP);
  return model;
}

function addPanel(master: Model, T: number, panel: Int32Array): void {
  const indices: number[] = [];
  const values: number[] = [];
  for (let t = 0; t < T; t++) {
    if (panel[t] === 0) continue;
    indices.push(t);
    values.push(panel[t]!);
  }
  indices.push(T);
  values.push(1);
  master.addCol(0, 0, Number.POSITIVE_INFINITY, { indices, values });
}

function portfolioOf(panels: readonly Int32Array[], columns: ArrayLike<number>): Portfolio {
  const used: Int32Array[] = [];
  const chances: number[] = [];
  for (const [p, panel] of panels.entries()) {
    const chance = columns[p + 1] ?? 0;
    if (chance <= 1e-12) continue;
    used.push(panel);
    chances.push(chance);
  }
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  return { panels: used, chances: chances.map((chance) => chance / total) };
}

function bestKnown(panels: readonly Int32Array[], weights: Float64Array): number {
  return panels.reduce(
    (best, panel) =>
      Math.max(
        best,
        panel.reduce((sum, count, t) => sum + count * weights[t]!, 0),
      ),
    0,
  );
}

/** Weights as whole numbers when some common factor up to 60 makes them so: cuts are then exact. */
function nearWhole(weights: Float64Array): Float64Array {
  const least = weights.reduce((small, w) => (w > 1e-6 && w < small ? w : small), Number.POSITIVE_INFINITY);
  for (let factor = 1; factor <= 60; factor++) {
    const scaled = weights.map((w) => (w / least) * factor);
    if (scaled.every((w) => w < 1e6 && Math.abs(w - Math.round(w)) < 1e-6)) return scaled.map(Math.round);
  }
  return weights;
}

/** Largest difference per person between the counts a portfolio gives and those wanted. */
export function deviation(polytope: Polytope, portfolio: Portfolio, expected: Float64Array): number {
  const given = expectedOf(polytope.kinds, portfolio);
  return given.reduce((worst, e, t) => Math.max(worst, Math.abs(e - expected[t]!) / polytope.people[t]!), 0);
}

export function expectedOf(T: number, { panels, chances }: Portfolio): Float64Array {
  const given = new Float64Array(T);
  for (const [p, panel] of panels.entries()) {
    for (let t = 0; t < T; t++) if (panel[t] !== 0) given[t]! += chances[p]! * panel[t]!;
  }
  return given;
}

/** How far counts lie outside the polytope: 0 inside. */
export function outside(polytope: Polytope, counts: Float64Array): number {
  return polytope.rows.reduce((worst, row) => {
    const sum = activity(row, counts);
    return Math.max(worst, row.low - sum, sum - row.high);
  }, 0);
}
