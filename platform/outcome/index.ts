/**
 * What an action gives back. Expected failures are values with a named code, never exceptions;
 * `platform/http` turns a code into a status and translated words, `platform/audit` into a line.
 */
export type Outcome<T> = { ok: true; value: T } | Failure;

/** Every way an action may be refused. Anything that is not one of these is a 500, and a 500 is our bug. */
export type Code =
  | 'invalid' // what was typed cannot be taken as it is; `fields` says what to do
  | 'not-allowed' // the rule says no to this actor
  | 'sign-in-first' // the rule might say yes to somebody signed in
  | 'not-found' // no such thing, or not yours to know of
  | 'closed' // right action, wrong phase
  | 'conflict' // somebody or something got there first
  | 'reused-key' // an idempotency key came back with another body
  | 'expired-page' // the form's token is not of this visit
  | 'too-much' // a rate limit
  | 'too-large' // body or file over the limit
  | 'wrong-type' // media type or file type not taken
  | 'wrong-host' // the Host header names no place of ours
  | 'locked'; // fixed on purpose, for instance a level of power

/** A problem with one field: a message key of `words/*.json` and its values. */
export interface Problem {
  key: string;
  values?: Record<string, string | number>;
}

export interface Failure {
  ok: false;
  code: Code;
  /** A sentence for the whole action, where the code's own sentence is not plain enough. */
  problem?: Problem;
  fields?: Record<string, Problem>;
  details?: Record<string, string | number>;
}

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refuse = (code: Code, more: Omit<Failure, 'ok' | 'code'> = {}): Failure => ({ ok: false, code, ...more });

/** Refuses one field with one sentence. */
export const refuseField = (field: string, key: string, values?: Record<string, string | number>): Failure =>
  refuse('invalid', { fields: { [field]: { key, ...(values && { values }) } } });
