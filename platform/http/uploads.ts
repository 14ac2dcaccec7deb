import { type Outcome, refuse } from '@upwell/platform/outcome';
import type { FastifyRequest } from 'fastify';

/** A file as the action reads it; its kind is judged from the bytes by `platform/files`, never from name or header. */
export interface Upload {
  fileName: string;
  bytes: Buffer;
}

export const isUpload = (value: unknown): value is Upload =>
  typeof value === 'object' && value !== null && 'bytes' in value && Buffer.isBuffer((value as Upload).bytes);

/**
 * The fields of a form, and its files where the route takes any. A repeated field becomes a list.
 * @param maxBytes most bytes of one file; 0 for a form without files
 */
export async function readMultipart(
  request: FastifyRequest,
  maxBytes: number,
): Promise<Outcome<Record<string, unknown>>> {
  if (!request.isMultipart()) return { ok: true, value: Object.assign(Object.create(null), request.body ?? {}) };
  const fields: Record<string, unknown> = Object.create(null);
  const put = (name: string, value: unknown) => {
    const before = fields[name];
    fields[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value];
  };
  try {
    for await (const part of request.parts({ limits: { fileSize: Math.max(1, maxBytes) } })) {
      if (part.type === 'field') {
        put(part.fieldname, part.value);
        continue;
      }
      const bytes = await part.toBuffer();
      if (bytes.length === 0 && !part.filename) continue;
      if (maxBytes === 0) return refuse('wrong-type');
      put(part.fieldname, { fileName: part.filename.slice(0, 200), bytes });
    }
  } catch (error) {
    // What the parser cannot make sense of was sent wrongly; limits come with a status of their own.
    if ((error as { statusCode?: number }).statusCode !== undefined) throw error;
    return refuse('invalid');
  }
  return { ok: true, value: fields };
}
