/**
 * The comparison key of an address: each part trimmed, lower-cased, inner spaces collapsed; postcodes without spaces.
 * Undefined when every part is empty: an empty address matches nobody.
 */
export function addressKey(parts: readonly { readonly name: string; readonly text: string }[]): string | undefined {
  const cleaned = parts.map(({ name, text }) => {
    const plain = text.trim().toLowerCase().replace(/\s+/g, ' ');
    return /post_?code|zip/i.test(name) ? plain.replaceAll(' ', '') : plain;
  });
  return cleaned.some((part) => part !== '') ? cleaned.join('\u0000') : undefined;
}
