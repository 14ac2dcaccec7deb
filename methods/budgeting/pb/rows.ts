/** One line of a `.pb` file (or several, when a quoted field runs over line ends). */
export interface Row {
  readonly cells: readonly string[];
  /** Line number of its first line, from 1. */
  readonly line: number;
  /** The exact text, with its line end and any blank lines before it. Left out when the file is streamed. */
  readonly text: string;
}

/** Splits one record at `;`, undoing CSV quoting. Undefined when a quote is left open. */
export function cellsOf(record: string): string[] | undefined {
  if (!record.includes('"')) return record.split(';');
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < record.length; i++) {
    const character = record[i] as string;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (record[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (character === '"' && cell === '') quoted = true;
    else if (character === ';') {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  cells.push(cell);
  return quoted ? undefined : cells;
}

/** A field as it must be written: quoted only when it has to be. */
export function writeCell(cell: string): string {
  return /[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Characters after which a quote still open is taken for a mistake, and a line without an end too. */
const LONGEST_QUOTE = 65_536;
const LONGEST_RECORD = 4_000_000;

/** Cuts text that arrives in pieces into records. Line ends may be LF, CRLF or both; a BOM is passed over. */
export class RowReader {
  readonly #onRow: (row: Row) => void;
  readonly #keepText: boolean;
  #rest = '';
  #before = '';
  #line = 1;
  #started = false;
  #stuck: number | undefined;
  bom = false;

  constructor(onRow: (row: Row) => void, keepText: boolean) {
    this.#onRow = onRow;
    this.#keepText = keepText;
  }

  push(piece: string): void {
    if (this.#stuck !== undefined) return;
    let text = this.#rest + piece;
    if (!this.#started && text.length > 0) {
      this.#started = true;
      if (text.charCodeAt(0) === 0xfeff) {
        this.bom = true;
        text = text.slice(1);
      }
    }
    this.#rest = text.slice(this.#cut(text, false));
  }

  /** Ends the input. Returns what follows the last record (blank lines), or the line of a quote left open. */
  end(): { tail: string } | { openQuote: number } {
    const used = this.#stuck === undefined ? this.#cut(this.#rest, true) : 0;
    if (this.#stuck !== undefined || used < this.#rest.length) return { openQuote: this.#stuck ?? this.#line };
    return { tail: this.#before };
  }

  /** Keeps the rest for later, unless it has grown beyond what any record may be. */
  #wait(text: string, at: number): number {
    if (text.length - at > LONGEST_RECORD) this.#stuck = this.#line;
    return at;
  }

  #cut(text: string, last: boolean): number {
    let at = 0;
    while (at < text.length) {
      let next = text.indexOf('\n', at);
      if (next < 0 && !last) return this.#wait(text, at);
      let end = next < 0 ? text.length : next + 1;
      let record = trimEnd(text, at, end);
      let cells = record.includes('"') ? cellsOf(record) : undefined;
      while (record.includes('"') && cells === undefined) {
        if (end - at > LONGEST_QUOTE) this.#stuck = this.#line;
        if (end >= text.length || this.#stuck !== undefined) return at;
        next = text.indexOf('\n', end);
        if (next < 0 && !last) return this.#wait(text, at);
        const line = end;
        end = next < 0 ? text.length : next + 1;
        // Only a line with a quote in it can end the record.
        if (!text.slice(line, end).includes('"')) continue;
        record = trimEnd(text, at, end);
        cells = cellsOf(record);
      }
      const whole = this.#keepText ? this.#before + text.slice(at, end) : '';
      if (record.trim() === '') this.#before = whole;
      else {
        this.#before = '';
        this.#onRow({ cells: cells ?? record.split(';'), line: this.#line, text: whole });
      }
      for (let i = at; i < end; i++) {
        i = text.indexOf('\n', i);
        if (i < 0 || i >= end) break;
        this.#line++;
      }
      at = end;
    }
    return at;
  }
}

function trimEnd(text: string, from: number, to: number): string {
  let end = to;
  if (end > from && text.charCodeAt(end - 1) === 10) end--;
  if (end > from && text.charCodeAt(end - 1) === 13) end--;
  return text.slice(from, end);
}
