/** Delete-one jackknife in which every replicate is raked again. Rust and Rao (1996), doi 10.1177/096228029600500305. */
import { type Design, type Estimate, type Question, withInterval } from './estimate.ts';
import { orderedSum } from './ordered-sum.ts';
import { fitCells, type RakeOptions, rake } from './rake.ts';
import { give, type Outcome, refuse } from './refusal.ts';
import type { Sample } from './sample.ts';

/** What a replicate needs of each cell: starting weight, starting weight of those who answered, and weight × answer. */
interface CellSums {
  mass: Float64Array;
  asked: Float64Array;
  moment: Float64Array;
}

interface Stratum {
  /** People (or the people of each cluster) dropped together. */
  units: number[][];
  sums: CellSums;
  sampled: number;
}

/**
 * Drops each person (or cluster) in turn, scales the others of its stratum by n / (n − 1), rakes again and estimates again;
 * variance Σ over strata (n − 1) / n × (1 − f) × Σ (t − mean t)². People of one cell, stratum and starting weight give the same
 * weights, which are found once.
 * @returns the refusals of {@link rake}; `too-few-replies` for a stratum with one unit or when dropping one leaves nobody
 */
export function jackknife(
  sample: Sample,
  question: Question,
  design: Design = {},
  options: RakeOptions = {},
): Outcome<Estimate> {
  const whole = rake(sample, options);
  if (!whole.ok) return whole;
  const { answers, of = 'mean', within } = question;
  const counts = (i: number) => !Number.isNaN(answers[i]!) && (within === undefined || within[i] === 1);
  const strata = strataOf(sample, question, design, counts);
  const lonely = [...strata].find(([, { units }]) => units.length < 2);
  if (lonely !== undefined) {
    const where = lonely[0] === '' ? '' : ` in stratum ${lonely[0]}`;
    return refuse('too-few-replies', `A jackknife needs at least two people or clusters${where}.`);
  }
  const all = sumOf(
    [...strata.values()].map(({ sums }) => sums),
    sample.cells,
  );
  const answered = answers.reduce((sum, _, i) => sum + (counts(i) ? 1 : 0), 0);
  if (answered === 0) return refuse('too-few-replies', 'Nobody answered this.');
  const value = ratio(whole.value.factor, all, of);
  const replicates: number[] = [];
  const importance: number[] = [];
  for (const [name, stratum] of strata) {
    const n = stratum.units.length;
    const known = new Map<string, Float64Array>();
    for (const unit of stratum.units) {
      const left = without(unit, stratum, all, n / (n - 1), sample, answers, counts);
      const key = unit.length === 1 ? `${sample.cellOf[unit[0]!]},${sample.start[unit[0]!]}` : undefined;
      let factor = key === undefined ? undefined : known.get(key);
      if (factor === undefined) {
        const fitted = fitCells(sample.margins, left.mass, options);
        if (!fitted.ok) {
          const dropped = design.clusters ? `cluster ${design.clusters[unit[0]!]}` : `reply ${unit[0]! + 1}`;
          return { ...fitted, message: `Without ${dropped}: ${fitted.message}` };
        }
        factor = fitted.value.factor;
        if (key !== undefined) known.set(key, factor);
      }
      const replicate = ratio(factor, left, of);
      if (!Number.isFinite(replicate)) return refuse('too-few-replies', `All who answered are in one cluster${name}.`);
      replicates.push(replicate);
      importance.push(((n - 1) / n) * (1 - stratum.sampled));
    }
  }
  const mean = orderedSum(Float64Array.from(replicates)) / replicates.length;
  const squares = Float64Array.from(replicates, (t, r) => importance[r]! * (t - mean) ** 2);
  const own = whole.value.weights.map((weight, i) => (counts(i) ? weight : 0));
  const effective = orderedSum(own) ** 2 / orderedSum(own.map((weight) => weight * weight));
  const share = of === 'mean' && answers.every((y, i) => !counts(i) || y === 0 || y === 1);
  return give(withInterval(value, Math.sqrt(orderedSum(squares)), answered, effective, share));
}

function emptySums(cells: number): CellSums {
  return { mass: new Float64Array(cells), asked: new Float64Array(cells), moment: new Float64Array(cells) };
}

