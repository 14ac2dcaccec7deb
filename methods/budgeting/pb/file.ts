import { done, type Result, refuse } from '../result.ts';
import { type Row, RowReader, writeCell } from './rows.ts';

export const SECTIONS = ['META', 'PROJECTS', 'VOTES'] as const;
export type SectionName = (typeof SECTIONS)[number];

export interface Section {
  /** The line that opens the section. */
  readonly title: Row;
  readonly header: Row;
  readonly rows: readonly Row[];
}

/** A `.pb` file as it stands, every field kept, so that writing it back changes nothing. */
export interface PbFile {
  readonly bom: boolean;
  readonly sections: Readonly<Record<SectionName, Section>>;
  /** Blank lines after the last row. */
  readonly tail: string;
}

/** Hands out each row of a `.pb` text with the section it stands in. */
export class SectionReader {
  section: SectionName | undefined;
  /** First thing wrong with the order of the sections. */
  fault: { line: number; found: string } | undefined;
  readonly #seen = new Set<SectionName>();
  #header = false;
  readonly onTitle: (section: SectionName, row: Row) => void;
  readonly onHeader: (section: SectionName, row: Row) => void;
  readonly onRow: (section: SectionName, row: Row) => void;

  constructor(onTitle: SectionReader['onTitle'], onHeader: SectionReader['onHeader'], onRow: SectionReader['onRow']) {
    this.onTitle = onTitle;
    this.onHeader = onHeader;
    this.onRow = onRow;
  }

  take(row: Row): void {
    const name = row.cells.length === 1 ? (row.cells[0] as string).trim().toUpperCase() : '';
    const next = SECTIONS[this.#seen.size];
    if (name === next && name !== undefined) {
      this.#seen.add(next);
      this.section = next;
      this.#header = true;
      this.onTitle(next, row);
    } else if (this.section === undefined) {
      this.fault ??= { line: row.line, found: row.cells.join(';').slice(0, 60) };
    } else if (this.#header) {
      this.#header = false;
      this.onHeader(this.section, row);
    } else this.onRow(this.section, row);
  }

  missing(): SectionName | undefined {
    return SECTIONS[this.#seen.size];
  }
}

/** Reads a whole `.pb` text. Refuses: an empty file, a section missing or out of order, a quote left open. */
export function readPb(text: string): Result<PbFile> {
  const titles = new Map<SectionName, Row>();
  const headers = new Map<SectionName, Row>();
  const rows: Record<SectionName, Row[]> = { META: [], PROJECTS: [], VOTES: [] };
  const sections = new SectionReader(
    (name, row) => titles.set(name, row),
    (name, row) => headers.set(name, row),
    (name, row) => rows[name].push(row),
  );
  const reader = new RowReader((row) => sections.take(row), true);
  reader.push(text);
  const end = reader.end();
  const fault = structureFault(text.trim() === '' || text.trim() === '\ufeff', sections, end);
  if (fault) return fault;
  const whole = {} as Record<SectionName, Section>;
  for (const name of SECTIONS) {
    const header = headers.get(name);
    if (!header)
      return refuse('missing-section', `Section ${name} has no header row.`, { line: titles.get(name)!.line });
    whole[name] = { title: titles.get(name) as Row, header, rows: rows[name] };
  }
  return done({ bom: reader.bom, sections: whole, tail: 'tail' in end ? end.tail : '' });
}

/** The refusal for a text that is not three sections in order, if it is not. */
export function structureFault(empty: boolean, sections: SectionReader, end: { tail: string } | { openQuote: number }) {
  if (empty) return refuse('empty-file', 'The file is empty.');
  if ('openQuote' in end) {
    return refuse('unfinished-quote', `A quote opened on line ${end.openQuote} is never closed.`, {
      line: end.openQuote,
    });
  }
  if (sections.fault) {
    return refuse(
      'missing-section',
      `The file must begin with META; line ${sections.fault.line} says “${sections.fault.found}”.`,
      {
        line: sections.fault.line,
      },
    );
  }
  const missing = sections.missing();
  return missing && refuse('missing-section', `There is no section ${missing}.`, { field: missing });
}

/** The file as text: byte for byte what was read where nothing was changed. */
export function writePb(file: PbFile): string {
  const pieces: string[] = [file.bom ? '\ufeff' : ''];
  for (const name of SECTIONS) {
    const { title, header, rows } = file.sections[name];
    pieces.push(title.text, header.text);
    for (const row of rows) pieces.push(row.text);
  }
  pieces.push(file.tail);
  return pieces.join('');
}

/** A new row in the file's own style, for writing counted columns or building a file from nothing. */
export function newRow(cells: readonly string[], lineEnd: '\n' | '\r\n' = '\n'): Row {
  return { cells, line: 0, text: cells.map(writeCell).join(';') + lineEnd };
}

/** The value of a META key, `undefined` when absent, empty or the literal `None`. */
export function metaOf(file: PbFile, key: string): string | undefined {
  const row = file.sections.META.rows.find((one) => one.cells[0]?.trim() === key);
  const value = row?.cells.slice(1).join(';').trim();
  return value === undefined || value === '' || value === 'None' ? undefined : value;
}
