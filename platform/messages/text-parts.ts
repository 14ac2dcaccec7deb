/** GSM 03.38 default alphabet; the characters of its extension table take two places. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const extended = new Set('^{}\\[~]|€\f');

/**
 * How many parts a text message is billed as: 160 characters alone or 153 each in the GSM alphabet, 70 or 67 (UTF-16
 * units) as soon as one character, such as a Welsh ŵ or any Urdu letter, is outside of it.
 */
export function textParts(text: string): number {
  let length = 0;
  for (const character of text) {
    if (basic.has(character)) length += 1;
    else if (extended.has(character)) length += 2;
    else return parts(text.length, 70, 67);
  }
  return parts(length, 160, 153);
}

const parts = (length: number, alone: number, each: number) => (length <= alone ? 1 : Math.ceil(length / each));
