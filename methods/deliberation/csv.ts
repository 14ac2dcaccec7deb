import { type CsvError, type Info, parse } from 'csv-parse';

/** Bytes of a file, in pieces, as any reader of files gives them. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A row that was not taken, and why. `line` is 1-based; a row with line breaks inside quotes is named by its first line. */
export interface Rejection {
  line: number;
  reason: string;
}

/** Rows not taken: how many, and the first few with their reasons. */
export class Rejections {
  count = 0;
  readonly first: Rejection[] = [];
  private readonly most: number;

  constructor(most = 100) {
    this.most = most;
  }

  add(line: number, reason: string): void {
    this.count += 1;
    if (this.first.length < this.most) this.first.push({ line, reason });
  }
}

/** No honest row is longer than this many bytes; a quote that is never closed is caught here. */
const LONGEST_ROW = 16 * 1024 * 1024;

export interface TableOptions {
  delimiter?: string;
}

/**
 * Reads separated values of any kind (quotes, line breaks inside quotes, BOM, LF, CRLF, CR or a mixture), one row at a
 * time, so that a file of any size passes through little memory. Rows the format does not allow are given to `rejections`.
 */
export async function readRows(
  chunks: Chunks,
  onRow: (fields: string[], line: number) => void,
  rejections: Rejections,
  options: TableOptions = {},
): Promise<void> {
  const { delimiter = ',' } = options;
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
    on_skip: (error: CsvError | undefined) => {
      rejections.add(lineOf(error), plainReason(error));
      return undefined;
    },
  });
  const feeding = (async () => {
    for await (const chunk of chunks) {
      if (!parser.write(chunk)) await new Promise<void>((resume) => parser.once('drain', () => resume()));
      if (parser.destroyed) return;
    }
    parser.end();
  })();
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      let inside = 0;
      for (const field of record) if (field.includes('\n')) inside += field.split('\n').length - 1;
      onRow(record, info.lines - inside);
    }
    await feeding;
  } catch (error) {
    rejections.add(lineOf(error as CsvError), plainReason(error as CsvError));
  }
}

function lineOf(error: CsvError | undefined): number {
  return Number((error as { lines?: number } | undefined)?.lines ?? 0);
}

function plainReason(error: CsvError | undefined): string {
  switch (error?.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quotation mark is opened and never closed';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'text follows a closing quotation mark';
    case 'INVALID_OPENING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return 'a quotation mark stands in the middle of a value';
    case 'CSV_MAX_RECORD_SIZE':
      return `a row is longer than ${LONGEST_ROW} bytes`;
    default:
      return 'the row cannot be read as separated values';
  }
}

/** The separator a header line uses: comma, or semicolon or tab where there are more of those. */
export function delimiterOf(header: string): string {
  const count = (mark: string) => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
