/** One comparison with a reference answer. `file` is relative to the folder read. */
export interface Case {
  readonly file: string;
  readonly name: string;
  readonly pass: boolean;
  readonly difference?: string;
}

export function fail(file: string, name: string, difference: string): Case {
  return { file, name, pass: false, difference };
}

/** The same value, or not, as JSON. */
export function check(file: string, name: string, found: unknown, expected: unknown): Case {
  const [own, wanted] = [JSON.stringify(found), JSON.stringify(expected)];
  if (own === wanted) return { file, name, pass: true };
  return fail(file, name, `found ${own?.slice(0, 200)}, expected ${wanted?.slice(0, 200)}`);
}

/** Within an absolute tolerance. */
export function near(file: string, name: string, found: number, expected: unknown, tolerance: number): Case {
  const pass = typeof expected === 'number' && Math.abs(found - expected) <= tolerance;
  return pass ? { file, name, pass } : fail(file, name, `found ${found}, expected ${expected} ± ${tolerance}`);
}
