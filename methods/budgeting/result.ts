/** Every way this package can say no. A refusal is a value: nothing here throws for bad input. */
export type RefusalCode =
  | 'empty-file'
  | 'missing-section'
  | 'missing-column'
  | 'missing-key'
  | 'unfinished-quote'
  | 'unknown-vote-type'
  | 'not-a-number'
  | 'negative-budget'
  | 'negative-cost'
  | 'zero-cost'
  | 'duplicate-project'
  | 'duplicate-voter'
  | 'duplicate-key'
  | 'unknown-project'
  | 'repeated-project'
  | 'wrong-column-count'
  | 'points-mismatch'
  | 'ballot-too-short'
  | 'ballot-too-long'
  | 'ballot-cost'
  | 'ballot-points'
  | 'count-mismatch'
  | 'tally-mismatch'
  | 'withdrawn-project'
  | 'no-voters'
  | 'no-projects'
  | 'measure-does-not-fit'
  | 'rule-needs-approval'
  | 'too-many-steps'
  | 'numbers-too-large'
  | 'tie-order-incomplete';

/** What was wrong, where, and in words. `line` counts from 1 in the file read. */
export interface Fault {
  readonly code: RefusalCode;
  readonly message: string;
  readonly line?: number;
  readonly field?: string;
  readonly value?: string;
}

export interface Refusal extends Fault {
  readonly ok: false;
}

export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

export const done = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (code: RefusalCode, message: string, where: Omit<Fault, 'code' | 'message'> = {}): Refusal => ({
  ok: false,
  code,
  message,
  ...where,
});
