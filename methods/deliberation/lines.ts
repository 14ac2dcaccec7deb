import type { Chunks } from './csv.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const SEPARATORS = new Set([44, 59, 9]);

/** No honest row of votes is longer than this many bytes; a quotation mark that is never closed is caught here. */
export const LONGEST_LINE = 4 * 1024 * 1024;

export interface LineTaker {
  /** One row: a buffer and its place in it, valid during the call; whether it has quotation marks. False ends the walk. */
  line(bytes: Uint8Array, from: number, to: number, line: number, quoted: boolean): boolean;
  /** A quotation mark opened on this line is never closed. Reading goes on with the next line. */
  unclosed(line: number): void;
}

/**
 * Walks over the rows of an input as bytes, without making strings. LF, CRLF, CR and mixtures end a row, unless inside
 * quotation marks; a byte order mark is passed over; empty rows are counted but not handed on. Lines are counted from 1; a row
 * with line breaks inside quotation marks goes by its first.
 * @returns 'too-long' when a row passes {@link LONGEST_LINE}
 */
export async function readLines(chunks: Chunks, taker: LineTaker): Promise<'too-long' | undefined> {
  const walk = new Walk(taker);
  for await (const chunk of chunks) {
    walk.take(chunk, false);
    if (walk.ended) return undefined;
    if (walk.tooLong) return 'too-long';
  }
  walk.take(new Uint8Array(0), true);
  return undefined;
}

class Walk {
  ended = false;
  tooLong = false;
  private readonly taker: LineTaker;
  private rest: Uint8Array = new Uint8Array(0);
  /** Line the next row begins on. */
  private line = 1;
  private begun = false;
  private afterCr = false;

  constructor(taker: LineTaker) {
    this.taker = taker;
  }

  take(chunk: Uint8Array, last: boolean): void {
    let bytes = join(this.rest, chunk);
    if (!this.begun) {
      if (bytes.length < 3 && !last) {
        this.rest = bytes;
        return;
      }
      this.begun = true;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    }
    for (;;) {
      const open = bytes.includes(QUOTE) ? this.rowsWithQuotes(bytes) : this.plainRows(bytes);
      if (this.ended) return;
      if (!open || !(last || this.rest.length > LONGEST_LINE)) break;
      this.taker.unclosed(this.line);
      bytes = this.afterFirstBreak(this.rest);
    }
    this.tooLong = this.rest.length > LONGEST_LINE;
    if (last && this.rest.length > 0)
      this.taker.line(this.rest, 0, this.rest.length, this.line, this.rest.includes(QUOTE));
  }

  private afterFirstBreak(bytes: Uint8Array): Uint8Array {
    const at = bytes.findIndex((byte) => byte === LF || byte === CR);
    this.line += 1;
    if (at < 0) return bytes.subarray(bytes.length);
    return bytes.subarray(bytes[at] === CR && bytes[at + 1] === LF ? at + 2 : at + 1);
  }

  private end(bytes: Uint8Array, from: number, at: number, quoted: boolean, breaks: number): void {
    this.afterCr = bytes[at] === CR;
    if (at > from && !this.taker.line(bytes, from, at, this.line, quoted)) this.ended = true;
    this.line += 1 + breaks;
  }

  private plainRows(bytes: Uint8Array): boolean {
    let from = 0;
    for (let at = 0; at < bytes.length && !this.ended; at += 1) {
      const byte = bytes[at]!;
      if (byte !== LF && byte !== CR) continue;
      if (byte === LF && this.afterCr && at === from) this.afterCr = false;
      else this.end(bytes, from, at, false, 0);
      from = at + 1;
    }
    this.keep(bytes, from);
    return false;
  }

  /** The same where quotation marks may hold line breaks. True when the last row has one still open. */
  private rowsWithQuotes(bytes: Uint8Array): boolean {
    let from = 0;
    let inside = false;
    let quoted = false;
    let breaks = 0;
    for (let at = 0; at < bytes.length && !this.ended; at += 1) {
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        const opens = at === from || SEPARATORS.has(bytes[at - 1]!) || (quoted && bytes[at - 1] === QUOTE);
        inside = !inside && opens;
        quoted = true;
      } else if (byte === LF || byte === CR) {
        if (inside) {
          if (byte === LF || bytes[at + 1] !== LF) breaks += 1;
          continue;
        }
        if (byte === LF && this.afterCr && at === from) this.afterCr = false;
        else this.end(bytes, from, at, quoted, breaks);
        from = at + 1;
        quoted = false;
        breaks = 0;
      }
    }
    this.keep(bytes, from);
    return inside;
  }

  private keep(bytes: Uint8Array, from: number): void {
    this.rest = bytes.slice(from);
    if (this.rest.length > 0) this.afterCr = false;
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/**
 * The values of one row that has quotation marks (RFC 4180: doubled inside).
 * @returns a reason when a mark stands where none may
 */
export function splitQuoted(row: string, separator: string): string[] | string {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (row[at] !== '"') {
      const next = row.indexOf(separator, at);
      const text = row.slice(at, next < 0 ? undefined : next);
      if (text.includes('"')) return 'a quotation mark stands in the middle of a value';
      fields.push(text);
      if (next < 0) return fields;
      at = next + 1;
      continue;
    }
    let text = '';
    let close = at;
    for (;;) {
      const next = row.indexOf('"', close + 1);
      if (next < 0) return 'a quotation mark is opened and never closed';
      text += row.slice(close + 1, next);
      close = next;
      if (row[close + 1] !== '"') break;
      text += '"';
      close += 1;
    }
    fields.push(text);
    if (close + 1 === row.length) return fields;
    if (row[close + 1] !== separator) return 'text follows a closing quotation mark';
    at = close + 2;
  }
}
