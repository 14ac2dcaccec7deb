/**
 * A short name for addresses out of any name: 'Ynys Môn' → 'ynys-mon'. Latin letters and digits only, at most 40
 * characters; 'place' where nothing is left, as of a name in another script.
 * @param taken names already in use: a number is added until it is free
 */
export function slugOf(name: string, taken: ReadonlySet<string> = new Set()): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  const slug = plain || 'place';
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? slug : `${slug}-${number}`;
    if (!taken.has(candidate) && !reserved.has(candidate)) return candidate;
  }
}

/** Names that would be mistaken for the installation itself. */
const reserved = new Set(['www', 'mail', 'localhost', 'api', 'admin', 'start']);
