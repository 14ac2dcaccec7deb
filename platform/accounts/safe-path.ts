const LONGEST = 2000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const TREACHEROUS = /[\u0000-\u0020\u007f-\u009f\u2028\u2029\\]/;

/**
 * The address to go on to after signing in: a path of our own site or, when what was asked for could lead anywhere
 * else, `otherwise`. A path that only becomes dangerous after decoding, once or several times, is refused too, because
 * proxies in front of us may decode it.
 *
 * @param wanted what came with the request, untrusted
 * @param otherwise where to go instead; `/` when left out
 */
export function safePath(wanted: unknown, otherwise = '/'): string {
  if (typeof wanted !== 'string' || wanted.length > LONGEST) return otherwise;
  if (!leadsHome(wanted)) return otherwise;
  for (let text = wanted, round = 0; ; round++) {
    const plain = decode(text);
    if (plain === text) break;
    // Malformed as it came is refused; a lone % that decoding brought to light is just a character.
    if (plain === null && round > 0) break;
    if (plain === null || round === 5 || !isOwn(plain)) return otherwise;
    text = plain;
  }
  const { pathname, search, hash } = new URL(wanted, HERE);
  return pathname + search + hash;
}

const HERE = 'https://here.invalid';

/** The strict reading, for what the browser will be sent to. */
const leadsHome = (path: string): boolean => {
  if (TREACHEROUS.test(path) || !isOwn(path)) return false;
  const url = URL.parse(path, HERE);
  return url !== null && url.origin === HERE && !url.pathname.startsWith('//');
};

/** The reading of the path alone: spaces and the like are harmless in what follows `?` once decoded. */
const isOwn = (text: string): boolean => {
  const path = text.split(/[?#]/, 1)[0]!;
  return path.startsWith('/') && !path.startsWith('//') && !/[\r\n\t\0\\]/.test(text) && !path.includes('//');
};

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