function strataOf(
  sample: Sample,
  { answers }: Question,
  { strata, clusters, sampledFraction = 0 }: Design,
  counts: (i: number) => boolean,
): Map<string, Stratum> {
  const found = new Map<string, Stratum & { byCluster: Map<string, number[]> }>();
  const names = strata === undefined ? [''] : [...new Set(strata)].sort();
  for (const name of names) {
    const sampled = typeof sampledFraction === 'number' ? sampledFraction : (sampledFraction[name] ?? 0);
    found.set(name, { units: [], sums: emptySums(sample.cells), sampled, byCluster: new Map() });
  }
  // Within a cell: by starting weight, then answer, those without one last, so that sums do not depend on the rows.
  const answer = (i: number) => (counts(i) ? answers[i]! : Number.MAX_VALUE);
  const order = Uint32Array.from(sample.order).sort(
    (a, b) => sample.cellOf[a]! - sample.cellOf[b]! || sample.start[a]! - sample.start[b]! || answer(a) - answer(b),
  );
  for (const i of order) {
    const stratum = found.get(strata?.[i] ?? '')!;
    const c = sample.cellOf[i]!;
    stratum.sums.mass[c]! += sample.start[i]!;
    if (counts(i)) {
      stratum.sums.asked[c]! += sample.start[i]!;
      stratum.sums.moment[c]! += sample.start[i]! * answers[i]!;
    }
    const cluster = clusters?.[i] ?? String(i);
    const unit = stratum.byCluster.get(cluster);
    if (unit === undefined) stratum.byCluster.set(cluster, [i]);
    else unit.push(i);
  }
  for (const stratum of found.values()) {
    stratum.units =
      clusters === undefined
        ? [...stratum.byCluster.values()]
        : [...stratum.byCluster.keys()].sort().map((name) => stratum.byCluster.get(name)!);
  }
  return found;
}

function sumOf(parts: CellSums[], cells: number): CellSums {
  const total = emptySums(cells);
  for (const part of parts) {
    for (let c = 0; c < cells; c += 1) {
      total.mass[c]! += part.mass[c]!;
      total.asked[c]! += part.asked[c]!;
      total.moment[c]! += part.moment[c]!;
    }
  }
  return total;
}

/** The cells with one unit dropped and the rest of its stratum scaled up. */
function without(
  unit: number[],
  { sums }: Stratum,
  all: CellSums,
  scale: number,
  sample: Sample,
  answers: Float64Array,
  counts: (i: number) => boolean,
): CellSums {
  const gone = new Map<number, [mass: number, asked: number, moment: number]>();
  for (const i of unit) {
    const sum = gone.get(sample.cellOf[i]!) ?? [0, 0, 0];
    sum[0] += sample.start[i]!;
    if (counts(i)) {
      sum[1] += sample.start[i]!;
      sum[2] += sample.start[i]! * answers[i]!;
    }
    gone.set(sample.cellOf[i]!, sum);
  }
  const left = emptySums(sample.cells);
  for (let c = 0; c < sample.cells; c += 1) {
    left.mass[c] = all.mass[c]! + (scale - 1) * sums.mass[c]!;
    left.asked[c] = all.asked[c]! + (scale - 1) * sums.asked[c]!;
    left.moment[c] = all.moment[c]! + (scale - 1) * sums.moment[c]!;
  }
  for (const [c, [mass, asked, moment]] of gone) {
    left.mass[c]! -= scale * mass;
    left.asked[c]! -= scale * asked;
    left.moment[c]! -= scale * moment;
    // What rounding leaves of an emptied cell is nobody.
    if (left.mass[c]! < 1e-12 * all.mass[c]!) left.mass[c] = left.asked[c] = left.moment[c] = 0;
  }
  return left;
}

function ratio(factor: Float64Array, { moment, asked }: CellSums, of: 'mean' | 'total'): number {
  let top = 0;
  let bottom = 0;
  for (let c = 0; c < factor.length; c += 1) {
    top += factor[c]! * moment[c]!;
    bottom += factor[c]! * asked[c]!;
  }
  return of === 'total' ? top : top / bottom;
}
