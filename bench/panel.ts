import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  kindsOf,
  loadSolver,
  lotteryInWorker,
  type Person,
  type Problem,
  polytopeOf,
  type Quota,
  readPool,
  readQuotas,
} from '@upwell/sortition';
import { personLevelMaximin } from './panel-baseline.ts';

export interface Row {
  readonly [column: string]: string | number;
}

/** Seconds of the native prototype, for context, from the timings that come with the data. */
const NATIVE = 'own_exact_leximin_scipy_seconds';

/**
 * Exact LEXIMIN with certificate on every instance in the data and on synthetic pools of growing size, against a plain
 * person-level MAXIMIN (one column per person, one integer programme per panel) in the same run.
 * `full` adds the slow baselines and the largest pools.
 */
export async function run(options: { full?: boolean; dataDir?: string } = {}): Promise<{ title: string; rows: Row[] }> {
  const dataDir = join(options.dataDir ?? process.env.UPWELL_DATA ?? '../shared/data', 'sortition');
  const rows: Row[] = [];
  const solver = await loadSolver();
  const timings = existsSync(join(dataDir, 'timings.json'))
    ? (JSON.parse(readFileSync(join(dataDir, 'timings.json'), 'utf8')).instances as Record<
        string,
        Record<string, unknown>
      >)
    : {};
  for (const [name, problem] of instances(dataDir)) {
    const row = await measure(name, problem);
    row['native prototype s'] = String(timings[name]?.[NATIVE] ?? '');
    const slow = kindsOf(problem).kinds.length > 150 || problem.people.length > 300;
    if (options.full || !slow) {
      const start = performance.now();
      const lowest = personLevelMaximin(problem, solver, options.full ? 600_000 : 15_000);
      const seconds = (performance.now() - start) / 1000;
      row['person-level MAXIMIN s'] = lowest === undefined ? `> ${seconds.toFixed(0)} (stopped)` : seconds.toFixed(2);
      row.ratio = (seconds / Number(row.s)).toFixed(1);
    }
    rows.push(row);
  }
  const sizes: [number, number, number][] = options.full
    ? [
        [250, 40, 5],
        [500, 60, 6],
        [1000, 80, 7],
        [1700, 110, 7],
        [5000, 110, 8],
      ]
    : [
        [250, 40, 5],
        [500, 60, 6],
      ];
  for (const [n, k, f] of sizes)
    rows.push(await measure(`synthetic ${n} people, panel ${k}, ${f} features`, synthetic(n, k, f, 7)));
  return { title: 'Panel: exact LEXIMIN with certificate, through HiGHS in a worker', rows };
}

async function measure(name: string, problem: Problem): Promise<Row & Record<string, string | number>> {
  let loadedAt = 0;
  const start = performance.now();
  const found = await lotteryInWorker(problem, {
    objective: 'leximin',
    onProgress: () => {
      loadedAt ||= performance.now();
    },
  });
  const seconds = (performance.now() - (loadedAt || start)) / 1000;
  const kinds = polytopeOf(kindsOf(problem)).kinds;
  if (!found.ok)
    return { instance: name, people: problem.people.length, kinds, s: seconds.toFixed(2), refused: found.message };
  const { certificate, panels } = found.value;
  return {
    instance: name,
    people: problem.people.length,
    kinds,
    s: seconds.toFixed(3),
    'with thread and solver start s': ((performance.now() - start) / 1000).toFixed(2),
    panels: panels.length,
    levels: certificate.levels?.length ?? 0,
    lowest: certificate.reached.toFixed(7),
    'certified gap': certificate.gap.toExponential(1),
    'largest miss': certificate.deviation.toExponential(1),
    ...(certificate.unproved && { unproved: certificate.unproved }),
  };
}

function* instances(dataDir: string): Iterable<[string, Problem]> {
  if (!existsSync(dataDir)) return;
  for (const entry of readdirSync(dataDir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!entry.isDirectory()) continue;
    const read = (file: string) => readFileSync(join(dataDir, entry.name, file), 'utf8');
    const meta = JSON.parse(read('meta.json')) as {
      k: number;
      id_column: string | null;
      check_same_address: boolean;
      address_columns: string[];
    };
    const quotas = readQuotas(read('categories.csv'));
    if (!quotas.ok) throw new Error(quotas.message);
    const pool = readPool(read('respondents.csv'), {
      quotas: quotas.value,
      size: meta.k,
      idColumn: meta.id_column,
      addressColumns: meta.check_same_address ? meta.address_columns : [],
    });
    if (!pool.ok) throw new Error(pool.message);
    yield [entry.name, { quotas: quotas.value, people: pool.value.people, size: meta.k }];
  }
}

/** A pool skewed away from the population the quotas describe, as real pools are; quotas ± 1 around the population share. */
export function synthetic(n: number, k: number, features: number, seed: number): Problem {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const quotas: Quota[] = [];
  const pickers: { feature: string; pool: number[] }[] = [];
  for (let f = 0; f < features; f++) {
    const values = 2 + (f % 4);
    const population = Array.from({ length: values }, () => 0.5 + random());
    const sum = population.reduce((a, b) => a + b, 0);
    const skewed = population.map((share) => share * (0.5 + random()));
    pickers.push({ feature: `f${f}`, pool: skewed });
    for (const [v, share] of population.entries()) {
      const middle = (share / sum) * k;
      quotas.push({
        feature: `f${f}`,
        value: `v${v}`,
        min: Math.max(0, Math.floor(middle) - 1),
        max: Math.ceil(middle) + 1,
        minFlex: 0,
        maxFlex: k,
      });
    }
  }
  const people: Person[] = Array.from({ length: n }, (_, i) => ({
    id: `p${String(i).padStart(5, '0')}`,
    values: Object.fromEntries(
      pickers.map(({ feature, pool }) => {
        let at = random() * pool.reduce((a, b) => a + b, 0);
        const v = pool.findIndex((share) => {
          at -= share;
          return at < 0;
        });
        return [feature, `v${Math.max(0, v)}`];
      }),
    ),
  }));
  return { quotas, people, size: k };
}
