import type { Catalogue, Compiled, Values } from './catalogue.ts';
import { type DateStyle, formatDate, formatList, formatMoney, formatNumber, formatRelative } from './formats.ts';
import { dirOf, type Lang } from './languages.ts';
import { type PlaceWords, termValues } from './terms.ts';

/** Speaks one language in the words of one place. Gives plain text: encoding is the business of whoever puts it out. */
export interface Translator {
  (key: string, values?: Values): string;
  readonly lang: Lang;
  readonly dir: 'ltr' | 'rtl';
  /** Whether there are words for a key; for keys that come from data. */
  has(key: string): boolean;
  /** "a, b and c" */
  list(items: readonly string[], join?: 'and' | 'or'): string;
  /** A moment in the place's time zone, or a calendar day `YYYY-MM-DD`. */
  date(date: Date | string, style?: DateStyle): string;
  /** Integer pence as pounds. */
  money(pence: number): string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** "yesterday", "in 3 weeks" */
  relative(then: Date, now: Date): string;
}

export interface TranslatorOptions {
  /** IANA name of the place's time zone. */
  timeZone?: string;
}

/**
 * @param placeWords what this place calls things; `{}` for the defaults
 * @returns `t`. A missing key throws in tests; elsewhere it falls back to English, then to the key itself, told once.
 */
export function translator(
  catalogue: Catalogue,
  lang: Lang,
  placeWords: PlaceWords = {},
  { timeZone = 'Europe/London' }: TranslatorOptions = {},
): Translator {
  const dir = dirOf(lang);
  const terms = mapValues(termValues(lang, placeWords), (word) => (dir === 'rtl' ? isolated(word) : word));

  const t = (key: string, values?: Values): string => {
    const message = catalogue.find(lang, key);
    if (!message) return key;
    if (message.literal !== null) return message.literal;
    const filled: Values = Object.assign(Object.create(terms), prepared(message, values, dir));
    try {
      return message.format(filled);
    } catch (problem) {
      catalogue.complain(`'${key}' in '${lang}': ${(problem as Error).message}`);
      return message.format(new Proxy(filled, { has: () => true, get: (o, name) => Reflect.get(o, name) ?? '…' }));
    }
  };

  return Object.assign(t, {
    lang,
    dir,
    has: (key: string) => catalogue.has(key),
    list: (items: readonly string[], join?: 'and' | 'or') => formatList(lang, items, join),
    date: (date: Date | string, style: DateStyle = 'day') => formatDate(lang, timeZone, date, style),
    money: (pence: number) => formatMoney(lang, pence),
    number: (value: number, options?: Intl.NumberFormatOptions) => formatNumber(lang, value, options),
    relative: (then: Date, now: Date) => formatRelative(lang, timeZone, then, now),
  });
}

function prepared(message: Compiled, values: Values | undefined, dir: 'ltr' | 'rtl'): Values | undefined {
  if (!values || dir === 'ltr') return values;
  return mapValues(values, (value, name) =>
    typeof value === 'string' && !message.steering.has(name) ? isolated(value) : value,
  );
}

/**
 * Keeps left-to-right text, and numbers in several groups, in one piece inside a right-to-left sentence: first strong isolate … pop directional
 * isolate (Unicode UAX 9, section 2.7). Addresses stay bare, so that mail programs still see a link.
 */
function isolated(text: string): string {
  return /[A-Za-z]|\d[\d\s]*\s[\d\s]*\d|[£€]\s?\d|\d\s?[£€]/.test(text) && !/^https?:/.test(text)
    ? `\u2068${text}\u2069`
    : text;
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A, name: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}
