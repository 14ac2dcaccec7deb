/** How far a number may be from the expected one: within `absolute`, or within `relative` of it. */
export interface Tolerance {
  absolute: number;
  relative: number;
}

/**
 * First difference between an expected value and ours, as a path and two values; undefined when there is none.
 * Objects must have the same keys and lists the same length: a field we do not know is a difference.
 */
export function difference(expected: unknown, ours: unknown, tolerance: Tolerance, path = ''): string | undefined {
  const at = path === '' ? '' : `${path}: `;
  if (typeof expected === 'number' && typeof ours === 'number') {
    const apart = Math.abs(expected - ours);
    const allowed = Math.max(tolerance.absolute, tolerance.relative * Math.abs(expected));
    return apart <= allowed ? undefined : `${at}expected ${expected}, got ${ours}`;
  }
  if (Array.isArray(expected) && Array.isArray(ours)) {
    if (expected.length !== ours.length) return `${at}expected ${expected.length} entries, got ${ours.length}`;
    for (let i = 0; i < expected.length; i += 1) {
      const found = difference(expected[i], ours[i], tolerance, `${path}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isRecord(expected) && isRecord(ours)) {
    for (const key of Object.keys(expected)) {
      if (!Object.hasOwn(ours, key)) return `${at}field "${key}" is not known`;
      const found = difference(expected[key], ours[key], tolerance, path === '' ? key : `${path}.${key}`);
      if (found !== undefined) return found;
    }
    const missing = Object.keys(ours).find((key) => !Object.hasOwn(expected, key));
    return missing === undefined ? undefined : `${at}field "${missing}" is missing from the expected answer`;
  }
  return expected === ours ? undefined : `${at}expected ${show(expected)}, got ${show(ours)}`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
