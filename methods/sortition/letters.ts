import { seededOrder } from './draw/bytes.ts';
import { done, type Result, refuse } from './result.ts';

/** A part of the area: a locality and deprivation group, with every address in it. */
export interface Stratum {
  readonly name: string;
  readonly addresses: number;
  /** Among the more deprived areas that get the extra letters. */
  readonly deprived: boolean;
}

export interface StratumLetters {
  readonly name: string;
  readonly addresses: number;
  readonly letters: number;
  /** Chance of any one address there to be written to. */
  readonly inclusion: number;
}

/**
 * Stage one, who is written to. `letters` in all; the share `overall` (0.8 by UK custom) over every stratum in proportion to
 * its addresses, the rest over the deprived ones only, because fewer reply there. Largest remainder, never above what exists.
 */
export function planLetters(strata: readonly Stratum[], letters: number, overall = 0.8): Result<StratumLetters[]> {
  const total = strata.reduce((sum, one) => sum + one.addresses, 0);
  if (letters > total) return refuse('panel-larger-than-pool', `${letters} letters cannot go to ${total} addresses.`);
  if (!Number.isInteger(letters) || letters < 1) return refuse('panel-size', `${letters} letters cannot be sent.`);
  const deprived = strata.map((one) => (one.deprived ? one.addresses : 0));
  const extra = deprived.some((count) => count > 0) ? Math.round(letters * (1 - overall)) : 0;
  const base = share(
    strata.map((one) => one.addresses),
    letters - extra,
    strata.map((one) => one.addresses),
  );
  const more = share(
    deprived,
    extra,
    strata.map((one, i) => one.addresses - base[i]!),
  );
  const left = letters - [...base, ...more].reduce((sum, count) => sum + count, 0);
  const rest = share(
    strata.map((one) => one.addresses),
    left,
    strata.map((one, i) => one.addresses - base[i]! - more[i]!),
  );
  return done(
    strata.map(({ name, addresses }, i) => {
      const sent = base[i]! + more[i]! + rest[i]!;
      return { name, addresses, letters: sent, inclusion: addresses === 0 ? 0 : sent / addresses };
    }),
  );
}

/** Letters needed per stratum for the seats it should fill, the reply rate expected there, and a margin (default 2). */
export function lettersForSeats(
  strata: readonly {
    readonly name: string;
    readonly addresses: number;
    readonly seats: number;
    readonly replyRate: number;
  }[],
  margin = 2,
): StratumLetters[] {
  return strata.map(({ name, addresses, seats, replyRate }) => {
    const letters = Math.min(addresses, Math.ceil((seats * margin) / Math.max(replyRate, 1e-6)));
    return { name, addresses, letters, inclusion: addresses === 0 ? 0 : letters / addresses };
  });
}

/** The addresses of one stratum that are written to: the first in an order anyone can recompute from the public seed. */
export function chooseAddresses(
  addresses: readonly string[],
  letters: number,
  seed: string,
  stratum: string,
): string[] {
  return seededOrder(addresses, (address) => address, seed, `letters:${stratum}`).slice(0, letters);
}

/** A reply rate with its 95 % interval (Wilson). */
export function replyRate(replies: number, letters: number): { rate: number; low: number; high: number } {
  if (letters === 0) return { rate: 0, low: 0, high: 1 };
  const z = 1.959964;
  const p = replies / letters;
  const middle = (p + (z * z) / (2 * letters)) / (1 + (z * z) / letters);
  const half = (z / (1 + (z * z) / letters)) * Math.sqrt((p * (1 - p)) / letters + (z * z) / (4 * letters * letters));
  return { rate: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Largest-remainder shares of `total` in proportion to `sizes`, none above its cap; what caps refuse is left over. */
function share(sizes: readonly number[], total: number, caps: readonly number[]): number[] {
  const sum = sizes.reduce((all, size) => all + size, 0);
  if (sum === 0 || total === 0) return sizes.map(() => 0);
  const exact = sizes.map((size) => (size / sum) * total);
  const given = exact.map((value, i) => Math.min(caps[i]!, Math.floor(value)));
  const order = exact.map((_, i) => i).sort((a, b) => (exact[b]! % 1) - (exact[a]! % 1) || a - b);
  let left = total - given.reduce((all, count) => all + count, 0);
  for (let moved = true; left > 0 && moved; ) {
    moved = false;
    for (const i of order) {
      if (left === 0 || sizes[i] === 0 || given[i]! >= caps[i]!) continue;
      given[i]!++;
      left--;
      moved = true;
    }
  }
  return given;
}
