import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashLine, hashSeal, type Line, noSealBefore, type Seal } from './canonical.ts';
import { verifyChain } from './chain.ts';

const place = '019c2f00-0000-7000-8000-000000000001';

const line = (number: number): Line => ({
  place,
  id: `019c2f00-0000-7000-9000-${number.toString(16).padStart(12, '0')}`,
  at: new Date(Date.UTC(2026, 4, 1) + number * 1000).toISOString(),
  actorKind: 'visitor',
  actorMark: null,
  rule: 'anyone',
  action: 'listen.say',
  outcome: 'done',
  subjectType: 'contribution',
  subjectId: `019c2f00-0000-7000-a000-${number.toString(16).padStart(12, '0')}`,
  subjectMark: null,
  details: {},
});

/** Lines sealed in runs of the given sizes. */
function log(sizes: number[]): { lines: Line[]; seals: Seal[] } {
  const lines: Line[] = [];
  const seals: Seal[] = [];
  for (const size of sizes) {
    const run = Array.from({ length: size }, (_, index) => line(lines.length + index + 1));
    const seal = {
      place,
      seq: seals.length + 1,
      first: lines.length + 1,
      count: size,
      previous: seals.at(-1)?.hash ?? noSealBefore,
      lines: run.map(hashLine),
      sealedAt: '2026-05-02T00:00:00.000Z',
    };
    lines.push(...run);
    seals.push({ ...seal, hash: hashSeal(seal) });
  }
  return { lines, seals };
}

const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 6 });
const logAndLine = sizes.chain((chosen) => {
  const { lines, seals } = log(chosen);
  return fc.record({
    lines: fc.constant(lines),
    seals: fc.constant(seals),
    at: fc.integer({ min: 0, max: lines.length - 1 }),
  });
});

const faultOf = async (lines: Line[], seals: Seal[]) => {
  const check = await verifyChain(lines, seals);
  return check.ok ? null : check.fault;
};

describe('a log nobody touched', () => {
  test('is whole, however its lines were sealed', () =>
    fc.assert(
      fc.asyncProperty(sizes, async (chosen) => {
        const { lines, seals } = log(chosen);
        expect(await verifyChain(lines, seals)).toEqual({
          ok: true,
          lines: lines.length,
          seals: seals.length,
          head: seals.at(-1)!.hash,
        });
      }),
    ));

  test('may be empty', async () => {
    expect(await verifyChain([], [])).toEqual({ ok: true, lines: 0, seals: 0, head: noSealBefore });
  });
});

describe('whatever is done to any line is found, and the first bad line is named', () => {
  const changes: Record<string, (line: Line) => Line> = {
    time: (one) => ({ ...one, at: '2026-05-01T00:00:00.001Z' }),
    'who acted': (one) => ({ ...one, actorMark: 'a'.repeat(64) }),
    outcome: (one) => ({ ...one, outcome: 'not-allowed' }),
    subject: (one) => ({ ...one, subjectId: place }),
    'a detail': (one) => ({ ...one, details: { count: 1 } }),
    'a field added': (one) => ({ ...one, note: 'x' }) as Line,
    'the place': (one) => ({ ...one, place: '019c2f00-0000-7000-8000-000000000002' }),
    'the id': (one) => ({ ...one, id: '019c2f00-0000-7000-9000-ffffffffffff' }),
  };
  test.each(Object.entries(changes))('edited: %s', (_, change) =>
    fc.assert(
      fc.asyncProperty(logAndLine, async ({ lines, seals, at }) => {
        const edited = lines.with(at, change(lines[at]!));
        expect(await faultOf(edited, seals)).toMatchObject({ kind: 'changed', line: at + 1, id: edited[at]!.id });
      }),
    ),
  );

  test('taken out', () =>
    fc.assert(
      fc.asyncProperty(logAndLine, async ({ lines, seals, at }) => {
        const fault = await faultOf(lines.toSpliced(at, 1), seals);
        expect(fault).toMatchObject({ kind: 'missing', line: at + 1 });
      }),
    ));

  test('put in twice', () =>
    fc.assert(
      fc.asyncProperty(logAndLine, async ({ lines, seals, at }) => {
        const fault = await faultOf(lines.toSpliced(at, 0, lines[at]!), seals);
        expect(fault).toMatchObject({ kind: 'doubled', line: at + 2, id: lines[at]!.id });
      }),
    ));

  test('made up and put in', () =>
    fc.assert(
      fc.asyncProperty(logAndLine, async ({ lines, seals, at }) => {
        const fault = await faultOf(lines.toSpliced(at, 0, line(99)), seals);
        expect(fault).toMatchObject({ line: at + 1, id: line(99).id });
      }),
    ));

  test('swapped with any other', () =>
    fc.assert(
      fc.asyncProperty(logAndLine, fc.nat(), async ({ lines, seals, at }, more) => {
        fc.pre(lines.length > 1);
        const other = (at + 1 + (more % (lines.length - 1))) % lines.length;
        const swapped = lines.with(at, lines[other]!).with(other, lines[at]!);
        const first = Math.min(at, other);
        expect(await faultOf(swapped, seals)).toMatchObject({ line: first + 1, id: swapped[first]!.id });
      }),
    ));
});

describe('whatever is done to a seal is found', () => {
  const sealAndLog = sizes.chain((chosen) =>
    fc.record({ log: fc.constant(log(chosen)), at: fc.integer({ min: 0, max: chosen.length - 1 }) }),
  );

  test('a line edited and its seal made anew, but not the seals after it', () =>
    fc.assert(
      fc.asyncProperty(logAndLine, async ({ lines, seals, at }) => {
        const index = seals.findIndex((seal) => at + 1 < seal.first + seal.count);
        fc.pre(index < seals.length - 1);
        const edited = lines.with(at, { ...lines[at]!, outcome: 'closed' });
        const hashes = seals[index]!.lines.with(at + 1 - seals[index]!.first, hashLine(edited[at]!));
        const anew = { ...seals[index]!, lines: hashes };
        const forged = seals.with(index, { ...anew, hash: hashSeal(anew) });
        expect(await faultOf(edited, forged)).toMatchObject({ kind: 'seal-missing', seal: index + 2 });
      }),
    ));

  test('taken out, with its lines', () =>
    fc.assert(
      fc.asyncProperty(sealAndLog, async ({ log: { lines, seals }, at }) => {
        fc.pre(at < seals.length - 1);
        const { first, count } = seals[at]!;
        const fault = await faultOf(lines.toSpliced(first - 1, count), seals.toSpliced(at, 1));
        expect(fault).toMatchObject({ kind: 'seal-missing', seal: at + 2 });
      }),
    ));

  test('dated anew', () =>
    fc.assert(
      fc.asyncProperty(sealAndLog, async ({ log: { lines, seals }, at }) => {
        const forged = seals.with(at, { ...seals[at]!, sealedAt: '2026-05-03T00:00:00.000Z' });
        expect(await faultOf(lines, forged)).toMatchObject({ kind: 'seal-changed', seal: at + 1 });
      }),
    ));
});
