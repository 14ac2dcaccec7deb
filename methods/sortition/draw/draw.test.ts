import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { lottery } from '../lottery/lottery.ts';
import { loadSolver } from '../solver.ts';
import { meets, smallProblem } from '../testing.ts';
import { canonicalJson, hmacHex, SeededStream, sha256Hex } from './bytes.ts';
import { merklePath, merkleRoot, verifyPath } from './merkle.ts';
import { expandPanels } from './people.ts';
import { drawPanel, drawSeed, freeze, pathOf, verifyDraw, verifyMember } from './protocol.ts';
import { roundLottery, TICKETS, wholeWeights } from './round.ts';

// Hundreds of invented cases each; a busy machine may need a while.
vi.setConfig({ testTimeout: 60_000 });

const solver = await loadSolver();
const beacon = { source: 'drand quicknet', round: '12345678', fallback: 'dice in the room' };
const options = { salt: 'kept secret', number: 1, beacon, version: '0.1.0', solver: 'HiGHS' };
const value = 'c0'.repeat(32);

function frozen(seed = 5, turn = false) {
  const problem = smallProblem(seed);
  const people = turn ? [...problem.people].reverse() : problem.people;
  const found = lottery({ ...problem, people }, solver);
  if (!found.ok) throw new Error(found.message);
  return { problem, lottery: found.value, ...freeze({ ...problem, people }, found.value, options) };
}

function drawn(draw = frozen()) {
  const seed = drawSeed(draw.published, value, '3 5 1 6');
  if (!seed.ok) throw new Error(seed.message);
  return drawPanel(draw.published, seed.value);
}

describe('the public draw', () => {
  test('can be checked by a stranger from what was published', () => {
    const { published } = frozen();
    const { selected } = drawn();
    expect(verifyDraw(published, { beacon: value, dice: '3 5 1 6', selected })).toEqual([]);
    expect(verifyDraw(JSON.parse(JSON.stringify(published)), { beacon: value, dice: '3516', selected })).toEqual([]);
  });

  test('shows one changed person, ticket or member', () => {
    const { published } = frozen();
    const { selected } = drawn();
    const revealed = { beacon: value, dice: '3516', selected };
    const people = published.people.map((row, i) => (i === 0 ? { ...row, features: 'f'.repeat(64) } : row));
    expect(verifyDraw({ ...published, people }, revealed)).toContain('The list of people is not the one committed to.');
    const tickets = published.tickets.map((n, i) => (i === 0 ? n - 1 : i === 1 ? n + 1 : n));
    expect(verifyDraw({ ...published, tickets }, revealed)).toContain('The lottery is not the one committed to.');
    expect(verifyDraw(published, { ...revealed, selected: selected.slice(1) })).toEqual([
      'The people announced are not those the seed picks.',
    ]);
    const otherDice = Array.from({ length: 30 }, (_, i) => verifyDraw(published, { ...revealed, dice: String(i) }));
    expect(otherDice).toContainEqual(['The people announced are not those the seed picks.']);
  });

  test('is frozen to the same bytes whatever the order of the pool', () => {
    expect(canonicalJson(frozen(5, true).published)).toBe(canonicalJson(frozen(5).published));
  });

  test('selects a panel that meets every quota and the household rule', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer(), (seed, throwing) => {
        const problem = smallProblem(seed);
        const found = lottery(problem, solver);
        if (!found.ok) return;
        const { published, ids } = freeze(problem, found.value, options);
        const selected = drawPanel(published, sha256Hex(String(throwing))).selected.map((p) => ids.get(p)!);
        expect(selected).toHaveLength(problem.size);
        expect(
          meets(
            problem,
            problem.people.filter(({ id }) => selected.includes(id)),
          ),
        ).toBe(true);
      }),
      { numRuns: 80, seed: 4 },
    );
  });

  test('picks people as often as the lottery says', () => {
    const { published, ids, lottery: found } = frozen(11);
    const times = new Map<string, number>();
    const draws = 4000;
    for (let i = 0; i < draws; i++) {
      for (const p of drawPanel(published, sha256Hex(`try ${i}`)).selected)
        times.set(ids.get(p)!, (times.get(ids.get(p)!) ?? 0) + 1);
    }
    for (const [i, id] of found.kinds.people.entries()) {
      expect(Math.abs((times.get(id) ?? 0) / draws - found.probabilities[i]!)).toBeLessThan(0.035);
    }
  });

  test('lets one person prove their row was in', () => {
    const { published } = frozen();
    const mine = pathOf(published, published.people[2]!.pseudonym)!;
    expect(verifyMember(mine.leaf, mine.path, published.root)).toBe(true);
    expect(verifyMember(mine.leaf.replace('pseudonym', 'pseudonyn'), mine.path, published.root)).toBe(false);
    expect(pathOf(published, 'nobody')).toBeUndefined();
  });

  test('refuses a beacon that is none, and too few dice without one', () => {
    const { published } = frozen();
    expect(drawSeed(published, 'tomorrow')).toMatchObject({ ok: false, code: 'bad-source' });
    expect(drawSeed(published, '', '1 2 3')).toMatchObject({ ok: false, code: 'bad-source' });
    expect(drawSeed(published, '', '12345612345612345612')).toMatchObject({ ok: true });
  });
});

