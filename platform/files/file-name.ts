/** Device names of Windows, which cannot be saved there. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;
const LONGEST = 80;

/**
 * A name that is safe to show, to put in a header and to save anywhere: one part of a path, no hidden signs, no
 * direction tricks ("exe.\u202egpj"), and the ending of what the file really is.
 */
export function safeFileName(given: string, extension: string): string {
  const last = given.slice(-300).toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const bare = last
    .replace(/\.[^.\s]{1,10}$/, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[<>:"|?*%;]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const short = [...bare].slice(0, LONGEST).join('').trim();
  return `${short === '' || reserved.test(short) ? 'file' : short}.${extension}`;
}
