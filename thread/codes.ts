import { randomInt } from 'node:crypto';

/**
 * The short code on a slip, for somebody who left no address: 'tide-4821-kettle'. Said over a phone and
 * written by hand without being misheard. 64 × 64 × 10,000 codes: a guess finds nothing in a lifetime of rate limits.
 */
export const codeWords = [
  'anchor',
  'apple',
  'barley',
  'basket',
  'beacon',
  'birch',
  'bread',
  'bridge',
  'button',
  'candle',
  'carrot',
  'chalk',
  'cherry',
  'clover',
  'copper',
  'cotton',
  'daisy',
  'feather',
  'fern',
  'garden',
  'ginger',
  'harbour',
  'hazel',
  'heron',
  'honey',
  'ivory',
  'jasmine',
  'kettle',
  'ladder',
  'lantern',
  'lemon',
  'lilac',
  'linen',
  'maple',
  'marble',
  'meadow',
  'mint',
  'needle',
  'olive',
  'onion',
  'orchard',
  'paddle',
  'pebble',
  'pepper',
  'pocket',
  'poppy',
  'quilt',
  'ribbon',
  'river',
  'robin',
  'saddle',
  'salmon',
  'silver',
  'spoon',
  'summer',
  'sunday',
  'thimble',
  'tide',
  'timber',
  'velvet',
  'violet',
  'walnut',
  'willow',
  'window',
] as const;

/** A fresh code from the system's random source. */
export const newCode = (pick: (below: number) => number = (below) => randomInt(below)): string =>
  `${codeWords[pick(64)]}-${String(pick(10_000)).padStart(4, '0')}-${codeWords[pick(64)]}`;

/** Reads a code as people type it: 'Tide 4821 Kettle'. Null where it is none. */
export function readCode(typed: string): string | null {
  const parts =
    typed
      .toLowerCase()
      .normalize('NFKC')
      .match(/[a-z]+|\d+/g) ?? [];
  const [first, number, last] = parts;
  const known = (word: string | undefined) => (codeWords as readonly string[]).includes(word ?? '');
  if (parts.length !== 3 || !known(first) || !known(last) || !/^\d{4}$/.test(number ?? '')) return null;
  return `${first}-${number}-${last}`;
}
