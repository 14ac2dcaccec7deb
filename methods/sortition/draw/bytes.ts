import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of UTF-8 text (NFC), as lower-case hex. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text.normalize('NFC'))));
}

/** HMAC-SHA256 of UTF-8 text (NFC) under a UTF-8 key, as lower-case hex. */
export function hmacHex(key: string, text: string): string {
  return bytesToHex(hmac(sha256, utf8ToBytes(key.normalize('NFC')), utf8ToBytes(text.normalize('NFC'))));
}

/**
 * Canonical JSON: NFC text, keys in code unit order, no spaces. Whole numbers only: a float has no place in a commitment.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'string') return JSON.stringify(value.normalize('NFC'));
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a whole number`);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const entries = Object.entries(value as Record<string, unknown>).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, one]) => `${canonicalJson(key)}:${canonicalJson(one)}`).join(',')}}`;
}

/** Whole numbers from a seed: a SHA-256 counter stream under one label per use. Never by modulo, never by floating point. */
export class SeededStream {
  readonly #seed: string;
  readonly #label: string;
  #counter = 0;

  constructor(seed: string, label: string) {
    this.#seed = seed;
    this.#label = label;
  }

  #next32(): number {
    const hex = sha256Hex(`${this.#seed}|${this.#label}|${this.#counter++}`);
    return Number.parseInt(hex.slice(0, 8), 16);
  }

  /** A whole number in [0, n), n ≤ 2^32, every one equally likely: values beyond the last full multiple are drawn again. */
  below(n: number): number {
    const limit = Math.floor(2 ** 32 / n) * n;
    for (;;) {
      const value = this.#next32();
      if (value < limit) return value % n;
    }
  }
}

/** Things in a seeded order: by HMAC of their name under `seed|label`. Anyone can recompute the place of each. */
export function seededOrder<T>(things: readonly T[], nameOf: (thing: T) => string, seed: string, label: string): T[] {
  const keyed = things.map((thing) => ({ thing, key: hmacHex(`${seed}|${label}`, nameOf(thing)) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ thing }) => thing);
}
