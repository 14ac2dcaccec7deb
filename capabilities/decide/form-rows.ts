import { type Source, sources } from '@upwell/listen';
import { choice, hiddenId, optionalDay, optionalText, wholeNumber } from '@upwell/platform/action';
import { type Failure, type Problem, refuse } from '@upwell/platform/outcome';
import { z } from 'zod';
import { problemAhead } from './model.ts';

/** Rows of a form that may be left empty, three at a time: what came in by other ways, and what is promised. */
export const ROWS = ['1', '2', '3'] as const;

const emptyIsNull = (value: unknown) =>
  value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value;

/** A field that may be left empty: null then. What is wrong with it is said in its own words. */
const orNull = <T>(field: z.ZodType<T>) =>
  z.preprocess(
    emptyIsNull,
    z.unknown().transform((value, check): T | null => {
      if (value === null) return null;
      const read = field.safeParse(value);
      if (read.success) return read.data;
      for (const { message, ...issue } of read.error.issues)
        check.addIssue({ code: 'custom', message, ...('params' in issue && { params: issue.params }) });
      return z.NEVER;
    }),
  );

/** A count that may be left empty: null then. */
export const optionalNumber = (range: { min: number; max: number }) => orNull(wholeNumber(range));

/** Boxes that were ticked, as ids. */
export const someIds = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(hiddenId()).max(200),
);

const optionalSource = orNull(choice(sources));

/** One input that came by another way: who, whose voice, how many, a note. */
export const inputFields = (row: string) => ({
  [`who${row}`]: optionalText({ max: 200 }),
  [`source${row}`]: optionalSource,
  [`number${row}`]: optionalNumber({ min: 1, max: 10_000_000 }),
  [`note${row}`]: optionalText({ max: 1000 }),
});

/** One promise: what, who keeps it, by when. */
export const promiseFields = (row: string) => ({
  [`promise${row}`]: optionalText({ max: 1000 }),
  [`owner${row}`]: optionalText({ max: 200 }),
  [`due${row}`]: optionalDay(),
});

export const allInputFields = Object.assign({}, ...ROWS.map(inputFields)) as Record<never, z.ZodType>;
export const allPromiseFields = Object.assign({}, ...ROWS.map(promiseFields)) as Record<never, z.ZodType>;

export interface TypedInput {
  who: string;
  source: Source;
  number: number | null;
  note: string | null;
}

export interface TypedPromise {
  promise: string;
  owner: string;
  dueOn: string;
}

type Typed = Readonly<Record<string, unknown>>;
const given = <T>(typed: Typed, name: string, row: string) => (typed[`${name}${row}`] ?? null) as T | null;

/** The rows that were filled in, or which field of a half-filled row is missing. */
export function readInputs(typed: Typed, rows: readonly string[] = ROWS): TypedInput[] | Failure {
  const problems: Record<string, Problem> = {};
  const read = rows.flatMap((row) => {
    const who = given<string>(typed, 'who', row);
    const source = given<Source>(typed, 'source', row);
    const number = given<number>(typed, 'number', row);
    const note = given<string>(typed, 'note', row);
    if (who === null && source === null && number === null && note === null) return [];
    if (who === null) problems[`who${row}`] = { key: 'decide.input.missing-who' };
    if (source === null) problems[`source${row}`] = { key: 'decide.input.missing-source' };
    return [{ who, source, number, note } as TypedInput];
  });
  return Object.keys(problems).length > 0 ? refuse('invalid', { fields: problems }) : read;
}

/** The promises that were filled in, or what is missing. `today`: a promise for a day that has gone is refused. */
export function readPromises(typed: Typed, today: string, rows: readonly string[] = ROWS): TypedPromise[] | Failure {
  const problems: Record<string, Problem> = {};
  const read = rows.flatMap((row) => {
    const promise = given<string>(typed, 'promise', row);
    const owner = given<string>(typed, 'owner', row);
    const dueOn = given<string>(typed, 'due', row);
    if (promise === null && owner === null && dueOn === null) return [];
    if (promise === null) problems[`promise${row}`] = { key: 'decide.commitment.missing-promise' };
    if (owner === null) problems[`owner${row}`] = { key: 'decide.commitment.missing-owner' };
    if (dueOn === null) problems[`due${row}`] = { key: 'decide.commitment.missing-due' };
    else {
      const problem = problemAhead(dueOn, today);
      if (problem) problems[`due${row}`] = { key: problem };
    }
    return [{ promise, owner, dueOn } as TypedPromise];
  });
  return Object.keys(problems).length > 0 ? refuse('invalid', { fields: problems }) : read;
}

/** A time as people write it, '9:30' or '14.30', as 'HH:MM'. */
export const timeOfDay = (missing: string) =>
  z.string({ error: missing }).transform((typed, check) => {
    const parts = /^(\d{1,2})[:.](\d{2})$/.exec(typed.trim());
    const [hour, minute] = [Number(parts?.[1]), Number(parts?.[2])];
    if (typed.trim() === '') check.addIssue({ code: 'custom', message: missing });
    else if (!parts || hour > 23 || minute > 59) check.addIssue({ code: 'custom', message: 'error.not-a-time' });
    return parts ? `${parts[1]?.padStart(2, '0')}:${parts[2]}` : '';
  });

/** A web address that may be left empty: null then. Only https, so that nobody is led astray. */
export const optionalLink = () =>
  orNull(
    z
      .string({ error: 'error.bad-link' })
      .transform((typed) => typed.trim())
      .refine((typed) => typed.length <= 2000 && isSecureLink(typed), { error: 'error.bad-link' }),
  );

function isSecureLink(typed: string): boolean {
  try {
    return new URL(typed).protocol === 'https:' && !/[\s"<>]/.test(typed);
  } catch {
    return false;
  }
}
