/** What a line of the ledger says happened to the money. */
export const ledgerKinds = ['promised', 'paid', 'spent', 'returned', 'reinvested'] as const;
export type LedgerKind = (typeof ledgerKinds)[number];
/** Lines somebody adds by hand; the promise itself is made with the award. */
export const addedKinds = ['paid', 'spent', 'returned', 'reinvested', 'promised'] as const;

/** Whole pence of each kind. Lines that put another right are in them already. */
export type Sums = Record<LedgerKind, number>;

export const noMoney: Sums = { promised: 0, paid: 0, spent: 0, returned: 0, reinvested: 0 };

/** Adds up lines. Exact: whole pence, and never near 2^53. */
export function sumsOf(lines: Iterable<{ kind: LedgerKind; pence: number }>): Sums {
  const sums = { ...noMoney };
  for (const { kind, pence } of lines) sums[kind] += pence;
  return sums;
}

export const addSums = (one: Sums, other: Sums): Sums =>
  Object.fromEntries(ledgerKinds.map((kind) => [kind, one[kind] + other[kind]])) as Sums;

/** Paid out and neither spent, nor put into another activity, nor given back. */
export const unspent = (sums: Sums): number => sums.paid - sums.spent - sums.returned - sums.reinvested;

/** What a fund can still promise: what came back may be promised again. */
export const leftIn = (totalPence: number, sums: Sums): number => totalPence - sums.promised + sums.returned;

export type Breach = 'below-nothing' | 'paid-over-promised' | 'spent-over-paid' | 'promised-over-fund';

/**
 * Whether sums can be true of an award and of its fund. No kind goes below nothing, nobody is paid more than was
 * promised, nobody uses more than was paid, and no fund promises more than it holds.
 * @param award sums of the one award
 * @param fund sums over all awards of the fund, and what it holds
 */
export function breachOf(award: Sums, fund: { totalPence: number; sums: Sums }): Breach | null {
  if (ledgerKinds.some((kind) => award[kind] < 0)) return 'below-nothing';
  if (award.paid > award.promised) return 'paid-over-promised';
  if (unspent(award) < 0) return 'spent-over-paid';
  if (leftIn(fund.totalPence, fund.sums) < 0) return 'promised-over-fund';
  return null;
}

/** How an award stands, as its head on the thread says it. */
export const stateOfAward = (sums: Sums): 'promised' | 'paid' | 'spent' | 'returned' => {
  if (sums.paid > 0 && unspent(sums) === 0 && sums.paid === sums.promised)
    return sums.returned === sums.paid ? 'returned' : 'spent';
  return sums.paid > 0 ? 'paid' : 'promised';
};

/** Minutes of paperwork a place takes per £1,000 at most, unless a fund sets less. Ours (FU03). */
export const USUAL_CAP = 60;

/** Minutes of paperwork for each £1,000 of an award, rounded up: asking and reporting back together. */
export const burdenOf = (minutes: number, pence: number): number => Math.ceil((minutes * 100_000) / pence);

/** Whether the smallest award, where forms weigh most, stays under the cap. In whole numbers, so that nothing is rounded away. */
export const underCap = (minutes: number, leastPence: number, cap: number): boolean =>
  minutes * 100_000 <= cap * leastPence;
