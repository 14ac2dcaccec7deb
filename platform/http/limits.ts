/**
 * Rate limits by name. A limit counts per person or visit; a second, wider one counts per network address,
 * wide enough for a library or a hall full of phones behind one address.
 * Unit: requests per minute.
 */
export const limits = {
  read: { each: 300, address: 6_000 },
  write: { each: 60, address: 1_200 },
  'sign-in': { each: 15, address: 300 },
  upload: { each: 20, address: 300 },
  hook: { each: 600, address: 600 },
} as const;

export type LimitName = keyof typeof limits;

/** Counts requests in one-minute windows. Memory is bounded: the oldest windows are dropped first. */
export class WindowCounter {
  #counts = new Map<string, { window: number; count: number }>();
  readonly #mostKeys: number;

  constructor(mostKeys = 100_000) {
    this.#mostKeys = mostKeys;
  }

  /** Counts one request and tells how many there have been in this minute. `at` in milliseconds. */
  count(key: string, at: number): number {
    const window = Math.floor(at / 60_000);
    const seen = this.#counts.get(key);
    if (seen && seen.window === window) {
      seen.count += 1;
      return seen.count;
    }
    this.#counts.delete(key);
    this.#counts.set(key, { window, count: 1 });
    if (this.#counts.size > this.#mostKeys) this.#counts.delete(this.#counts.keys().next().value as string);
    return 1;
  }
}
