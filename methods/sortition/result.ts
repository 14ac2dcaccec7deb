/** Every way this package can say no. A refusal is a value: nothing here throws for bad input. */
export type RefusalCode =
  | 'empty-file'
  | 'bad-csv'
  | 'missing-column'
  | 'doubled-column'
  | 'half-flex'
  | 'not-a-whole-number'
  | 'min-above-max'
  | 'flex-inside-bounds'
  | 'doubled-value'
  | 'unknown-value'
  | 'empty-value'
  | 'same-id-differs'
  | 'blank-id'
  | 'same-row-twice'
  | 'empty-pool'
  | 'empty-address'
  | 'large-household'
  | 'panel-size'
  | 'panel-larger-than-pool'
  | 'unknown-person'
  | 'infeasible'
  | 'infeasible-within-flex'
  | 'no-panel-found'
  | 'not-attained'
  | 'too-few-panels'
  | 'bad-source'
  | 'unknown-objective'
  | 'solver';

/** What was wrong, where (file, row counted from 1 with the header as row 1, column, spreadsheet cell) and in words. */
export interface Fault {
  readonly code: RefusalCode;
  readonly message: string;
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly cell?: string;
  readonly value?: string;
}

export interface Refusal extends Fault {
  readonly ok: false;
  /** All faults, when there is more than one. */
  readonly faults?: readonly Fault[];
}

export type Result<T> = { readonly ok: true; readonly value: T } | Refusal;

export const done = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (code: RefusalCode, message: string, where: Omit<Fault, 'code' | 'message'> = {}): Refusal => ({
  ok: false,
  code,
  message,
  ...where,
});

/** One refusal carrying every fault found. */
export const refuseAll = (faults: readonly Fault[]): Refusal => ({ ok: false, ...(faults[0] as Fault), faults });
