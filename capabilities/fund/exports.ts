import type { Line } from './queries.ts';

/**
 * One cell of a CSV (RFC 4180), safe to open in a spreadsheet: words that a spreadsheet would run as a formula begin
 * with an apostrophe (CWE-1236). Amounts are ours and stay numbers.
 */
export const cell = (words: string): string => {
  const safe = /^[\s\u200B-\u200F\uFEFF]*[=+\-@|%\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/u.test(words)
    ? `'${words}`
    : words;
  return /[",\r\n;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const pounds = (pence: number): string =>
  `${pence < 0 ? '-' : ''}${Math.floor(Math.abs(pence) / 100)}.${String(Math.abs(pence) % 100).padStart(2, '0')}`;

export const ledgerHeader = 'line,written_at,day,award,to,kind,pounds,corrects,note,by';

/** The ledger as CSV, one line of text for each line written. Amounts in pounds with two decimals. */
export const ledgerRow = (line: Line): string =>
  [
    line.id,
    line.madeAt.toISOString(),
    line.day,
    line.awardId,
    cell(line.to),
    line.kind,
    pounds(line.pence),
    line.corrects ?? '',
    cell(line.note ?? ''),
    cell(line.by),
  ].join(',');
