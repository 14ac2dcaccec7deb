/** Names in a PDF (ISO 32000-1, 12.6.4 and 7.11.4) that start something, or carry another file along. */
const ACTIVE = /\/(?:JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])/;

/**
 * Whether a PDF could do more than be read, as far as its open parts tell; compressed parts are not looked into, which
 * is one reason why papers are only ever handed over as downloads in a sandbox. A file that is a PDF and something
 * else at once begins or ends with what is not PDF.
 */
export function isUnsafePaper(bytes: Buffer): boolean {
  const text = bytes.toString('latin1');
  if (!text.startsWith('%PDF-')) return true;
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || text.length - end > 1_024) return true;
  if (/<(?:script|html|svg|!doctype html)/i.test(text.slice(0, 1_024))) return true;
  const written = text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return ACTIVE.test(written);
}

/**
 * A table as UTF-8 without a byte order mark. Spreadsheets of Windows still write its Western alphabet.
 * @returns null when it is no text
 */
export function tableText(bytes: Buffer): Buffer | null {
  const decode = (encoding: string) => new TextDecoder(encoding, { fatal: true }).decode(bytes);
  for (const encoding of ['utf-8', 'windows-1252']) {
    try {
      return Buffer.from(decode(encoding), 'utf8');
    } catch {}
  }
  return null;
}
