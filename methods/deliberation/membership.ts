import type { VoteMatrix } from './votes.ts';

/** Votes that put a person in the analysis, and the number of people it is filled up to. */
export const ENOUGH_VOTES = 7;
const ENOUGH_PEOPLE = 15;

/**
 * Rows in the analysis, ascending: everyone with at least min(7, columns) votes, passes counted; if those are fewer than
 * 15, the people with the most votes until there are 15 (equals by row, so a matrix in 'id' order decides by id).
 * @source reference/deliberation.md section 2
 */
export function rowsInAnalysis(matrix: VoteMatrix): Uint32Array {
  const { start, people } = matrix;
  const enough = Math.min(ENOUGH_VOTES, matrix.statements.length);
  const inside: number[] = [];
  for (let row = 0; row < people.length; row += 1) if (start[row + 1]! - start[row]! >= enough) inside.push(row);
  if (inside.length < Math.min(ENOUGH_PEOPLE, people.length)) {
    const already = new Set(inside);
    const votes = (row: number) => start[row + 1]! - start[row]!;
    const others = Array.from({ length: people.length }, (_, row) => row)
      .filter((row) => !already.has(row))
      .sort((a, b) => votes(b) - votes(a) || a - b);
    inside.push(...others.slice(0, ENOUGH_PEOPLE - inside.length));
    inside.sort((a, b) => a - b);
  }
  return Uint32Array.from(inside);
}
