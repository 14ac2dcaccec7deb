import { type Chunks, LONGEST_ROW } from './csv.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** What {@link readPlainLines} hands on when it meets a quotation mark: the rest of the input and the lines before it. */
export interface Remainder {
  chunks: AsyncIterable<Uint8Array>;
  linesBefore: number;
}

/**
 * Walks over the lines of an input as bytes, without making strings, for as long as there is no quotation mark in it.
 * LF, CRLF, CR and mixtures end a line; a byte order mark is passed over; empty lines are counted but not handed on.
 *
 * @param onLine gets a buffer and the place of one line in it; valid only during the call. False ends the walk
 * @returns undefined at the end; from the first piece with a quotation mark on, the remainder for a full reader;
 *   'too-long' when a line passes {@link LONGEST_ROW}
 */
export async function readPlainLines(
  chunks: Chunks,
  onLine: (bytes: Uint8Array, from: number, to: number, line: number) => boolean,
): Promise<Remainder | 'too-long' | undefined> {
  const iterator = iterate(chunks);
  let rest: Uint8Array = new Uint8Array(0);
  let line = 0;
  let begun = false;
  let afterCr = false;
  while (true) {
    const next = await iterator.next();
    const last = next.done === true;
    let bytes: Uint8Array = last ? rest : join(rest, next.value);
    if (!begun && (bytes.length >= 3 || last)) {
      begun = true;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    }
    if (bytes.includes(QUOTE)) return { chunks: resume(bytes, last, iterator, afterCr), linesBefore: line };
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (byte !== LF && byte !== CR) continue;
      if (byte === LF && afterCr && at === from) {
        afterCr = false;
        from = at + 1;
        continue;
      }
      afterCr = byte === CR;
      line += 1;
      if (at > from && !onLine(bytes, from, at, line)) return undefined;
      from = at + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > 0) afterCr = false;
    if (last) {
      if (rest.length > 0) onLine(rest, 0, rest.length, line + 1);
      return undefined;
    }
    if (rest.length > LONGEST_ROW) return 'too-long';
  }
}

async function* iterate(chunks: Chunks): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of chunks) yield chunk;
  return undefined;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

async function* resume(
  bytes: Uint8Array,
  last: boolean,
  iterator: AsyncGenerator<Uint8Array, undefined>,
  afterCr: boolean,
): AsyncGenerator<Uint8Array> {
  yield afterCr && bytes[0] === LF ? bytes.subarray(1) : bytes;
  if (!last) yield* iterator;
}
