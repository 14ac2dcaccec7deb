/** Told every failure of a job, with what it was about; the error itself may hold words of people. */
export type Report = (
  error: unknown,
  about: { placeId?: string; event?: string; handler?: string; job?: string },
) => void;

/** The kind of an error without its sentence: 'error.23505', 'TypeError'. */
export function problemOf(error: unknown): string {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  const parts = [name, code].filter((part) => typeof part === 'string' && part !== '');
  const plain = parts.join('.').replace(/[^A-Za-z0-9._-]/g, '');
  return plain.slice(0, 100) || 'unknown';
}
