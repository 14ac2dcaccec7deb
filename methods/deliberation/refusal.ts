/** Every reason this package can decline to answer. Refusals are values: nothing here throws on bad data. */
export type RefusalCode =
  | 'no-votes'
  | 'unknown-format'
  | 'bad-row'
  | 'too-many-statements'
  | 'too-few-people'
  | 'no-disagreement'
  | 'bad-option'
  | 'unknown-statement'
  | 'not-a-vote'
  | 'too-many-rejections'
  | 'labels-do-not-fit'
  | 'bad-targets';

/** A named refusal: what was wrong, in words a person can act on. */
export interface Refusal {
  ok: false;
  code: RefusalCode;
  message: string;
  /** 1-based line of the input, where there is one. */
  line?: number;
}

export type Outcome<T> = { ok: true; value: T } | Refusal;

export function refuse(code: RefusalCode, message: string, line?: number): Refusal {
  return line === undefined ? { ok: false, code, message } : { ok: false, code, message, line };
}

export function give<T>(value: T): Outcome<T> {
  return { ok: true, value };
}
