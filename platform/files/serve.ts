import { type FileRoom, type FileTable, readBytes } from './keep.ts';

export interface ServedFile {
  status: 200 | 206 | 404 | 416;
  headers: Record<string, string>;
  body: Buffer | null;
}

/**
 * A file as an answer to a request, once the caller has made sure that this person may have it. Nothing it holds can
 * run on our address: only pictures we drew ourselves open in the page, all else is a download.
 * @param range the `Range` header: players ask for a recording in pieces
 */
export async function serveFile(room: FileRoom, file: FileTable, range?: string): Promise<ServedFile> {
  const bytes = await readBytes(room, file);
  if (!bytes) return { status: 404, headers: { 'cache-control': 'no-store' }, body: null };
  const headers = fileHeaders(file);
  const asked = range === undefined ? null : readRange(range, bytes.length);
  if (asked === 'none')
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes.length}` }, body: null };
  if (!asked) return { status: 200, headers: { ...headers, 'content-length': String(bytes.length) }, body: bytes };
  const part = bytes.subarray(asked.from, asked.to + 1);
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': String(part.length),
      'content-range': `bytes ${asked.from}-${asked.to}/${bytes.length}`,
    },
    body: part,
  };
}

/** Five minutes, not for ever: what was public may be withdrawn. */
const PUBLIC_CACHE = 'public, max-age=300';

export function fileHeaders(file: Pick<FileTable, 'kind' | 'mime' | 'name' | 'sensitivity'>): Record<string, string> {
  const inline = file.kind === 'image';
  return {
    'content-type': file.mime === 'text/csv' ? 'text/csv; charset=utf-8' : file.mime,
    'content-disposition': `${inline ? 'inline' : 'attachment'}; ${fileNameParameters(file.name)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    'cache-control': file.sensitivity === 'public' ? PUBLIC_CACHE : 'private, no-store',
  };
}

/** RFC 6266: the plain name for old programs, the real one beside it (RFC 8187). */
function fileNameParameters(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/["\\%]/g, '')
    .trim();
  const extended = encodeURIComponent(name).replace(
    /['()*!]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${/^\.?\w+$/.test(plain) && plain.startsWith('.') ? `file${plain}` : plain}"; filename*=UTF-8''${extended}`;
}

/** One range of RFC 9110, 14.1.2; several at once, or anything else, is answered with the whole. */
function readRange(header: string, size: number): { from: number; to: number } | 'none' | null {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const [, first = '', last = ''] = match;
  if (first === '') {
    const tail = Math.min(Number(last), size);
    return tail === 0 ? 'none' : { from: size - tail, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return null;
  return from >= size ? 'none' : { from, to };
}
