/** Reads what `DateField` sends. `YYYY-MM-DD`; `''` when all three are empty; null when it is no date of the calendar. */
export function readDate(body: Record<string, unknown>, name: string): string | null {
  const parts = ['year', 'month', 'day'].map((part) => String(body[`${name}-${part}`] ?? '').trim());
  if (parts.every((part) => part === '')) return '';
  const [year, month, day] = parts as [string, string, string];
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) return null;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== iso ? null : iso;
}

/** Reads an amount as people write it (`£1,200`, `12.50`, `12.5`) into whole pence; null when it is none or below zero. */
export function readPence(text: string): number | null {
  const match = /^£?\s*(\d{1,3}(?:[,\s]\d{3})+|\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match?.[1]) return null;
  const pence = Number(match[1].replace(/\D/g, '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(pence) ? pence : null;
}
