import { z } from 'zod';

/**
 * The kinds of field a person fills in. Each takes what a form sends (strings) and gives a typed value;
 * each refusal is a message key of `platform/i18n/words`, so that it reaches people in their language.
 * Words are kept exactly as typed but for line ends, Unicode normalisation (NFC) and outer space.
 */

/** C0 and C1 controls but tab and line feed: they come from broken devices or attacks, never from people. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
const controls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/;

const tidy = (typed: string) => typed.replace(/\r\n?/g, '\n').normalize('NFC').trim();

/** Length as people count it: code points, not UTF-16 units. Bounded work for a megabyte. */
const lengthOf = (text: string) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

interface TextRules {
  /** Most characters. */
  max: number;
  /** Message key said when nothing was typed. */
  missing?: string;
  lines?: boolean;
}

const text = ({ max, missing = 'error.missing', lines = false }: TextRules) =>
  z
    .string({ error: missing })
    .transform(tidy)
    .superRefine((value, check) => {
      if (value === '') check.addIssue({ code: 'custom', message: missing });
      else if (lengthOf(value) > max)
        check.addIssue({ code: 'custom', message: 'error.too-long', params: { values: { max } } });
      else if (controls.test(value) || !value.isWellFormed())
        check.addIssue({ code: 'custom', message: 'error.control-characters' });
      else if (!lines && value.includes('\n')) check.addIssue({ code: 'custom', message: 'error.one-line' });
    });

/** One line, up to 200 characters unless told. */
export const shortText = (rules: Partial<TextRules> = {}) => text({ max: 200, ...rules });
/** Several lines, up to 5,000 characters unless told. */
export const longText = (rules: Partial<TextRules> = {}) => text({ max: 5_000, lines: true, ...rules });

const emptyIsNull = (value: unknown) =>
  value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value;

/** Text that may be left empty: null then. */
export const optionalText = (rules: Partial<TextRules> = {}) =>
  z.preprocess(emptyIsNull, z.union([z.null(), text({ max: 200, ...rules })]));

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isId = (value: string) => uuid.test(value);

/** An id chosen from a list or carried by the page. */
export const hiddenId = (missing = 'error.choose-one') => z.string({ error: missing }).regex(uuid, { error: missing });
export const optionalId = () => z.preprocess(emptyIsNull, z.union([z.null(), hiddenId()]));

export const choice = <const Options extends readonly [string, ...string[]]>(
  options: Options,
  missing = 'error.choose-one',
) => z.enum(options, { error: missing });

/** Ticked or not. Browsers send nothing for a box left empty. */
export const checkbox = () =>
  z.preprocess((value) => value === 'yes' || value === 'on' || value === true, z.boolean()) as z.ZodType<boolean>;

const dayPattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether a text names a day that exists, as 2026-11-22. Years before 1900 and after 2199 are slips, not days. */
export function isCalendarDay(value: string): boolean {
  const parts = dayPattern.exec(value);
  if (!parts || Number(parts[1]) < 1900 || Number(parts[1]) > 2199) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

/** A day without a time: '2026-11-22'. The date field's three boxes are joined by the http room. */
export const calendarDay = (missing = 'error.missing-date') =>
  z.string({ error: missing }).superRefine((value, check) => {
    if (value === '') check.addIssue({ code: 'custom', message: missing });
    else if (!isCalendarDay(value)) check.addIssue({ code: 'custom', message: 'error.not-a-date' });
  });
export const optionalDay = () => z.preprocess(emptyIsNull, z.union([z.null(), calendarDay()]));

/** Pounds as people write them, '£1,200.50', as whole pence. Exact: no floating point is involved. */
export const pence = (missing = 'error.missing-money') =>
  z.string({ error: missing }).transform((typed, check) => {
    const plain = typed.replace(/[£\s,]/g, '');
    if (plain === '') check.addIssue({ code: 'custom', message: missing });
    const parts = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(plain);
    if (plain !== '' && !parts) check.addIssue({ code: 'custom', message: 'error.not-money' });
    return parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : 0;
  });

/** A count of people or things. */
export const wholeNumber = ({ min = 0, max = 1_000_000, missing = 'error.missing-number' } = {}) =>
  z.string({ error: missing }).transform((typed, check) => {
    const plain = typed.replace(/[\s,]/g, '');
    if (plain === '') check.addIssue({ code: 'custom', message: missing });
    else if (!/^\d{1,9}$/.test(plain)) check.addIssue({ code: 'custom', message: 'error.not-a-number' });
    else if (Number(plain) < min || Number(plain) > max)
      check.addIssue({ code: 'custom', message: 'error.number-range', params: { values: { min, max } } });
    return Number(plain);
  });

/** An e-mail address, checked only for its shape; the message sent to it is the real check. */
export const email = () =>
  shortText({ max: 254 }).refine((value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value), { error: 'error.bad-email' });
