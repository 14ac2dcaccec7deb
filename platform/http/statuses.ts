import type { Code } from '@upwell/platform/outcome';

/** The one table from expected refusals to HTTP. Their sentences are `refusal.<code>` in `platform/i18n/words`. */
export const statuses: Record<Code, number> = {
  invalid: 400,
  'sign-in-first': 401,
  'not-allowed': 403,
  'not-found': 404,
  closed: 409,
  conflict: 409,
  'reused-key': 409,
  'expired-page': 403,
  'too-much': 429,
  'too-large': 413,
  'wrong-type': 415,
  'wrong-host': 421,
  locked: 409,
};
