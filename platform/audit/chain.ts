import { hashLine, hashSeal, type Line, noSealBefore, type Seal } from './canonical.ts';

/**
 * What is wrong first. Of a line: 'changed' (not what was sealed), 'missing', 'added' (never sealed), 'moved' (out of its
 * order), 'doubled'. Of a seal: 'seal-changed' (its hash is not of what it says), 'seal-missing' (the chain jumps).
 */
export interface Fault {
  kind: 'changed' | 'missing' | 'added' | 'moved' | 'doubled' | 'seal-changed' | 'seal-missing' | 'unreadable';
  /** The seal it was found in. */
  seal: number;
  /** Number of the line in the log, counted from 1; null for a fault of a seal. */
  line: number | null;
  /** Id of the line that stands there, or null where none does. */
  id: string | null;
}

export type ChainCheck =
  | { ok: true; lines: number; seals: number; head: string }
  | { ok: false; lines: number; seals: number; fault: Fault };

type Many<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Checks lines against seals, both in their order, holding no more than one seal's lines at a time. It asks the database
 * nothing and trusts nothing but the seals' own chain, so anybody can run it on what they were given.
 * @param lines the sealed lines only; lines that wait for a seal are not covered by anything.
 * @returns how much was good, with the hash of the last seal, or the first fault.
 */
export async function verifyChain(lines: Many<Line>, seals: Many<Seal>): Promise<ChainCheck> {
  const reader = iterate(lines);
  const chain = chainCheck();
  for await (const [seal, next] of withNext(seals)) {
    const found: Line[] = [];
    while (found.length < seal.count) {
      const step = await reader.next();
      if (step.done) break;
      found.push(step.value);
    }
    const fault = chain.add(seal, found, next);
    if (fault) return { ok: false, ...chain.soFar(), fault };
  }
  const rest = await reader.next();
  if (!rest.done) return { ok: false, ...chain.soFar(), fault: chain.leftOver(rest.value) };
  return { ok: true, ...chain.soFar(), head: chain.head() };
}

/** The check of one chain, seal by seal. */
export function chainCheck() {
  let last: Seal | undefined;
  let lines = 0;

  return {
    soFar: () => ({ lines, seals: last?.seq ?? 0 }),
    head: () => last?.hash ?? noSealBefore,
    /** Takes the next seal with the lines that stand before it; gives the first fault or null. */
    add(seal: Seal, found: readonly Line[], next?: Seal): Fault | null {
      const before = last;
      const fault = sealFault(seal, before) ?? lineFault(seal, found, before, next);
      if (fault) {
        if (fault.line !== null) lines = fault.line - 1;
        return fault;
      }
      last = seal;
      lines += seal.count;
      return null;
    },
    /** The fault of a line that stands after the last seal. */
    leftOver(line: Line): Fault {
      const doubled = last?.lines.includes(hashLine(line));
      return { kind: doubled ? 'doubled' : 'added', seal: last?.seq ?? 0, line: lines + 1, id: line.id };
    },
  };
}

function sealFault(seal: Seal, before: Seal | undefined): Fault | null {
  const fault = (kind: Fault['kind']): Fault => ({ kind, seal: seal.seq, line: null, id: null });
  if (hashSeal(seal) !== seal.hash || seal.count !== seal.lines.length || seal.count < 1) return fault('seal-changed');
  const follows =
    seal.seq === (before?.seq ?? 0) + 1 &&
    seal.previous === (before?.hash ?? noSealBefore) &&
    seal.first === (before ? before.first + before.count : 1) &&
    (!before || seal.place === before.place);
  return follows ? null : fault('seal-missing');
}

function lineFault(seal: Seal, found: readonly Line[], before?: Seal, next?: Seal): Fault | null {
  const hashes = found.map((line) => (line.place === seal.place ? hashLine(line) : ''));
  const at = seal.lines.findIndex((hash, index) => hashes[index] !== hash);
  const index = at >= 0 ? at : hashes.length > seal.count ? seal.count : -1;
  if (index < 0) return null;
  return {
    kind: kindOf(index, hashes, seal.lines, before?.lines ?? [], next?.lines ?? []),
    seal: seal.seq,
    line: seal.first + index,
    id: found[index]?.id ?? null,
  };
}

function kindOf(
  index: number,
  found: readonly string[],
  sealed: readonly string[],
  before: readonly string[],
  next: readonly string[],
): Fault['kind'] {
  const here = found[index];
  if (here === undefined) return 'missing';
  if (sealed.slice(0, index).includes(here) || before.includes(here)) return 'doubled';
  const comesLater = sealed[index] !== undefined && found.indexOf(sealed[index], index + 1) >= 0;
  const belongsLater = sealed.indexOf(here, index + 1) >= 0 || next.includes(here);
  if (belongsLater) return comesLater ? 'moved' : 'missing';
  return comesLater || sealed[index] === undefined ? 'added' : 'changed';
}

async function* iterate<T>(many: Many<T>): AsyncGenerator<T> {
  yield* many;
}

async function* withNext<T>(many: Many<T>): AsyncGenerator<[T, T | undefined]> {
  let held: T | undefined;
  for await (const one of many) {
    if (held !== undefined) yield [held, one];
    held = one;
  }
  if (held !== undefined) yield [held, undefined];
}
