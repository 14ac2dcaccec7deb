import { type Components, centredValues } from './principal-components.ts';
import type { VoteMatrix } from './votes.ts';

/** Two coordinates a person or statement. */
export interface Positions {
  x: Float64Array;
  y: Float64Array;
}

/**
 * Where each person stands on the map: sqrt(C / max(1, n)) × Σ over voted columns of (vote − mean) × loading, with C all
 * columns and n the columns the person has a value in. `zeroedCount` columns set aside count as a value for everybody.
 * @source reference/deliberation.md sections 1 and 3
 */
export function personPositions(matrix: VoteMatrix, components: Components, aside?: Uint8Array): Positions {
  const { start, cell, people } = matrix;
  const columns = matrix.statements.length;
  const value = centredValues(components.mean, aside);
  const table = new Float64Array(2 * value.length);
  const [w1, w2] = components.loadings;
  for (let c = 0; c < value.length; c += 1) {
    const column = (c / 3) | 0;
    table[2 * c] = value[c]! * w1![column]!;
    table[2 * c + 1] = value[c]! * w2![column]!;
  }
  const x = new Float64Array(people.length);
  const y = new Float64Array(people.length);
  const asideCount = aside === undefined ? 0 : countMarks(aside);
  for (let row = 0; row < people.length; row += 1) {
    const end = start[row + 1]!;
    let sx = 0;
    let sy = 0;
    let valued = asideCount;
    for (let at = start[row]!; at < end; at += 1) {
      const code = cell[at]!;
      sx += table[2 * code]!;
      sy += table[2 * code + 1]!;
      if (asideCount === 0 || aside![(code / 3) | 0] === 0) valued += 1;
    }
    const pull = Math.sqrt(columns / Math.max(1, valued));
    x[row] = pull * sx;
    y[row] = pull * sy;
  }
  return { x, y };
}

function countMarks(aside: Uint8Array): number {
  let marked = 0;
  for (const mark of aside) if (mark !== 0) marked += 1;
  return marked;
}

/** Where a statement stands: an imagined person who only agrees with it. Its length is the statement's extremity. */
export function statementPositions(
  components: Components,
  aside?: Uint8Array,
): Positions & { extremity: Float64Array } {
  const columns = components.mean.length;
  const x = new Float64Array(columns);
  const y = new Float64Array(columns);
  const extremity = new Float64Array(columns);
  const [w1, w2] = components.loadings;
  for (let column = 0; column < columns; column += 1) {
    if (aside?.[column]) continue;
    const pull = Math.sqrt(columns) * (1 - components.mean[column]!);
    x[column] = pull * w1![column]!;
    y[column] = pull * w2![column]!;
    extremity[column] = Math.hypot(x[column]!, y[column]!);
  }
  return { x, y, extremity };
}
