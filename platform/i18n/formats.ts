import { LANGUAGES, type Lang } from './languages.ts';

/**
 * How a date is written: `day` 22 November 2026 · `month` November 2026 · `long` Sunday 22 November 2026 ·
 * `time` 3:05 pm · `moment` day and time together.
 */
export type DateStyle = 'day' | 'month' | 'long' | 'time' | 'moment';

const dateOptions: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  moment: { day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit' },
};

/** People here say "3:05 pm"; the other languages keep their own habit. */
const twelveHour: Partial<Record<Lang, boolean>> = { en: true, cy: true };

const made = new Map<string, unknown>();

/** `Intl` objects cost far more to make than to use. */
function once<T>(key: string, make: () => T): T {
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as T;
}

/** @param date a moment, or a calendar day `YYYY-MM-DD`, which is the same day in every time zone */
export function formatDate(lang: Lang, timeZone: string, date: Date | string, style: DateStyle): string {
  const calendarDay = typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date);
  const zone = calendarDay ? 'UTC' : timeZone;
  const format = once(`date ${lang} ${zone} ${style}`, () => {
    const hour12 = style === 'time' || style === 'moment' ? { hour12: twelveHour[lang] } : {};
    return new Intl.DateTimeFormat(LANGUAGES[lang].locale, { ...dateOptions[style], ...hour12, timeZone: zone });
  });
  return format.format(typeof date === 'string' ? new Date(date) : date);
}

/** @param pence whole pence; the pence are written only where there are some, "£20" but "£20.50" */
export function formatMoney(lang: Lang, pence: number): string {
  const whole = pence % 100 === 0;
  const format = once(
    `money ${lang} ${whole}`,
    () =>
      new Intl.NumberFormat(LANGUAGES[lang].locale, {
        style: 'currency',
        currency: 'GBP',
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: whole ? 0 : 2,
      }),
  );
  return format.format(pence / 100);
}

export function formatNumber(lang: Lang, value: number, options: Intl.NumberFormatOptions = {}): string {
  const format = once(
    `number ${lang} ${JSON.stringify(options)}`,
    () => new Intl.NumberFormat(LANGUAGES[lang].locale, options),
  );
  return format.format(value);
}

export function formatList(lang: Lang, items: readonly string[], join: 'and' | 'or' = 'and'): string {
  const format = once(
    `list ${lang} ${join}`,
    () =>
      new Intl.ListFormat(LANGUAGES[lang].locale, {
        type: join === 'and' ? 'conjunction' : 'disjunction',
      }),
  );
  return format.format(items);
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * How far a moment is from now in words: "5 minutes ago", "yesterday", "in 3 weeks". From a day on, calendar days of
 * the place are counted, so that eleven o'clock last night is yesterday.
 */
export function formatRelative(lang: Lang, timeZone: string, then: Date, now: Date): string {
  const format = once(
    `relative ${lang}`,
    () => new Intl.RelativeTimeFormat(LANGUAGES[lang].locale, { numeric: 'auto' }),
  );
  const [amount, unit] = distance(dayNumber(timeZone, then) - dayNumber(timeZone, now), then.getTime() - now.getTime());
  return format.format(amount, unit);
}

function distance(days: number, milliseconds: number): [number, Intl.RelativeTimeFormatUnit] {
  const away = Math.abs(days);
  if (away === 0) {
    const minutes = Math.trunc(milliseconds / MINUTE);
    if (minutes === 0) return [0, 'second'];
    return Math.abs(minutes) < 60 ? [minutes, 'minute'] : [Math.trunc(minutes / 60), 'hour'];
  }
  if (away < 14) return [days, 'day'];
  if (away < 61) return [Math.trunc(days / 7), 'week'];
  if (away < 365) return [Math.trunc(days / 30.44), 'month'];
  return [Math.trunc(days / 365.25) || Math.sign(days), 'year'];
}

/** Days since 1970 of the calendar day it is in a time zone. */
function dayNumber(timeZone: string, date: Date): number {
  // 'sv-SE' writes a date as YYYY-MM-DD.
  const format = once(`day number ${timeZone}`, () => new Intl.DateTimeFormat('sv-SE', { timeZone }));
  return Date.parse(format.format(date)) / DAY;
}
