/**
 * Principal components of a sparse vote matrix.
 * Small, Björkegren, Erkkilä, Shaw, Megill (2021), doi 10.6035/recerca.5516; reference/deliberation.md section 3.
 */
import { leadingPairs, type PairOperator, spread } from './krylov.ts';
import { cellCounts, type VoteMatrix } from './votes.ts';

export interface Components {
  /** Mean vote of each column over its votes, passes as 0; 0 for columns set aside. */
  mean: Float64Array;
  /** Unit-length loadings, one array (length = columns) a component, strongest first; the entries sum to ≥ 0. */
  loadings: Float64Array[];
  /** Sum of squared scores / (people − 1), a component. */
  variance: number[];
  /** The same over all components together. */
  totalVariance: number;
  /** Relative residual reached. */
  residual: number;
}

export interface ComponentsOptions {
  /** Columns set aside (see `setAside`); they are zero for everybody. */
  aside?: Uint8Array;
  /** Number of components, default 2. */
  count?: number;
  /** Weight of each person, default 1; used for resampling. */
  weight?: Float64Array;
  /** Loadings to begin from, when a good guess is known. */
  start?: readonly Float64Array[];
  /** Relative residual at which to stop, default 1e-12. */
  tolerance?: number;
}

/**
 * Fills each missing cell with its column mean, subtracts the means, and finds the strongest directions. After
 * centring the filled cells are zero, so only the votes are ever touched: time and memory grow with votes, not cells.
 *
 * Everything with no spread at all (one person, everyone alike) gives zero loadings and zero variance, never NaN.
 */
export function principalComponents(matrix: VoteMatrix, options: ComponentsOptions = {}): Components {
  const { count = 2, tolerance = 1e-12, weight } = options;
  const columns = matrix.statements.length;
  const counts = cellCounts(matrix, weight);
  const mean = columnMeans(counts, options.aside);
  const value = centredValues(mean, options.aside);
  let weightSum = matrix.people.length;
  if (weight !== undefined) {
    weightSum = 0;
    for (const one of weight) weightSum += one;
  }
  let squares = 0;
  for (let cell = 0; cell < counts.length; cell += 1) squares += counts[cell]! * value[cell]! * value[cell]!;
  const freedom = Math.max(1, weightSum - 1);
  if (!(squares > 1e-12 * weightSum)) {
    const zero = Array.from({ length: count }, () => new Float64Array(columns));
    return { mean, loadings: zero, variance: zero.map(() => 0), totalVariance: 0, residual: 0 };
  }
  const start = options.start ?? [new Float64Array(columns).fill(1), spread(columns, 7)];
  const found = leadingPairs(votesOperator(matrix, value, weight), columns, count, start, tolerance);
  const loadings: Float64Array[] = [];
  const variance: number[] = [];
  for (let k = 0; k < count; k += 1) {
    const vector = found.vectors[k];
    const strength = found.values[k] ?? 0;
    const real = vector !== undefined && strength > 1e-12 * found.values[0]!;
    loadings.push(real ? orient(vector, options.aside) : new Float64Array(columns));
    variance.push(real ? strength / freedom : 0);
  }
  return { mean, loadings, variance, totalVariance: squares / freedom, residual: found.residual };
}

/** Column means from cell counts; a column nobody (of positive weight) voted on has mean 0. */
export function columnMeans(counts: Float64Array, aside?: Uint8Array): Float64Array {
  const mean = new Float64Array(counts.length / 3);
  for (let column = 0; column < mean.length; column += 1) {
    const disagree = counts[3 * column]!;
    const agree = counts[3 * column + 2]!;
    const votes = disagree + counts[3 * column + 1]! + agree;
    mean[column] = votes > 0 && !aside?.[column] ? (agree - disagree) / votes : 0;
  }
  return mean;
}

/** What a cell is worth after centring, by cell code: vote − mean, 0 in columns set aside. */
export function centredValues(mean: Float64Array, aside?: Uint8Array): Float64Array {
  const value = new Float64Array(3 * mean.length);
  for (let column = 0; column < mean.length; column += 1) {
    if (aside?.[column]) continue;
    for (let vote = -1; vote <= 1; vote += 1) value[3 * column + vote + 1] = vote - mean[column]!;
  }
  return value;
}

/** X'WX applied to two vectors in one walk over the votes: look up, add, scatter; no multiplication per vote. */
function votesOperator(matrix: VoteMatrix, value: Float64Array, weight?: Float64Array): PairOperator {
  const { start, cell, people } = matrix;
  const cells = value.length;
  // Interleaved, so that both vectors of a cell share a cache line.
  const table = new Float64Array(2 * cells);
  const heap = new Float64Array(2 * cells);
  return (x, y, ax, ay) => {
    for (let c = 0; c < cells; c += 1) {
      const column = (c / 3) | 0;
      table[2 * c] = value[c]! * x[column]!;
      table[2 * c + 1] = value[c]! * y[column]!;
    }
    heap.fill(0);
    for (let row = 0; row < people.length; row += 1) {
      const from = start[row]!;
      const end = start[row + 1]!;
      const times = weight === undefined ? 1 : weight[row]!;
      if (times === 0) continue;
      let sx = 0;
      let sy = 0;
      for (let at = from; at < end; at += 1) {
        const slot = cell[at]! << 1;
        sx += table[slot]!;
        sy += table[slot + 1]!;
      }
      sx *= times;
      sy *= times;
      for (let at = from; at < end; at += 1) {
        const slot = cell[at]! << 1;
        heap[slot]! += sx;
        heap[slot + 1]! += sy;
      }
    }
    for (let column = 0; column < ax.length; column += 1) {
      let sx = 0;
      let sy = 0;
      for (let c = 3 * column; c < 3 * column + 3; c += 1) {
        sx += value[c]! * heap[2 * c]!;
        sy += value[c]! * heap[2 * c + 1]!;
      }
      ax[column] = sx;
      ay[column] = sy;
    }
  };
}

/**
 * Signs are arbitrary: turned so that the loadings sum to a positive number (or, if they cancel, the largest is positive).
 * Columns set aside, zero but for rounding, are made zero.
 */
export function orient(vector: Float64Array, aside?: Uint8Array): Float64Array {
  let sum = 0;
  let largest = 0;
  for (let column = 0; column < vector.length; column += 1) {
    if (aside?.[column]) continue;
    sum += vector[column]!;
    if (Math.abs(vector[column]!) > Math.abs(largest) + 1e-9) largest = vector[column]!;
  }
  const sign = (Math.abs(sum) > 1e-6 ? sum : largest) < 0 ? -1 : 1;
  return vector.map((entry, column) => (aside?.[column] ? 0 : sign * entry));
}
