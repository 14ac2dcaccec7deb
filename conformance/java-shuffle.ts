/**
 * The shuffle the reference answers were made with: `Collections.shuffle(list, new Random(seed))` of the Java class library,
 * written from its published specification (java.util.Random, java.util.Collections, Java SE 8).
 */
export function javaShuffle<T>(list: readonly T[], seed: number): T[] {
  const multiplier = 0x5deece66dn;
  const mask = (1n << 48n) - 1n;
  let state = (BigInt(seed) ^ multiplier) & mask;
  const next31 = () => {
    state = (state * multiplier + 0xbn) & mask;
    return Number(state >> 17n);
  };
  const below = (bound: number) => {
    if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(next31())) >> 31n);
    while (true) {
      const bits = next31();
      const value = bits % bound;
      if (bits - value + (bound - 1) < 2 ** 31) return value;
    }
  };
  const shuffled = [...list];
  for (let i = shuffled.length; i > 1; i -= 1) {
    const j = below(i);
    const held = shuffled[i - 1]!;
    shuffled[i - 1] = shuffled[j]!;
    shuffled[j] = held;
  }
  return shuffled;
}
