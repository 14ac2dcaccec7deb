import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { canonical, fingerprint, type Line, type Seal } from './canonical.ts';
import { chainCheck, type Fault } from './chain.ts';
import type { CopyRow } from './export.ts';

/** A copy as it comes: a file stream, a response body, or pieces of text. */
export type CopyStream = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

export type CopyCheck =
  | {
      ok: true;
      place: string;
      madeAt: string;
      /** Lines under a seal, and lines that waited for one when the copy was made. */
      lines: number;
      waiting: number;
      seals: number;
      /** For two people to compare by voice. Equal fingerprints: the same log, line for line, up to the last seal. */
      fingerprint: string;
    }
  | { ok: false; lines: number; seals: number; fault: Fault };

/** What a verified part of a copy holds. */
export type CopyPart =
  | { part: 'start'; place: string; madeAt: string }
  | { part: 'sealed'; seal: Seal; lines: Line[] }
  | { part: 'end'; waiting: Line[]; lines: number; seals: number; head: string };

/** Carries the first fault of a copy out of the reader. */
export class CopyFault extends Error {
  readonly fault: Fault;
  readonly soFar: { lines: number; seals: number };
  constructor(fault: Fault, soFar: { lines: number; seals: number }) {
    super(fault.kind);
    this.fault = fault;
    this.soFar = soFar;
  }
}

/** Checks a copy from its first line of text to its last, holding one seal's lines at a time. */
export async function verifyExport(stream: CopyStream): Promise<CopyCheck> {
  try {
    let start: { place: string; madeAt: string } | undefined;
    for await (const part of readCopy(stream)) {
      if (part.part === 'start') start = { place: part.place, madeAt: part.madeAt };
      if (part.part !== 'end') continue;
      const { lines, seals, waiting, head } = part;
      return { ok: true, ...start!, lines, seals, waiting: waiting.length, fingerprint: fingerprint(head) };
    }
    throw new Error('readCopy always ends with a part `end` or throws.');
  } catch (error) {
    if (error instanceof CopyFault) return { ok: false, ...error.soFar, fault: error.fault };
    throw error;
  }
}

/** More lines than this before a seal are no copy of ours. */
const mostHeld = 100_000;

/** Reads and checks a copy part by part. Throws `CopyFault` at the first fault. */
export async function* readCopy(stream: CopyStream): AsyncGenerator<CopyPart> {
  const chain = chainCheck();
  let place: string | undefined;
  let held: { n: number | null; line: Line }[] = [];
  let end: CopyPart | undefined;
  const fail = (fault: Partial<Fault>): never => {
    const { lines, seals } = chain.soFar();
    throw new CopyFault({ kind: 'unreadable', seal: seals, line: lines + 1, id: null, ...fault }, { lines, seals });
  };

  for await (const text of createInterface({ input: Readable.from(stream), crlfDelay: Number.POSITIVE_INFINITY })) {
    const row = parse(text);
    if (!row || end || (row.row === 'audit') !== (place === undefined)) return fail({});
    if (row.row === 'audit') {
      if (row.version !== 1) fail({});
      place = row.place;
      yield { part: 'start', place: row.place, madeAt: row.madeAt };
    } else if (row.row === 'line') {
      held.push(row);
      if (held.length > mostHeld) fail({});
    } else if (row.row === 'seal') {
      const { seal } = row;
      if (seal.place !== place) fail({ kind: 'seal-changed', line: null });
      const lines = held.map(({ line }) => line);
      const fault = chain.add(seal, lines) ?? misnumbered(held, seal);
      if (fault) fail(fault);
      held = [];
      yield { part: 'sealed', seal, lines };
    } else {
      const { lines, seals } = chain.soFar();
      const stray = held.find(({ n, line }) => n !== null || line.place !== place);
      if (stray) fail(chain.leftOver(stray.line));
      if (row.seals !== seals || row.head !== chain.head()) fail({ kind: 'seal-missing', seal: seals + 1, line: null });
      if (row.lines !== lines + held.length) fail({ kind: row.lines > lines + held.length ? 'missing' : 'added' });
      if (row.fingerprint !== fingerprint(row.head)) fail({});
      end = { part: 'end', waiting: held.map(({ line }) => line), lines, seals, head: row.head };
    }
  }
  // Cut off before its last line of text.
  yield end ?? fail({ kind: 'missing' });
}

/** A row that is not, byte for byte, how we write it could read one way to a person and another to a program. */
function parse(text: string): CopyRow | null {
  try {
    const row = JSON.parse(text) as CopyRow;
    const known = ['audit', 'line', 'seal', 'end'].includes(row.row);
    const whole = row.row === 'line' ? isLine(row.line) : row.row === 'seal' ? isSeal(row.seal) : true;
    return known && whole && canonical(row) === text ? row : null;
  } catch {
    return null;
  }
}

const isLine = (line: Line) => typeof line?.id === 'string' && typeof line.place === 'string';
const isSeal = (seal: Seal) => Number.isInteger(seal?.seq) && Array.isArray(seal.lines);

function misnumbered(held: readonly { n: number | null; line: Line }[], seal: Seal): Fault | null {
  const index = held.findIndex(({ n }, position) => n !== seal.first + position);
  return index < 0 ? null : { kind: 'moved', seal: seal.seq, line: seal.first + index, id: held[index]!.line.id };
}
