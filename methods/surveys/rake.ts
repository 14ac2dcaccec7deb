/**
 * Raking (iterative proportional fitting on weights): Deming and Stephan (1940), doi 10.1214/aoms/1177731829;
 * Deville, Särndal and Sautory (1993), doi 10.1080/01621459.1993.10476369.
 */
import { give, type Outcome, type Refusal, refuse } from './refusal.ts';
import type { PreparedMargin, Sample } from './sample.ts';

export interface RakeOptions {
  /** Stop when every factor is this close to 1, default 1e-10. */
  tolerance?: number;
  /** Most rounds over all margins, default 1,000. */
  rounds?: number;
}

export interface Raked {
  /** One weight a person, in row order. */
  weights: Float64Array;
  /** What every weight of a cell was multiplied by. */
  factor: Float64Array;
  rounds: number;
  /** Margin → category → weighted count reached. */
  reached: Record<string, Record<string, number>>;
}

/**
 * Multiplies the weights of each category in turn so that it sums to its target, until all margins hold at once. Works on
 * cells, since people of one cell always get the same factor.
 * @returns refusal `cannot-be-met`, naming the cell furthest from its target, when the rounds are used up
 */
export function rake(sample: Sample, options: RakeOptions = {}): Outcome<Raked> {
  const fitted = fitCells(sample.margins, sample.mass, options);
  if (!fitted.ok) return fitted;
  const { factor, rounds } = fitted.value;
  const weights = new Float64Array(sample.people);
  for (let i = 0; i < sample.people; i += 1) weights[i] = sample.start[i]! * factor[sample.cellOf[i]!]!;
  return give({ weights, factor, rounds, reached: reachedMargins(sample, weights) });
}

/** The factor of each cell, from the sums of starting weights in each; cells of no weight keep factor 1. */
export function fitCells(
  margins: readonly PreparedMargin[],
  mass: Float64Array,
  options: RakeOptions = {},
): Outcome<{ factor: Float64Array; rounds: number }> {
  const { tolerance = 1e-10, rounds: most = 1000 } = options;
  const cells = mass.length;
  const factor = new Float64Array(cells).fill(1);
  const sums = margins.map(({ target }) => new Float64Array(target.length));
  for (let round = 1; round <= most; round += 1) {
    let off = 0;
    for (let m = 0; m < margins.length; m += 1) {
      const { codes, target } = margins[m]!;
      const sum = sums[m]!.fill(0);
      for (let c = 0; c < cells; c += 1) sum[codes[c]!]! += mass[c]! * factor[c]!;
      for (let g = 0; g < sum.length; g += 1) {
        sum[g] = sum[g]! > 0 ? target[g]! / sum[g]! : 1;
        off = Math.max(off, Math.abs(sum[g]! - 1));
      }
      for (let c = 0; c < cells; c += 1) factor[c]! *= sum[codes[c]!]!;
    }
    if (off <= tolerance) return give({ factor, rounds: round });
    if (!Number.isFinite(off)) break;
  }
  return guilty(margins, mass, factor, most);
}

function guilty(margins: readonly PreparedMargin[], mass: Float64Array, factor: Float64Array, rounds: number): Refusal {
  let worst = { gap: -1, margin: '', category: '', got: 0, wanted: 0 };
  for (const { name, categories, codes, target } of margins) {
    const sum = new Float64Array(target.length);
    for (let c = 0; c < mass.length; c += 1) sum[codes[c]!]! += mass[c]! * factor[c]!;
    categories.forEach((category, g) => {
      const gap = Math.abs(sum[g]! - target[g]!) / target[g]!;
      if (gap > worst.gap || Number.isNaN(gap))
        worst = { gap, margin: name, category, got: sum[g]!, wanted: target[g]! };
    });
  }
  const { margin, category, got, wanted } = worst;
  const message = `After ${rounds} rounds ${margin} = ${category} stands at ${got.toPrecision(6)} of ${wanted}: these margins cannot all be met by this sample. Merge ${category} with another category of ${margin}, or leave a margin out.`;
  return refuse('cannot-be-met', message, { margin, category });
}

/** Weighted count of every category, added in an order that does not depend on the rows. */
export function reachedMargins(sample: Sample, weights: Float64Array): Record<string, Record<string, number>> {
  const byCell = new Float64Array(sample.cells);
  for (const i of sample.order) byCell[sample.cellOf[i]!]! += weights[i]!;
  return Object.fromEntries(
    sample.margins.map(({ name, categories, codes }) => {
      const sum = new Float64Array(categories.length);
      for (let c = 0; c < sample.cells; c += 1) sum[codes[c]!]! += byCell[c]!;
      return [name, Object.fromEntries(categories.map((category, g) => [category, sum[g]!]))];
    }),
  );
}

/**
 * Post-stratification: one margin, met in one step. `sample` must have been prepared with a single margin (cross several
 * into one for cells).
 * @returns refusal `bad-option` for several margins
 * @source Holt and Smith (1979), doi 10.2307/2344652
 */
export function postStratify(sample: Sample): Outcome<Raked> {
  if (sample.margins.length !== 1)
    return refuse('bad-option', 'Post-stratification takes one margin; cross several into one.');
  return rake(sample, { rounds: 2 });
}
