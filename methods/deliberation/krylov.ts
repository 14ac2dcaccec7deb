import { symmetricEigen } from './symmetric-eigen.ts';

/** Applies a symmetric positive semidefinite operator to two vectors at once: reads x, y and writes ax, ay. */
export type PairOperator = (x: Float64Array, y: Float64Array, ax: Float64Array, ay: Float64Array) => void;

export interface Eigenpairs {
  values: Float64Array;
  vectors: Float64Array[];
  /** How often the operator was applied (to a pair). */
  applications: number;
  /** Largest residual norm of the wanted pairs, relative to the largest eigenvalue. */
  residual: number;
}

const LARGEST_BASIS = 120;

/**
 * Leading eigenpairs by block Lanczos with blocks of two and full reorthogonalisation. Two at a time, so that two
 * equally strong components are both found; no randomness: the same operator and start give the same bits.
 *
 * @param size length of the vectors
 * @param wanted number of pairs (falls to `size` if larger)
 * @param start two or more vectors to begin from (content-defined by the caller)
 * @param tolerance residual relative to the largest eigenvalue at which to stop
 * @source Golub and Underwood (1977), The block Lanczos method for computing eigenvalues
 */
export function leadingPairs(
  operator: PairOperator,
  size: number,
  wanted: number,
  start: readonly Float64Array[],
  tolerance: number,
): Eigenpairs {
  const want = Math.min(wanted, size);
  let seeds: readonly Float64Array[] = start;
  let applications = 0;
  for (let restart = 0; ; restart += 1) {
    const basis = new Basis(size);
    let check = want + 6;
    for (const seed of seeds) basis.add(seed);
    basis.fillTo(2);
    while (true) {
      applications += basis.applyToNext(operator);
      const before = basis.applied;
      const due = before >= size || before >= LARGEST_BASIS || before >= check;
      if (due) {
        check = before + Math.max(6, before >> 2);
        const found = basis.ritz(want);
        const done = found.residual <= tolerance || before >= size || restart >= 20;
        if (done) return { ...found, applications };
        if (before >= LARGEST_BASIS) {
          seeds = found.vectors;
          break;
        }
      }
      basis.extend();
    }
  }
}

/** A growing orthonormal basis Q with AQ beside it. */
class Basis {
  readonly q: Float64Array[] = [];
  readonly aq: Float64Array[] = [];
  applied = 0;
  private readonly size: number;

  constructor(size: number) {
    this.size = size;
  }

  /** Orthonormalises a copy of `vector` against the basis (twice, which is enough) and adds what is left, if anything. */
  add(vector: Float64Array): boolean {
    if (this.q.length >= this.size) return false;
    const fresh = Float64Array.from(vector);
    const before = norm(fresh);
    if (!(before > 0)) return false;
    for (let pass = 0; pass < 2; pass += 1) for (const other of this.q) subtract(fresh, other, dot(fresh, other));
    const after = norm(fresh);
    if (!(after > 1e-10 * before)) return false;
    for (let i = 0; i < this.size; i += 1) fresh[i]! /= after;
    this.q.push(fresh);
    return true;
  }

  /** Adds fixed vectors until there are at least `count`: where a Krylov space ends early, the search goes on elsewhere. */
  fillTo(count: number): void {
    for (let salt = 1; this.q.length < Math.min(count, this.size) && salt < 64; salt += 1) {
      this.add(spread(this.size, salt + this.q.length * 64));
    }
  }

  applyToNext(operator: PairOperator): number {
    let calls = 0;
    while (this.applied < this.q.length) {
      const x = this.q[this.applied]!;
      const y = this.q[this.applied + 1] ?? new Float64Array(this.size);
      const ax = new Float64Array(this.size);
      const ay = new Float64Array(this.size);
      operator(x, y, ax, ay);
      calls += 1;
      this.aq.push(ax);
      if (this.applied + 1 < this.q.length) this.aq.push(ay);
      this.applied = this.aq.length;
    }
    return calls;
  }

  extend(): void {
    const count = this.q.length;
    const from = Math.max(0, this.aq.length - 2);
    for (const image of this.aq.slice(from)) this.add(image);
    this.fillTo(count + 2);
  }

  /** Best approximations in the space (Rayleigh–Ritz). */
  ritz(want: number): Omit<Eigenpairs, 'applications'> {
    const m = this.applied;
    const t = new Float64Array(m * m);
    for (let i = 0; i < m; i += 1) {
      for (let j = i; j < m; j += 1) {
        // A is symmetric and block Lanczos makes Q'AQ banded; what lies beyond the band is rounding.
        const value = dot(this.q[i]!, this.aq[j]!);
        t[i * m + j] = value;
        t[j * m + i] = value;
      }
    }
    const { values, vectors } = symmetricEigen(t, m);
    const found: Float64Array[] = [];
    let residual = 0;
    const scale = Math.max(values[0]!, Number.MIN_VALUE);
    for (let k = 0; k < Math.min(want, m); k += 1) {
      const vector = new Float64Array(this.size);
      const rest = new Float64Array(this.size);
      for (let i = 0; i < m; i += 1) {
        subtract(vector, this.q[i]!, -vectors[k * m + i]!);
        subtract(rest, this.aq[i]!, -vectors[k * m + i]!);
      }
      subtract(rest, vector, values[k]!);
      residual = Math.max(residual, norm(rest) / scale);
      found.push(vector);
    }
    return { values: values.slice(0, found.length), vectors: found, residual };
  }
}

/** A fixed, well spread vector: the fractional parts of multiples of the golden ratio, centred. */
export function spread(size: number, salt: number): Float64Array {
  const vector = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    const x = (i + 1) * 0.6180339887498949 + salt * 0.7548776662466927;
    vector[i] = ((x * (1 + salt)) % 1) - 0.5;
  }
  return vector;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function subtract(a: Float64Array, b: Float64Array, times: number): void {
  for (let i = 0; i < a.length; i += 1) a[i]! -= times * b[i]!;
}
