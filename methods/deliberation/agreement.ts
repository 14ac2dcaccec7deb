/** How alike two groupings of the same people are. */

/** Counts of people by group in one grouping (rows) and in the other (columns). */
export function crossTable(a: ArrayLike<number>, ka: number, b: ArrayLike<number>, kb: number): Float64Array {
  const table = new Float64Array(ka * kb);
  for (let i = 0; i < a.length; i += 1) table[a[i]! * kb + b[i]!]! += 1;
  return table;
}

const pairs = (n: number) => (n * (n - 1)) / 2;

/**
 * Adjusted Rand index: 1 for the same grouping, about 0 for chance. Two groupings that both leave no pair to disagree on count as the same.
 * @source Hubert and Arabie (1985), doi 10.1007/BF01908075
 */
export function adjustedRand(table: Float64Array, ka: number, kb: number): number {
  const rows = new Float64Array(ka);
  const columns = new Float64Array(kb);
  let together = 0;
  let n = 0;
  for (let i = 0; i < ka; i += 1) {
    for (let j = 0; j < kb; j += 1) {
      const count = table[i * kb + j]!;
      together += pairs(count);
      rows[i]! += count;
      columns[j]! += count;
      n += count;
    }
  }
  let inRows = 0;
  let inColumns = 0;
  for (const count of rows) inRows += pairs(count);
  for (const count of columns) inColumns += pairs(count);
  const expected = n < 2 ? 0 : (inRows * inColumns) / pairs(n);
  const most = (inRows + inColumns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

/** Which group of the second grouping stands for which of the first, so that most people agree (all orders tried; k ≤ 8). */
export function bestMatch(table: Float64Array, ka: number, kb: number): Int32Array {
  const match = new Int32Array(ka).fill(-1);
  let best = Int32Array.from(match);
  let most = -1;
  const used = new Array<boolean>(kb).fill(false);
  const place = (row: number, agreed: number) => {
    if (row === ka) {
      if (agreed > most) {
        most = agreed;
        best = Int32Array.from(match);
      }
      return;
    }
    let free = 0;
    for (let column = 0; column < kb; column += 1) {
      if (used[column]) continue;
      free += 1;
      used[column] = true;
      match[row] = column;
      place(row + 1, agreed + table[row * kb + column]!);
      used[column] = false;
    }
    match[row] = -1;
    if (free === 0) place(row + 1, agreed);
  };
  place(0, 0);
  return best;
}
