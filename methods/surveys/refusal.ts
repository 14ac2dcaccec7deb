/** Every reason this package can decline to answer. Refusals are values: nothing here throws on bad data. */
export type RefusalCode =
  | 'no-replies'
  | 'no-margins'
  | 'unknown-column'
  | 'unknown-category'
  | 'missing-value'
  | 'empty-cell'
  | 'bad-target'
  | 'margins-disagree'
  | 'cannot-be-met'
  | 'bad-weight'
  | 'bad-cap'
  | 'too-few-replies'
  | 'bad-number'
  | 'bad-option'
  | 'unknown-format';

/** A named refusal. Where one cell is to blame, `margin` and `category` name it; `line` is that of the input file. */
export interface Refusal {
  ok: false;
  code: RefusalCode;
  message: string;
  margin?: string;
  category?: string;
  line?: number;
}

export type Outcome<T> = { ok: true; value: T } | Refusal;

export function refuse(
  code: RefusalCode,
  message: string,
  where: Pick<Refusal, 'margin' | 'category' | 'line'> = {},
): Refusal {
  return { ok: false, code, message, ...where };
}

export function give<T>(value: T): Outcome<T> {
  return { ok: true, value };
}
