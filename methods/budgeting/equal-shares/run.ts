import { toNumber } from '../rational.ts';
import type { Profile } from '../support.ts';
import { Ledger, type Price } from './ledger.ts';

/** One purchase, seen before the supporters pay. */
export interface Purchase {
  readonly project: number;
  readonly price: Price;
  readonly ledger: Ledger;
  /** Largest payment per unit of weight, in money units. */
  readonly payment: number;
  /** Balances before paying, one per distinct ballot; exactly 0 for the emptied. */
  readonly balances: Float64Array;
}

export interface Paid {
  readonly project: number;
  readonly ledger: Ledger;
  readonly payment: number;
  readonly paymentTop: bigint;
  readonly balances: Float64Array;
}

export interface RunOptions {
  /** Endowment of each voter in money units, as top / bottom. */
  readonly endowmentTop: bigint;
  readonly endowmentBottom: bigint;
  readonly tieRank: Int32Array;
  /** A project to leave out of the count. */
  readonly without?: number | undefined;
  /** Stop as soon as the purchases cost more than this. */
  readonly stopAbove?: bigint | undefined;
  readonly onPurchase?: (purchase: Purchase) => void;
  /** After the supporters have paid: their new balances, and the payment as a top over the ledger's denominator. */
  readonly onPaid?: (paid: Paid) => void;
  /** A project whose supporters cannot pay for it any more, and the balances at that moment. */
  readonly onDrop?: (project: number, balances: Float64Array) => void;
}

export interface Run {
  /** Projects in the order they were bought. */
  readonly bought: readonly number[];
  readonly cost: bigint;
  /** What each distinct ballot's voters still hold, in money units (float64, exact where 0). */
  readonly balances: Float64Array;
  readonly ledger: Ledger;
  /** How often floating point could not decide and exact numbers were used. */
  readonly exactDecisions: number;
}

const EPS = 2 ** -52;
/** Relative width inside which floating point is never believed. */
const NEAR = 1e-9;

/**
 * The Method of Equal Shares with one fixed endowment (Peters, Pierczyński, Skowron, NeurIPS 2021), decided exactly.
 * Prices bought are exact fractions. Candidate prices are screened in float64 with a proven bound on the error of each;
 * wherever two bounds overlap the exact prices decide, and equal prices go by the tie order.
 */
