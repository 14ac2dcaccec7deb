import { gcd, toNumber } from '../rational.ts';
import type { Profile } from '../support.ts';

/** A payment per unit of weight as an exact fraction: `top / (denominator of the ledger × bottom)`. */
export interface Price {
  readonly top: bigint;
  readonly bottom: bigint;
}

/**
 * The exact books of one Equal Shares run. A voter who was never emptied holds `e − Σ price_d × weight_i(d)` over the
 * projects `d` bought so far that they support, and one who was emptied holds exactly 0; so the books need one number
 * per round, not one per voter. All numbers are tops over one shared denominator.
 */
export class Ledger {
  denominator: bigint;
  #endowment: bigint;
  readonly #prices: bigint[] = [];
  readonly #profile: Profile;
  readonly #roundOf: Int32Array;
  readonly #tally: Float64Array;

  constructor(profile: Profile, endowmentTop: bigint, endowmentBottom: bigint) {
    const divisor = gcd(endowmentTop, endowmentBottom);
    this.#endowment = endowmentTop / divisor;
    this.denominator = endowmentBottom / divisor;
    this.#profile = profile;
    this.#roundOf = new Int32Array(profile.costs.length).fill(-1);
    this.#tally = new Float64Array(profile.costs.length);
  }

  /** What a ballot that was never emptied still holds, as a top over the denominator. */
  balance(ballot: number): bigint {
    const { ballots } = this.#profile.election;
    let left = this.#endowment;
    for (let k = ballots.start[ballot]!; k < ballots.start[ballot + 1]!; k++) {
      const round = this.#roundOf[ballots.project[k]!]!;
      if (round >= 0 && ballots.points[k]! > 0) left -= this.#prices[round]! * BigInt(this.#weightAt(k));
    }
    return left;
  }

  #weightAt(entry: number): number {
    const { measure, election } = this.#profile;
    return measure === 'points' || measure === 'points_cost' ? election.ballots.points[entry]! : 1;
  }

  /**
   * The exact price of project `c`, given which of its supporters spend all they have (`below` their need).
   * Summed as whole numbers per earlier round first, so the BigInt work does not grow with the number of voters.
   */
  priceGiven(c: number, isPoor: (ballot: number, weight: number) => boolean, balances: Float64Array): Price {
    const { start, ballot, weight, election } = this.#profile;
    const { ballots } = election;
    const rounds = this.#prices.length;
    const tally = this.#tally.fill(0, 0, rounds);
    let poor = 0;
    let rich = 0;
    for (let s = start[c]!; s < start[c + 1]!; s++) {
      const b = ballot[s]!;
      if (balances[b] === 0) continue;
      const copies = ballots.copies[b]!;
      if (!isPoor(b, weight[s]!)) {
        rich += copies * weight[s]!;
        continue;
      }
      poor += copies;
      for (let k = ballots.start[b]!; k < ballots.start[b + 1]!; k++) {
        const round = this.#roundOf[ballots.project[k]!]!;
        if (round >= 0 && ballots.points[k]! > 0) tally[round] = tally[round]! + copies * this.#weightAt(k);
      }
    }
    let top = election.projects[c]!.cost * this.denominator - BigInt(poor) * this.#endowment;
    for (let round = 0; round < rounds; round++) {
      if (tally[round] !== 0) top += this.#prices[round]! * BigInt(tally[round]!);
    }
    return { top, bottom: BigInt(rich) };
  }

  /**
   * The exact price by water filling over classes of supporters with the same past, for when floating point cannot say
   * who is emptied. Undefined when the supporters cannot pay between them.
   */
  priceByClasses(c: number, balances: Float64Array): Price | undefined {
    const { start, ballot, weight, election } = this.#profile;
    const classes = new Map<string, { left: bigint; weight: bigint; copies: bigint }>();
    for (let s = start[c]!; s < start[c + 1]!; s++) {
      const b = ballot[s]!;
      if (balances[b] === 0) continue;
      const key = this.#past(b) + weight[s];
      const copies = BigInt(election.ballots.copies[b]!);
      const known = classes.get(key);
      if (known) known.copies += copies;
      else classes.set(key, { left: this.balance(b), weight: BigInt(weight[s]!), copies });
    }
    const order = [...classes.values()].sort((x, y) => {
      const difference = x.left * y.weight - y.left * x.weight;
      return difference < 0n ? -1 : difference > 0n ? 1 : 0;
    });
    let due = election.projects[c]!.cost * this.denominator;
    let rich = order.reduce((sum, one) => sum + one.copies * one.weight, 0n);
    for (const one of order) {
      if (one.left * rich >= due * one.weight) return { top: due, bottom: rich };
      due -= one.copies * one.left;
      rich -= one.copies * one.weight;
    }
    return due === 0n && order.length > 0 ? this.#lastPrice(order) : undefined;
  }

  #lastPrice(order: readonly { left: bigint; weight: bigint }[]): Price {
    const last = order.at(-1)!;
    return { top: last.left, bottom: last.weight };
  }

  #past(b: number): string {
    const { ballots } = this.#profile.election;
    const parts: string[] = [];
    for (let k = ballots.start[b]!; k < ballots.start[b + 1]!; k++) {
      const round = this.#roundOf[ballots.project[k]!]!;
      if (round >= 0 && ballots.points[k]! > 0) parts.push(`${round}*${this.#weightAt(k)}`);
    }
    return `${parts.join(' ')}|`;
  }

  /** Negative, zero or positive as ρ of `c` at `price` is below, equal to or above ρ of `d` at `other`. */
  compareRho(c: number, price: Price, d: number, other: Price): number {
    const { factor } = this.#profile;
    const left = price.top * other.bottom * factor[d]!;
    const right = other.top * price.bottom * factor[c]!;
    return left < right ? -1 : left > right ? 1 : 0;
  }

  /** True if this ballot's exact balance does not exceed its payment at `price`. */
  isEmptiedBy(price: Price, ballot: number, weight: number): boolean {
    return this.balance(ballot) * price.bottom <= price.top * BigInt(weight);
  }

  number(price: Price): number {
    return toNumber(price.top, this.denominator * price.bottom);
  }

  /** Sum of the exact balances of the given ballots' voters, as a top over the denominator. */
  held(c: number, balances: Float64Array): bigint {
    const { start, ballot, election } = this.#profile;
    let sum = 0n;
    for (let s = start[c]!; s < start[c + 1]!; s++) {
      const b = ballot[s]!;
      if (balances[b] !== 0) sum += BigInt(election.ballots.copies[b]!) * this.balance(b);
    }
    return sum;
  }

  /** Enters the purchase of `c` at `price`, rescales the books, and returns the price over the new shared denominator. */
  buy(c: number, price: Price): bigint {
    const divisor = gcd(price.top % price.bottom, price.bottom);
    const factor = price.bottom / divisor;
    if (factor !== 1n) {
      this.denominator *= factor;
      this.#endowment *= factor;
      for (let round = 0; round < this.#prices.length; round++) this.#prices[round]! *= factor;
    }
    this.#roundOf[c] = this.#prices.length;
    const top = price.top / divisor;
    this.#prices.push(top);
    return top;
  }
}
