/**
 * Sums over pairs of statements, in whole numbers, from which the centred cross-product matrix follows exactly. One more vote
 * changes them in as many steps as the person has votes, so a map can follow its votes.
 */
import type { PairOperator } from './krylov.ts';

/** Beyond this many columns the pair sums (16 bytes a pair) would outgrow the votes. */
export const MOST_GRAM_COLUMNS = 1500;

export class PairSums {
  readonly stride: number;
  /** Of people who voted on both j and k (entry j × stride + k): sum of products, sum of votes on j, number of people. */
  private readonly products: Int32Array;
  private readonly votes: Int32Array;
  private readonly both: Int32Array;

  constructor(stride: number) {
    this.stride = stride;
    this.products = new Int32Array(stride * stride);
    this.votes = new Int32Array(stride * stride);
    this.both = new Int32Array(stride * stride);
  }

  /** Adds (times = 1) or takes away (-1) all the votes of one person. */
  addRow(cell: Uint16Array, from: number, to: number, times: 1 | -1): void {
    for (let a = from; a < to; a += 1) this.pairs(cell[a]!, cell, a, to, times);
  }

  /** Pairs of one vote with each vote in a stretch of cells (a pair of a cell with itself counts once). */
  private pairs(code: number, cell: Uint16Array, from: number, to: number, times: 1 | -1): void {
    const { stride, products, votes, both } = this;
    const j = (code / 3) | 0;
    const vj = code - 3 * j - 1;
    for (let b = from; b < to; b += 1) {
      const other = cell[b]!;
      const k = (other / 3) | 0;
      const vk = other - 3 * k - 1;
      const jk = j * stride + k;
      products[jk]! += times * vj * vk;
      both[jk]! += times;
      votes[jk]! += times * vj;
      if (j === k) continue;
      const kj = k * stride + j;
      products[kj]! += times * vj * vk;
      both[kj]! += times;
      votes[kj]! += times * vk;
    }
  }

  /** Adds or takes away one vote of a person whose other votes are the cells from…to (not holding this one). */
  addVote(code: number, cell: Uint16Array, from: number, to: number, times: 1 | -1): void {
    this.pairs(code, cell, from, to, times);
    this.pairs(code, Uint16Array.of(code), 0, 1, times);
  }

  /** The centred cross-product matrix for given column means (columns set aside are zero), as an operator on pairs of vectors. */
  operator(mean: Float64Array, aside: Uint8Array, columns: number): PairOperator {
    const { stride, products, votes, both } = this;
    const g = new Float64Array(columns * columns);
    for (let j = 0; j < columns; j += 1) {
      if (aside[j]) continue;
      for (let k = 0; k <= j; k += 1) {
        if (aside[k]) continue;
        const jk = j * stride + k;
        const kj = k * stride + j;
        const value = products[jk]! - mean[k]! * votes[jk]! - mean[j]! * votes[kj]! + mean[j]! * mean[k]! * both[jk]!;
        g[j * columns + k] = value;
        g[k * columns + j] = value;
      }
    }
    return (x, y, ax, ay) => {
      for (let j = 0; j < columns; j += 1) {
        let sx = 0;
        let sy = 0;
        const row = j * columns;
        for (let k = 0; k < columns; k += 1) {
          const value = g[row + k]!;
          sx += value * x[k]!;
          sy += value * y[k]!;
        }
        ax[j] = sx;
        ay[j] = sy;
      }
    };
  }
}
