/**
 * What a form sent, as the actions read it: fields without a leading underscore, the three boxes of a date
 * joined to one day, repeated fields as lists.
 */
export function bodyOf(typed: Record<string, unknown>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  const dates = new Map<string, Record<'day' | 'month' | 'year', string>>();
  for (const [name, value] of Object.entries(typed)) {
    if (name.startsWith('_')) continue;
    const part = /^(.+)-(day|month|year)$/.exec(name);
    if (part) {
      const [, field, unit] = part as unknown as [string, string, 'day' | 'month' | 'year'];
      const date = dates.get(field) ?? { day: '', month: '', year: '' };
      date[unit] = String(value).trim();
      dates.set(field, date);
    } else if (name !== '__proto__' && name !== 'constructor' && name !== 'prototype') body[name] = value;
  }
  for (const [field, { day, month, year }] of dates)
    body[field] =
      day === '' && month === '' && year === ''
        ? ''
        : `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return body;
}

/** The typed texts as they stood, to be shown again. Files cannot be shown again and are left out. */
export function valuesOf(typed: Record<string, unknown>): Record<string, string | readonly string[]> {
  const values: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(typed)) {
    if (name.startsWith('_')) continue;
    if (typeof value === 'string') values[name] = value;
    else if (Array.isArray(value) && value.every((each) => typeof each === 'string')) values[name] = value;
  }
  return values;
}