export function equalSharesRun(profile: Profile, options: RunOptions): Run {
  const { election, start, ballot, weight, uniform, weightSum, votes, costs } = profile;
  const { copies } = election.ballots;
  const ledger = new Ledger(profile, options.endowmentTop, options.endowmentBottom);
  const endowment = toNumber(options.endowmentTop, options.endowmentBottom);
  const balances = new Float64Array(election.ballots.size).fill(endowment);
  const factors = Float64Array.from(profile.factor, Number);
  let slack = EPS * endowment;
  let exactDecisions = 0;

  const bought: number[] = [];
  let cost = 0n;
  const waiting: number[] = [];
  for (let c = 0; c < costs.length; c++) {
    if (c === options.without || votes[c] === 0) continue;
    if (costs[c] === 0) bought.push(c);
    else waiting.push(c);
  }
  bought.sort((a, b) => options.tieRank[a]! - options.tieRank[b]!);

  const guess = Float64Array.from(costs, (price, c) =>
    weightSum[c]! > 0 ? (price / weightSum[c]!) * (1 - 4 * EPS) : 0,
  );
  const bound = Float64Array.from(guess, (price, c) => price / factors[c]!);
  let low = 0;
  let high = 0;
  let settled = 0;

  /** Brackets ρ of `c`: sets low, high and the price `settled`. 1 bracketed, 0 not affordable, −1 cannot say. */
  const bracket = (c: number): -1 | 0 | 1 => {
    const from = start[c]!;
    const to = start[c + 1]!;
    const price = costs[c]!;
    const error = votes[c]! * slack + 2 * (to - from + 8) * EPS * price;
    let pi = guess[c]!;
    for (;;) {
      let spent = 0;
      let rich = 0;
      let sure = 0;
      if (uniform) {
        const above = pi * (1 + NEAR);
        for (let s = from; s < to; s++) {
          const b = ballot[s]!;
          const held = balances[b]!;
          if (held < pi) spent += copies[b]! * held;
          else {
            rich += copies[b]!;
            if (held > above) sure += copies[b]!;
          }
        }
      } else {
        for (let s = from; s < to; s++) {
          const b = ballot[s]!;
          const held = balances[b]!;
          const due = pi * weight[s]!;
          if (held < due) spent += copies[b]! * held;
          else {
            const share = copies[b]! * weight[s]!;
            rich += share;
            if (held > due * (1 + NEAR)) sure += share;
          }
        }
      }
      const missing = price - spent - pi * rich;
      if (missing > error) {
        if (rich === 0) return 0;
        const next = (price - spent) / rich;
        if (next > pi) {
          pi = next;
          continue;
        }
      }
      const width = (Math.abs(missing) + error) / sure;
      if (!(width <= 0.5 * NEAR * pi)) return -1;
      settled = pi;
      low = ((pi - width) / factors[c]!) * (1 - 4 * EPS);
      high = ((pi + width) / factors[c]!) * (1 + 4 * EPS);
      guess[c] = pi - width;
      bound[c] = low;
      return 1;
    }
  };

  const exactPrice = (c: number, pi: number): Price | undefined => {
    let unsure = pi < 0;
    const isPoor = (b: number, w: number) => {
      const due = pi * w;
      const held = balances[b]!;
      if (Math.abs(held - due) <= NEAR * due) unsure = true;
      return held < due;
    };
    const price = unsure ? undefined : ledger.priceGiven(c, isPoor, balances);
    return unsure ? ledger.priceByClasses(c, balances) : price;
  };

  const byBound = () => {
    for (let i = 1; i < waiting.length; i++) {
      const c = waiting[i]!;
      let j = i - 1;
      while (j >= 0 && bound[waiting[j]!]! > bound[c]!) waiting[j + 1] = waiting[j--]!;
      waiting[j + 1] = c;
    }
  };

  const contenders: number[] = [];
  const contenderLow: number[] = [];
  const contenderPi: number[] = [];
  while (waiting.length > 0) {
    byBound();
    contenders.length = contenderLow.length = contenderPi.length = 0;
    let best = Number.POSITIVE_INFINITY;
    let dropped = false;
    for (const [i, c] of waiting.entries()) {
      if (bound[c]! > best) break;
      const state = bracket(c);
      if (state === 1) {
        if (low > best) continue;
        best = Math.min(best, high);
      } else if (state === 0 || ledger.priceByClasses(c, balances) === undefined) {
        options.onDrop?.(c, balances);
        waiting[i] = -1;
        dropped = true;
        continue;
      }
      contenders.push(c);
      contenderLow.push(state === 1 ? low : 0);
      contenderPi.push(state === 1 ? settled : -1);
    }
    if (dropped) waiting.splice(0, waiting.length, ...waiting.filter((c) => c >= 0));
    let winner = -1;
    let price: Price | undefined;
    let compared = 0;
    for (const [i, c] of contenders.entries()) {
      if (contenderLow[i]! > best) continue;
      const own = exactPrice(c, contenderPi[i]!) as Price;
      compared++;
      const order = price === undefined ? -1 : ledger.compareRho(c, own, winner, price);
      if (order < 0 || (order === 0 && options.tieRank[c]! < options.tieRank[winner]!)) {
        winner = c;
        price = own;
      }
    }
    if (price === undefined) continue;
    if (compared > 1) exactDecisions++;
    const payment = ledger.number(price);
    options.onPurchase?.({ project: winner, price, ledger, payment, balances });
    bought.push(winner);
    cost += election.projects[winner]!.cost;
    waiting.splice(waiting.indexOf(winner), 1);
    if (options.stopAbove !== undefined && cost > options.stopAbove) break;
    for (let s = start[winner]!; s < start[winner + 1]!; s++) {
      const b = ballot[s]!;
      const held = balances[b]!;
      if (held === 0) continue;
      const due = payment * weight[s]!;
      const emptied = Math.abs(held - due) <= NEAR * due ? ledger.isEmptiedBy(price, b, weight[s]!) : held < due;
      balances[b] = emptied ? 0 : held - due;
    }
    const paymentTop = ledger.buy(winner, price);
    options.onPaid?.({ project: winner, ledger, payment, paymentTop, balances });
    slack += 4 * EPS * endowment;
  }
  return { bought, cost, balances, ledger, exactDecisions };
}
