import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cell, ledgerRow } from './exports.ts';
import {
  addSums,
  breachOf,
  burdenOf,
  type LedgerKind,
  ledgerKinds,
  leftIn,
  noMoney,
  stateOfAward,
  sumsOf,
  underCap,
  unspent,
} from './model.ts';

const kind = fc.constantFrom<LedgerKind>(...ledgerKinds);
const line = fc.record({ kind, pence: fc.integer({ min: -100_000_00, max: 100_000_00 }) });

describe('the sums of a ledger', () => {
  it('do not depend on the order of the lines, and add up over any parting of them', () => {
    fc.assert(
      fc.property(fc.array(line), fc.nat(), (lines, at) => {
        const cut = lines.length === 0 ? 0 : at % lines.length;
        const whole = sumsOf(lines);
        expect(sumsOf([...lines].reverse())).toEqual(whole);
        expect(addSums(sumsOf(lines.slice(0, cut)), sumsOf(lines.slice(cut)))).toEqual(whole);
      }),
    );
  });

  it('stay true however lines arrive: what would not add up is refused, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500_000 }),
        fc.array(fc.record({ award: fc.nat(3), kind, pence: fc.integer({ min: -60_000, max: 100_000 }) }), {
          maxLength: 60,
        }),
        (totalPence, arriving) => {
          const awards = [noMoney, noMoney, noMoney, noMoney];
          let fund = noMoney;
          for (const { award, kind: what, pence } of arriving) {
            const step = { ...noMoney, [what]: pence };
            const [after, inFund] = [addSums(awards[award]!, step), addSums(fund, step)];
            if (breachOf(after, { totalPence, sums: inFund })) continue;
            awards[award] = after;
            fund = inFund;
          }
          for (const each of awards) {
            expect(each.paid).toBeLessThanOrEqual(each.promised);
            expect(each.spent + each.returned + each.reinvested).toBeLessThanOrEqual(each.paid);
            expect(Math.min(...Object.values(each))).toBeGreaterThanOrEqual(0);
          }
          expect(leftIn(totalPence, fund)).toBeGreaterThanOrEqual(0);
          expect(awards.reduce(addSums)).toEqual(fund);
        },
      ),
    );
  });

  it.each([
    [{ promised: 100, paid: 101 }, 'paid-over-promised'],
    [{ promised: 100, paid: 60, spent: 61 }, 'spent-over-paid'],
    [{ promised: 100, paid: 60, spent: 40, returned: 10, reinvested: 11 }, 'spent-over-paid'],
    [{ promised: 1001 }, 'promised-over-fund'],
    [{ promised: -1 }, 'below-nothing'],
  ])('name what is wrong with %o', (some, breach) => {
    const sums = { ...noMoney, ...some };
    expect(breachOf(sums, { totalPence: 1000, sums })).toBe(breach);
  });

  it('show the two thousand five hundred that were spent and the five thousand that were not', () => {
    const sums = sumsOf([
      { kind: 'promised', pence: 750_000 },
      { kind: 'paid', pence: 750_000 },
      { kind: 'spent', pence: 250_000 },
    ]);
    expect(unspent(sums)).toBe(500_000);
    expect(stateOfAward(sums)).toBe('paid');
    expect(stateOfAward({ ...sums, spent: 750_000 })).toBe('spent');
  });
});

describe('the burden of paperwork', () => {
  it('is counted at the smallest award', () => {
    expect(burdenOf(15, 50_000)).toBe(30);
    expect(underCap(15, 50_000, 30)).toBe(true);
    expect(underCap(15, 49_999, 30)).toBe(false);
  });

  it('is never under the cap by rounding', () => {
    fc.assert(
      fc.property(
        fc.nat(10_000),
        fc.integer({ min: 1, max: 10_000_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        (minutes, pence, cap) => {
          expect(underCap(minutes, pence, cap)).toBe(burdenOf(minutes, pence) <= cap);
        },
      ),
    );
  });
});

describe('a cell of the file', () => {
  it.each(['=1+1', '+44 1632', '-2+3', '@SUM(A1)', '\t=1', ' =1', '＝1', '%0A', '|cmd'])(
    'cannot run as a formula: %j',
    (words) => {
      expect(cell(words)).toMatch(/^"?'/);
    },
  );

  it('keeps quotes, commas and line ends inside one cell', () => {
    expect(cell('Knit, "natter"\nand tea')).toBe('"Knit, ""natter""\nand tea"');
    expect(cell('Men in Sheds')).toBe('Men in Sheds');
  });

  it('leaves amounts numbers, below nothing too', () => {
    const row = ledgerRow({
      id: 'l',
      awardId: 'a',
      to: '=HYPERLINK("x")',
      kind: 'paid',
      pence: -5,
      day: '2026-03-02',
      note: null,
      corrects: 'm',
      by: 'Trust',
      madeAt: new Date('2026-03-02T10:00:00Z'),
    });
    expect(row).toBe(`l,2026-03-02T10:00:00.000Z,2026-03-02,a,"'=HYPERLINK(""x"")",paid,-0.05,m,,Trust`);
  });
});