describe('its parts', () => {
  test('hash as everyone else does', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (key, text) => {
        const nfc = text.normalize('NFC');
        expect(sha256Hex(text)).toBe(createHash('sha256').update(nfc).digest('hex'));
        expect(hmacHex(key, text)).toBe(createHmac('sha256', key.normalize('NFC')).update(nfc).digest('hex'));
      }),
    );
  });

  test('a Merkle path proves each leaf and no other', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 20 }), (leaves) => {
        const root = merkleRoot(leaves);
        for (const [i, leaf] of leaves.entries()) {
          expect(verifyPath(leaf, merklePath(leaves, i), root)).toBe(true);
          expect(verifyPath(`${leaf}x`, merklePath(leaves, i), root)).toBe(false);
        }
      }),
    );
  });

  test('canonical JSON knows no floats and no order of keys', () => {
    expect(canonicalJson({ b: [1, 'é'], a: null })).toBe(canonicalJson({ a: null, b: [1, 'e\u0301'] }));
    expect(() => canonicalJson(0.5)).toThrow(TypeError);
  });

  test('numbers from a seed are spread evenly', () => {
    const stream = new SeededStream('seed', 'label');
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) counts[stream.below(10)]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  test('tickets sum to 2^32 and never go below 0', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 }), (chances) => {
        if (chances.every((chance) => chance === 0)) return;
        const weights = wholeWeights(chances);
        expect(weights.reduce((sum, w) => sum + w, 0)).toBe(TICKETS);
        expect(weights.every((w) => Number.isInteger(w) && w >= 0)).toBe(true);
      }),
    );
  });

  test('a thousand equally likely panels keep every chance near, and people of one kind alike', () => {
    const { lottery: found } = frozen(11);
    const people = found.kinds.kinds.map((kind) => kind.members.length);
    const rounded = roundLottery(found.panels, found.chances, people, 1000);
    if (!rounded.ok) throw new Error(rounded.message);
    expect(rounded.value.copies.reduce((sum, n) => sum + n, 0)).toBe(1000);
    for (const [p, n] of rounded.value.copies.entries()) expect(Math.abs(n - 1000 * found.chances[p]!)).toBeLessThan(1);
    expect(rounded.value.largestChange).toBeLessThan(0.01);
    const panels = expandPanels(found.kinds, found.panels, rounded.value.copies, 'seed', (i) => found.kinds.people[i]!);
    expect(panels).toHaveLength(1000);
    const serves = found.kinds.people.map((_, i) => panels.filter((panel) => panel.includes(i)).length);
    for (const kind of found.kinds.kinds) {
      if (kind.signature >= 0) continue;
      const own = kind.members.map((i) => serves[i]!);
      expect(Math.max(...own) - Math.min(...own)).toBeLessThanOrEqual(1);
    }
    for (const panel of panels) expect(new Set(panel).size).toBe(found.kinds.size);
    expect(roundLottery(found.panels, found.chances, people, 100)).toMatchObject({ ok: false, code: 'too-few-panels' });
  });
});
