import { fileTypeFromBuffer } from 'file-type';
import type { FileMime } from './kinds.ts';

/** `unsafe`: something that runs; `heic`: a picture that cannot be read here; null: nothing that is taken. */
export type Sniffed = FileMime | 'heic' | 'unsafe' | null;

const same: Partial<Record<string, FileMime>> = {
  'image/jpeg': 'image/jpeg',
  'image/png': 'image/png',
  'image/apng': 'image/png',
  'image/webp': 'image/webp',
  'application/pdf': 'application/pdf',
  'audio/mpeg': 'audio/mpeg',
};

/** What a file is, judged by its bytes alone: names and headers say what the sender wishes. */
export async function sniff(bytes: Uint8Array): Promise<Sniffed> {
  if (startsAsMarkup(bytes)) return 'unsafe';
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mime = found?.mime.split(';', 1)[0] ?? '';
  if (found === undefined) return isText(bytes) ? 'text/csv' : null;
  if (/^image\/(hei[cf]|avif)/.test(mime)) return 'heic';
  if (/executable|x-msdownload|x-mach-binary|x-elf|wasm|java|x-sh|xml|x-ms-shortcut/.test(mime)) return 'unsafe';
  if (/^(audio|video)\/(mp4|x-m4a|quicktime)$/.test(mime)) return onlySound(bytes, TRACKS.mp4) ? 'audio/mp4' : null;
  if (/^(audio|video)\/(webm|matroska)$/.test(mime)) return onlySound(bytes, TRACKS.webm) ? 'audio/webm' : null;
  if (/^(audio|video|application)\/ogg$/.test(mime)) return onlySound(bytes, TRACKS.ogg) ? 'audio/ogg' : null;
  return same[mime] ?? null;
}

/**
 * Containers hold sound, film or both; how each names its tracks tells which: handler boxes (ISO/IEC 14496-12, 8.4.3),
 * codec IDs (RFC 9559, 5.1.4.1.21), first packets of Ogg streams (RFC 7845, Vorbis I, Theora).
 */
const TRACKS = {
  mp4: { film: /hdlr[\s\S]{8}vide/, sound: /hdlr[\s\S]{8}soun/ },
  webm: { film: /\x86[\x80-\xff]V_(?:VP|AV1|MPEG|MS|THEORA|QUICK|PRORES|UNCOMP)/, sound: /\x86[\x80-\xff]A_[A-Z]{3}/ },
  ogg: { film: /\x80theora/, sound: /OpusHead|vorbis|Speex {3}|FLAC/ },
} as const;

function onlySound(bytes: Uint8Array, { film, sound }: (typeof TRACKS)[keyof typeof TRACKS]): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return sound.test(text) && !film.test(text);
}

const markup =
  /^[\s\0]*(?:<!--[\s\S]{0,2000}?-->\s*)?<(?:!doctype|\?xml|\?php|html|head|body|svg|script|iframe|xsl|math)/i;

/** HTML, SVG and XML in any Unicode encoding, after any white space. */
export function startsAsMarkup(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4096))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  return markup.test(head) || markup.test(head.replaceAll('\0', ''));
}

function isText(bytes: Uint8Array): boolean {
  return !bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 127);
}
