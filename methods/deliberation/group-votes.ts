import type { VoteMatrix } from './votes.ts';

/** Label of a row that belongs to no group. */
export const NO_GROUP = 0xffffffff;

/** Votes per group and statement, from raw votes. Entry [group * columns + column]. */
export interface GroupVotes {
  groups: number;
  columns: number;
  agree: Float64Array;
  disagree: Float64Array;
  pass: Float64Array;
}

/** One label a row of the matrix, from labels of some of its rows. */
export function labelsByRow(people: number, rows: Uint32Array, label: ArrayLike<number>): Uint32Array {
  const byRow = new Uint32Array(people).fill(NO_GROUP);
  for (let i = 0; i < rows.length; i += 1) byRow[rows[i]!] = label[i]!;
  return byRow;
}

/**
 * Counts agree, disagree and pass of each group on each statement.
 * @param labels one a row of the matrix; {@link NO_GROUP} for people in no group
 * @param weight one a row, for weighted (demographically balanced) groups; default 1
 * @source reference/deliberation.md section 6
 */
export function countGroupVotes(
  matrix: VoteMatrix,
  labels: Uint32Array,
  groups: number,
  weight?: Float64Array,
): GroupVotes {
  const columns = matrix.statements.length;
  const cells = new Float64Array(3 * columns * groups);
  const { start, cell } = matrix;
  for (let row = 0; row < labels.length; row += 1) {
    const group = labels[row]!;
    if (group >= groups) continue;
    const base = 3 * columns * group;
    const one = weight === undefined ? 1 : weight[row]!;
    const end = start[row + 1]!;
    for (let at = start[row]!; at < end; at += 1) cells[base + cell[at]!]! += one;
  }
  const part = (offset: number) =>
    Float64Array.from({ length: columns * groups }, (_, index) => cells[3 * index + offset]!);
  return { groups, columns, agree: part(2), disagree: part(0), pass: part(1) };
}

/** Agree, disagree and pass of everyone in any group, a column each. */
export function sumOverGroups(votes: GroupVotes): { agree: Float64Array; disagree: Float64Array; pass: Float64Array } {
  const add = (counts: Float64Array) => {
    const total = new Float64Array(votes.columns);
    for (let index = 0; index < counts.length; index += 1) total[index % votes.columns]! += counts[index]!;
    return total;
  };
  return { agree: add(votes.agree), disagree: add(votes.disagree), pass: add(votes.pass) };
}
