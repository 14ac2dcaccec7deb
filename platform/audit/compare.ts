import { hashLine, type Line, type Seal } from './canonical.ts';
import type { Fault } from './chain.ts';
import { CopyFault, type CopyPart, type CopyStream, readCopy } from './copy.ts';

export type Comparison =
  /** The newer copy holds all of the older one unchanged, and so many lines more. */
  | { ok: true; same: boolean; newLines: number }
  /** `copy`: where the fault is. 'newer' also stands for a history that was written anew after the older copy. */
  | { ok: false; copy: 'older' | 'newer'; fault: Fault };

/**
 * Compares two copies of one place's log, fetched on two days. Whatever was taken out, moved, changed or put in between
 * shows, even when the whole chain was calculated anew, because the older copy is out of reach of whoever did it.
 */
export async function compareExports(older: CopyStream, newer: CopyStream): Promise<Comparison> {
  const then = tagged(readCopy(older), 'older');
  const today = tagged(readCopy(newer), 'newer');
  try {
    return await compare(then, today);
  } catch (error) {
    if (error instanceof Tagged) return { ok: false, copy: error.copy, fault: error.fault };
    throw error;
  } finally {
    await then.return(undefined);
    await today.return(undefined);
  }
}

async function compare(then: AsyncGenerator<CopyPart>, today: AsyncGenerator<CopyPart>): Promise<Comparison> {
  /** Lines of the older copy that waited for a seal then. */
  let owed = new Map<string, string>();
  let lines = 0;
  let place: string | undefined;
  for await (const old of then) {
    if (old.part === 'end') {
      owed = new Map(old.waiting.map((line) => [line.id, hashLine(line)]));
      break;
    }
    const { value: now } = await today.next();
    if (old.part === 'start') {
      place = old.place;
      if (now?.part !== 'start' || now.place !== place)
        return newer({ kind: 'unreadable', seal: 0, line: null, id: null });
    } else {
      const fault = now?.part === 'sealed' ? difference(old, now) : missing(old.seal);
      if (fault) return newer(fault);
      lines += old.seal.count;
    }
  }
  const before = lines + owed.size;
  let after = lines;
  for await (const now of today) {
    if (now.part === 'start') continue;
    const added = now.part === 'sealed' ? now.lines : now.waiting;
    const seal = now.part === 'sealed' ? now.seal.seq : now.seals + 1;
    for (const [index, line] of added.entries()) {
      const fault = repay(owed, line, { seal, line: after + index + 1 });
      if (fault) return newer(fault);
    }
    after += added.length;
  }
  const [gone] = owed.keys();
  if (gone !== undefined) return newer({ kind: 'missing', seal: 0, line: null, id: gone });
  return { ok: true, same: after === before, newLines: after - before };
}

const newer = (fault: Fault): Comparison => ({ ok: false, copy: 'newer', fault });
const missing = (seal: Seal): Fault => ({ kind: 'seal-missing', seal: seal.seq, line: seal.first, id: null });

function repay(owed: Map<string, string>, line: Line, where: { seal: number; line: number }): Fault | null {
  const hash = owed.get(line.id);
  if (hash !== undefined && hash !== hashLine(line)) return { kind: 'changed', ...where, id: line.id };
  owed.delete(line.id);
  return null;
}

type Sealed = Extract<CopyPart, { part: 'sealed' }>;

function difference(old: Sealed, now: Sealed): Fault | null {
  if (old.seal.hash === now.seal.hash) return null;
  const { lines, seq, first } = old.seal;
  const index = lines.findIndex((hash, position) => now.seal.lines[position] !== hash);
  if (index < 0) return { kind: 'seal-changed', seal: seq, line: null, id: null };
  const stands = now.seal.lines.includes(lines[index]!);
  const here = now.seal.lines[index];
  const known = here !== undefined && lines.includes(here);
  const kind = stands ? (known ? 'moved' : 'added') : known || here === undefined ? 'missing' : 'changed';
  return { kind, seal: seq, line: first + index, id: old.lines[index]!.id };
}

class Tagged extends Error {
  readonly copy: 'older' | 'newer';
  readonly fault: Fault;
  constructor(copy: 'older' | 'newer', fault: Fault) {
    super(fault.kind);
    this.copy = copy;
    this.fault = fault;
  }
}

async function* tagged(parts: AsyncGenerator<CopyPart>, copy: 'older' | 'newer'): AsyncGenerator<CopyPart> {
  try {
    yield* parts;
  } catch (error) {
    throw error instanceof CopyFault ? new Tagged(copy, error.fault) : error;
  }
}
