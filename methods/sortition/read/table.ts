import { CsvError, parse } from 'csv-parse/sync';
import { done, type Result, refuse } from '../result.ts';

/** A sheet as read: header and rows trimmed, each row with its number in the file (the header is row 1). */
export interface Table {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
}

/** Reads CSV (comma or semicolon, quotes, BOM, any line end). Blank lines are passed over. */
export function readTable(text: string, file: string): Result<Table> {
  if (text.replace('\ufeff', '').trim() === '') return refuse('empty-file', `${file} is empty.`, { file });
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const count = (mark: string) => firstLine.split(mark).length;
  const delimiter = count(';') > count(',') ? ';' : count('\t') > count(',') ? '\t' : ',';
  let records: string[][];
  try {
    records = parse(text, { bom: true, delimiter, relax_column_count: true, skip_empty_lines: false, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refuse('bad-csv', `${file}, line ${error.lines}: ${error.message}`, { file, row: Number(error.lines) });
  }
  const [header, ...rows] = records as [string[], ...string[][]];
  return done({
    file,
    header: header.map((name) => name.trim()),
    rows: rows.map((cells, i) => ({ row: i + 2, cells })).filter(({ cells }) => cells.some((cell) => cell !== '')),
  });
}

/** The spreadsheet name of a cell: column 0, row 17 is `A17`. */
export function cellName(column: number, row: number): string {
  let letters = '';
  for (let c = column; c >= 0; c = Math.floor(c / 26) - 1) letters = String.fromCharCode(65 + (c % 26)) + letters;
  return `${letters}${row}`;
}
