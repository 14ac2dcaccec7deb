import type { Outcome, Problem } from '@upwell/platform/outcome';
import type { ZodType } from 'zod';

/** The part of a Zod issue that is read here; `params` is ours. */
interface Issue {
  code?: string;
  message: string;
  path: PropertyKey[];
  keys?: string[];
  params?: { values?: Record<string, string | number> };
}

/**
 * Holds what was typed against an action's input. Each field keeps its first problem, as a message key;
 * a field the action does not know is refused by name, so that nothing is dropped without a word.
 */
export function validate<Input>(input: ZodType<Input>, body: Record<string, unknown>): Outcome<Input> {
  const parsed = input.safeParse(body);
  if (parsed.success) return { ok: true, value: parsed.data };
  const fields: Record<string, Problem> = Object.create(null);
  let whole: Problem | undefined;
  for (const issue of parsed.error.issues as Issue[]) {
    if (issue.code === 'unrecognized_keys') {
      whole ??= { key: 'error.unknown-field', values: { field: (issue.keys?.[0] ?? '').slice(0, 60) } };
      continue;
    }
    const field = String(issue.path[0] ?? '');
    const problem = problemOf(issue);
    if (field === '') whole ??= problem;
    else fields[field] ??= problem;
  }
  return { ok: false, code: 'invalid', fields: { ...fields }, ...(whole && { problem: whole }) };
}

/** Zod's own English never reaches a person: whatever is not one of our keys becomes 'look at this again'. */
function problemOf(issue: Issue): Problem {
  const isKey = /^[a-z][\w-]*(\.[\w-]+)+$/.test(issue.message);
  if (!isKey) return { key: 'error.look-again' };
  return { key: issue.message, ...(issue.params?.values && { values: issue.params.values }) };
}
