import { MOST_STATEMENTS } from './vote-log.ts';
import { cellCounts, type VoteMatrix } from './votes.ts';

/** A vote matrix that takes further votes in place: rows stay in order, cells are moved up or down to make room. */
export class GrowingVotes {
  readonly people: string[];
  readonly statements: string[];
  counts: Float64Array;
  private readonly first: VoteMatrix;
  private readonly rows: Map<string, number>;
  private readonly columns: Map<string, number>;
  private start: Uint32Array;
  private cell: Uint16Array;

  constructor(matrix: VoteMatrix) {
    this.first = matrix;
    this.people = [...matrix.people];
    this.statements = [...matrix.statements];
    this.rows = new Map(this.people.map((id, row) => [id, row]));
    this.columns = new Map(this.statements.map((id, column) => [id, column]));
    this.start = new Uint32Array(this.people.length + 1024);
    this.start.set(matrix.start);
    this.cell = new Uint16Array(matrix.cell.length + 4096);
    this.cell.set(matrix.cell);
    this.counts = cellCounts(matrix);
  }

  /** The votes as they stand; shares memory with this store, so it is out of date after the next change. */
  matrix(): VoteMatrix {
    const people = this.people.length;
    return {
      ...this.first,
      people: this.people,
      statements: this.statements,
      start: this.start.subarray(0, people + 1),
      cell: this.cell.subarray(0, this.start[people]!),
    };
  }

  /** Cells of a row: the array, and from where to where. */
  row(row: number): { cell: Uint16Array; from: number; to: number } {
    return { cell: this.cell, from: this.start[row]!, to: this.start[row + 1]! };
  }

  /** Row of a person, added at the end when new. */
  person(id: string): number {
    const known = this.rows.get(id);
    if (known !== undefined) return known;
    const row = this.people.length;
    this.people.push(id);
    this.rows.set(id, row);
    if (row + 2 > this.start.length) {
      const start = new Uint32Array(this.start.length * 2);
      start.set(this.start);
      this.start = start;
    }
    this.start[row + 1] = this.start[row]!;
    return row;
  }

  /** Column of a statement, added at the end when new; -1 when there is no room for another. */
  statement(id: string): number {
    const known = this.columns.get(id);
    if (known !== undefined) return known;
    const column = this.statements.length;
    if (column >= MOST_STATEMENTS) return -1;
    this.statements.push(id);
    this.columns.set(id, column);
    const counts = new Float64Array(this.counts.length + 3);
    counts.set(this.counts);
    this.counts = counts;
    return column;
  }

  /** The cell a row holds in a column; -1 when it holds none. */
  held(row: number, column: number): number {
    const at = this.place(row, column);
    const { cell, to } = this.row(row);
    return at < to && cell[at]! < 3 * column + 3 ? cell[at]! : -1;
  }

  remove(row: number, code: number): void {
    const at = this.place(row, (code / 3) | 0);
    const people = this.people.length;
    this.cell.copyWithin(at, at + 1, this.start[people]!);
    for (let r = row + 1; r <= people; r += 1) this.start[r]! -= 1;
    this.counts[code]! -= 1;
  }

  add(row: number, code: number): void {
    const at = this.place(row, (code / 3) | 0);
    const people = this.people.length;
    const end = this.start[people]!;
    if (end === this.cell.length) {
      const cell = new Uint16Array(Math.ceil(end * 1.1) + 1024);
      cell.set(this.cell);
      this.cell = cell;
    }
    this.cell.copyWithin(at + 1, at, end);
    this.cell[at] = code;
    for (let r = row + 1; r <= people; r += 1) this.start[r]! += 1;
    this.counts[code]! += 1;
  }

  private place(row: number, column: number): number {
    let at = this.start[row]!;
    while (at < this.start[row + 1]! && this.cell[at]! < 3 * column) at += 1;
    return at;
  }
}
