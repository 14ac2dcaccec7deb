import { SeededStream } from './draw/bytes.ts';
import type { Problem } from './model.ts';
import type { LinearRow } from './polytope.ts';
import { done, type Result, refuse } from './result.ts';
import { modelOf, OPTIMAL, PANEL_MIP, SOLUTION_LIMIT, type Solver } from './solver.ts';

export interface AlternatesOptions {
  /** How many to hold ready at most. */
  readonly count: number;
  /** Chance that a panel member stays, by id. Default 0.85 for everyone: most of the gain remains without any history. */
  readonly stay?: ReadonlyMap<string, number>;
  /** Drop-out sets imagined. Default 60. */
  readonly samples?: number;
  /** Seed of the imagined drop-outs, published. */
  readonly seed: string;
}

export interface Alternates {
  readonly people: readonly string[];
  /** Mean over the imagined drop-outs of Σ (quota missed)/max(quota, 1), with these alternates and with none. */
  readonly expectedMiss: number;
  readonly expectedMissWithout: number;
}

/**
 * Alternates to hold ready (Assos, Baharav, Flanigan, Procaccia 2025): those who best mend the quotas over many imagined
 * sets of drop-outs. People alike count as one kind, which keeps the programme small. Equal solutions go by the seed's order.
 */
export function alternates(
  problem: Problem,
  panel: readonly string[],
  solver: Solver,
  options: AlternatesOptions,
): Result<Alternates> {
  const onPanel = new Set(panel);
  const members = problem.people.filter((person) => onPanel.has(person.id));
  if (members.length !== panel.length) return refuse('unknown-person', 'Someone on the panel is not in the pool.');
  const homes = new Set(members.flatMap(({ household }) => household ?? []));
  const rest = problem.people.filter(
    (p) => !onPanel.has(p.id) && (p.household === undefined || !homes.has(p.household)),
  );
  const groups = new Map<string, string[]>();
  const keyOf = (values: Readonly<Record<string, string>>) =>
    problem.quotas.map(({ feature, value }) => (values[feature] === value ? 1 : 0)).join('');
  for (const person of [...rest].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = keyOf(person.values);
    groups.set(key, [...(groups.get(key) ?? []), person.id]);
  }
  const kinds = [...groups.keys()].sort();
  const stream = new SeededStream(options.seed, 'alternates');
  const samples = Array.from({ length: options.samples ?? 60 }, () =>
    members.filter((person) => stream.below(2 ** 20) >= (options.stay?.get(person.id) ?? 0.85) * 2 ** 20),
  );
  const [K, V, N] = [kinds.length, problem.quotas.length, samples.length];
  // Columns: alternates held per kind, then per sample those called per kind, then per sample the miss per quota.
  const called = (j: number, t: number) => K + j * K + t;
  const missed = (j: number, v: number) => K + N * K + j * V + v;
  const columns = K + N * K + N * V;
  const cost = new Float64Array(columns);
  const high = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  for (const [t, key] of kinds.entries()) high[t] = groups.get(key)!.length;
  const rows: LinearRow[] = [];
  const row = (entries: [number, number][], low: number, top: number) =>
    rows.push({
      kinds: Int32Array.from(entries, ([c]) => c),
      weights: Float64Array.from(entries, ([, w]) => w),
      low,
      high: top,
    });
  const inf = Number.POSITIVE_INFINITY;
  row(
    kinds.map((_, t) => [t, 1]),
    0,
    options.count,
  );
  let without = 0;
  for (const [j, gone] of samples.entries()) {
    row(
      kinds.map((_, t) => [called(j, t), 1]),
      0,
      gone.length,
    );
    for (let t = 0; t < K; t++)
      row(
        [
          [called(j, t), 1],
          [t, -1],
        ],
        -inf,
        0,
      );
    for (const [v, quota] of problem.quotas.entries()) {
      const has = (values: Readonly<Record<string, string>>) => values[quota.feature] === quota.value;
      const left = members.filter((p) => has(p.values)).length - gone.filter((p) => has(p.values)).length;
      const weight = 1 / Math.max(1, quota.max) / N;
      cost[missed(j, v)] = weight;
      without += weight * Math.max(0, quota.min - left, left - quota.max);
      const of: [number, number][] = kinds.flatMap((key, t): [number, number][] =>
        key[v] === '1' ? [[called(j, t), 1]] : [],
      );
      row([...of, [missed(j, v), 1]], quota.min - left, inf);
      row([...of, [missed(j, v), -1]], -inf, quota.max - left);
    }
  }
  const model = modelOf(solver, { cost, low: new Float64Array(columns), high }, rows, 'min');
  model.options.set({ ...PANEL_MIP, mip_rel_gap: 0.01, mip_max_nodes: 2000 });
  for (let t = 0; t < K; t++) model.changeColIntegrality(t, 1);
  try {
    const status = model.run().modelStatus;
    if (status !== OPTIMAL && status !== SOLUTION_LIMIT) return refuse('solver', 'No alternates were found.');
    const values = model.getSolution().colValue;
    const people = kinds.flatMap((key, t) => {
      const held = groups.get(key)!;
      const order = held.map((id) => id).sort((a, b) => (pickKey(a) < pickKey(b) ? -1 : 1));
      return order.slice(0, Math.round(values[t]!));
    });
    return done({ people: people.sort(), expectedMiss: model.getObjectiveValue(), expectedMissWithout: without });
  } finally {
    model.dispose();
  }

  function pickKey(id: string): string {
    return `${new SeededStream(options.seed, `alternate:${id}`).below(2 ** 31)}`.padStart(10, '0') + id;
  }
}
