import { createHash } from 'node:crypto';
import { type Code, done, type Failure, type Outcome, type Problem, refuse } from '@upwell/platform/outcome';
import { safeFileName } from './file-name.ts';
import { type FileKind, type FileMime, FORMATS } from './kinds.ts';
import { isUnsafePaper, tableText } from './papers.ts';
import { redraw } from './pictures.ts';
import { withoutNotes } from './recordings.ts';
import { sniff } from './sniff.ts';

export interface UploadRules {
  kinds: readonly FileKind[];
  /** Most bytes as they arrive; reading stops there. */
  maxBytes: number;
  /** As the sender calls it; used for its name only, never for its kind. */
  fileName?: string;
  /** The form field, so that the sentence stands beside it. */
  field?: string;
}

/** A file that may be kept: really what it says, with nothing in it about the device or place it was made. */
export interface AcceptedFile {
  kind: FileKind;
  mime: FileMime;
  name: string;
  bytes: Buffer;
  /** Of `bytes`, as they are kept. */
  sha256: Buffer;
  /** Pixels, of pictures. */
  width: number | null;
  height: number | null;
}

/**
 * Judges what somebody sent by its bytes and makes it safe to keep.
 * @returns a refusal `too-large`, `wrong-type` or `invalid` with a sentence that says what to do instead
 */
export async function acceptUpload(
  upload: Uint8Array | AsyncIterable<Uint8Array>,
  rules: UploadRules,
): Promise<Outcome<AcceptedFile>> {
  const no = (code: Code, key: string, values?: Problem['values']): Failure => {
    const problem = { key: `platform.file.${key}`, ...(values && { values }) };
    return refuse(code, { problem, ...(rules.field && { fields: { [rules.field]: problem } }) });
  };
  const given = upload instanceof Uint8Array ? atMost(upload, rules.maxBytes) : await collect(upload, rules.maxBytes);
  if (!given) return no('too-large', 'too-large', { max: Math.floor(rules.maxBytes / 100_000) / 10 });
  if (given.length === 0) return no('invalid', 'empty');

  const mime = await sniff(given);
  if (mime === 'unsafe') return no('wrong-type', 'unsafe');
  if (mime === 'heic' && rules.kinds.includes('image')) return no('wrong-type', 'heic');
  const wrongKind = rules.kinds.length === 1 ? `wrong-kind.${rules.kinds[0]}` : 'wrong-kind';
  if (mime === null || mime === 'heic' || !rules.kinds.includes(FORMATS[mime].kind)) return no('wrong-type', wrongKind);

  const clean = await cleaned(given, mime, rules);
  if (!('bytes' in clean)) return clean;
  return done({
    kind: FORMATS[mime].kind,
    mime,
    name: safeFileName(rules.fileName ?? '', FORMATS[mime].extension),
    sha256: createHash('sha256').update(clean.bytes).digest(),
    ...clean,
  });

  async function cleaned(bytes: Buffer, mime: FileMime, { field }: UploadRules) {
    const sizeless = { width: null, height: null };
    switch (mime) {
      case 'image/jpeg':
      case 'image/png':
      case 'image/webp': {
        const drawn = await redraw(bytes, mime);
        return drawn.ok ? drawn.value : { ...drawn, ...(field && { fields: { [field]: drawn.problem! } }) };
      }
      case 'application/pdf':
        return isUnsafePaper(bytes) ? no('wrong-type', 'unsafe') : { bytes, ...sizeless };
      case 'text/csv': {
        const table = tableText(bytes);
        return table ? { bytes: table, ...sizeless } : no('invalid', 'damaged');
      }
      default:
        return { bytes: withoutNotes(bytes, mime), ...sizeless };
    }
  }
}

const atMost = (bytes: Uint8Array, most: number): Buffer | null =>
  bytes.length > most ? null : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Stops reading, and so ends the stream, as soon as there is too much. */
async function collect(stream: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
