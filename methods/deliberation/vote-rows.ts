import type { Rejections } from './csv.ts';
import { give, type Outcome, refuse } from './refusal.ts';
import { addVote, MOST_STATEMENTS, personNumber, statementNumber, type VoteLog } from './vote-log.ts';

export interface VoteReaderOptions {
  /** Which number means agree: +1 in CSV exports (default), -1 in the Polis database, API and stored results. */
  agreeIs?: 1 | -1;
  /** How many rejected rows are kept with their reasons, default 100; all are counted. */
  mostRejectionsShown?: number;
}

/** Takes rows of votes, as bytes (fast, no quotes) or as fields already split. */
export interface RowReader {
  shape: 'votes' | 'people';
  bytes(bytes: Uint8Array, from: number, to: number, line: number, delimiter: number): void;
  fields(fields: string[], line: number): void;
  exportedGroups: Map<string, string>;
}

const STATEMENT = ['comment-id', 'comment', 'statement-id', 'statement', 'tid'];
const PERSON = ['voter-id', 'participant-id', 'participant', 'person-id', 'person', 'voter', 'pid'];
const TIME = ['timestamp', 'time', 'created'];
/** Columns of a one-row-a-person export that are no statements. */
const ABOUT_PERSON = new Set(['participant', 'xid', 'group-id', 'n-comments', 'n-votes', 'n-agree', 'n-disagree', '']);

/** Chooses the reader for a header. @returns refusal `unknown-format` naming what was looked for */
export function voteRows(
  header: readonly string[],
  log: VoteLog,
  rejections: Rejections,
  options: VoteReaderOptions,
): Outcome<RowReader> {
  const names = header.map((name) => name.toLowerCase().replaceAll('_', '-'));
  const find = (known: string[]) => names.findIndex((name) => known.includes(name));
  const statement = find(STATEMENT);
  const person = find(PERSON);
  const vote = names.indexOf('vote');
  const sign = options.agreeIs ?? 1;
  if (statement >= 0 && person >= 0 && vote >= 0) {
    const columns = { statement, person, vote, time: find(TIME), count: names.length };
    return give(votePerRow(columns, log, rejections, sign));
  }
  if (person >= 0 && names.length > 1 && vote < 0) {
    const statements: [number, string][] = [];
    header.forEach((name, at) => {
      if (at !== person && !ABOUT_PERSON.has(names[at]!)) statements.push([at, name]);
    });
    const twice = statements.find(([, name], i) => statements.findIndex(([, other]) => other === name) !== i);
    if (twice !== undefined) return refuse('unknown-format', `Two columns are both called "${twice[1]}".`);
    if (statements.length > MOST_STATEMENTS)
      return refuse(
        'too-many-statements',
        `There are ${statements.length} statements; at most ${MOST_STATEMENTS} fit.`,
      );
    if (statements.length > 0) return give(personPerRow(person, names, statements, log, rejections, sign));
  }
  return refuse(
    'unknown-format',
    'The first line must name the columns: comment-id, voter-id and vote (one row a vote), or participant and one column a statement.',
  );
}

const decoder = new TextDecoder();

/** Reads a vote as written. NaN when it is none. */
function parseVote(text: string): number {
  switch (text.trim()) {
    case '1':
    case '+1':
      return 1;
    case '-1':
    case '\u22121':
      return -1;
    case '0':
    case '-0':
      return 0;
    default:
      return Number.NaN;
  }
}

function voteReason(text: string): string {
  if (text.trim() === '') return 'the vote is empty';
  return `the vote is "${text.trim().slice(0, 20)}"; it must be 1 (agree), -1 (disagree) or 0 (pass)`;
}

function fieldsReason(found: number, expected: number): string {
  return `the row has ${found} values, the first line has ${expected}`;
}

interface VoteColumns {
  statement: number;
  person: number;
  vote: number;
  time: number;
  count: number;
}

function votePerRow(columns: VoteColumns, log: VoteLog, rejections: Rejections, sign: 1 | -1): RowReader {
  const people = numberCache((id) => personNumber(log, id));
  const statements = numberCache((id) => statementNumber(log, id));
  const starts = new Int32Array(columns.count + 1);
  const fields = (row: string[], line: number) => {
    if (row.length !== columns.count) return rejections.add(line, fieldsReason(row.length, columns.count));
    const vote = parseVote(row[columns.vote]!);
    if (Number.isNaN(vote)) return rejections.add(line, voteReason(row[columns.vote]!));
    const person = row[columns.person]!.trim();
    const statement = row[columns.statement]!.trim();
    if (person === '') return rejections.add(line, 'it does not say whose vote it is');
    if (statement === '') return rejections.add(line, 'it does not say which statement the vote is on');
    const time = columns.time < 0 ? Number.NaN : parseTime(row[columns.time]!);
    if (columns.time >= 0 && Number.isNaN(time))
      return rejections.add(line, 'the time is not a number of milliseconds');
    const column = statementNumber(log, statement);
    if (column < 0) return rejections.add(line, `there are already ${MOST_STATEMENTS} statements`);
    addVote(log, personNumber(log, person), column, sign * vote, time);
  };
  return {
    shape: 'votes',
    exportedGroups: new Map(),
    fields,
    bytes(bytes, from, to, line, delimiter) {
      let found = 0;
      starts[0] = from;
      for (let at = from; at < to; at += 1) {
        if (bytes[at] !== delimiter) continue;
        found += 1;
        if (found < starts.length) starts[found] = at + 1;
      }
      found += 1;
      if (found === columns.count) starts[found] = to + 1;
      const vote = found === columns.count ? voteByte(bytes, starts, columns.vote) : 2;
      const person = found === columns.count ? wholeNumber(bytes, starts, columns.person) : -1;
      const statement = found === columns.count ? wholeNumber(bytes, starts, columns.statement) : -1;
      const time =
        columns.time < 0 ? Number.NaN : found === columns.count ? wholeNumber(bytes, starts, columns.time) : -1;
      if (vote === 2 || person < 0 || statement < 0 || time < 0) {
        // Anything unusual goes the slow way, which also finds the words for it.
        return fields(decoder.decode(bytes.subarray(from, to)).split(String.fromCharCode(delimiter)), line);
      }
      const column = statements(statement);
      if (column < 0) return rejections.add(line, `there are already ${MOST_STATEMENTS} statements`);
      addVote(log, people(person), column, vote === 0 ? 0 : sign * vote, time);
    },
  };
}

function parseTime(text: string): number {
  const trimmed = text.trim();
  return /^\d{1,16}(\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** A vote field of one or two bytes; 2 when it is anything else. */
function voteByte(bytes: Uint8Array, starts: Int32Array, field: number): number {
  const from = starts[field]!;
  const length = starts[field + 1]! - 1 - from;
  if (length === 1) return bytes[from] === 49 ? 1 : bytes[from] === 48 ? 0 : 2;
  if (length === 2 && bytes[from] === 45 && bytes[from + 1] === 49) return -1;
  return 2;
}

/** A whole number of up to 15 digits as it is written (no sign, no leading zero); -1 when it is anything else. */
function wholeNumber(bytes: Uint8Array, starts: Int32Array, field: number): number {
  const from = starts[field]!;
  const to = starts[field + 1]! - 1;
  if (to - from < 1 || to - from > 15 || (bytes[from] === 48 && to - from > 1)) return -1;
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = bytes[at]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** Remembers the number given to small whole-number ids in a typed array, so that most votes make no string. */
function numberCache(number: (id: string) => number): (id: number) => number {
  let known = new Int32Array(1024);
  return (id) => {
    if (id >= 1 << 23) return number(String(id));
    if (id >= known.length) {
      const larger = new Int32Array(Math.max(id + 1, known.length * 2));
      larger.set(known);
      known = larger;
    }
    if (known[id] === 0) known[id] = number(String(id)) + 1;
    return known[id]! - 1;
  };
}

function personPerRow(
  person: number,
  names: string[],
  statements: [number, string][],
  log: VoteLog,
  rejections: Rejections,
  sign: 1 | -1,
): RowReader {
  const seen = new Set<string>();
  const exportedGroups = new Map<string, string>();
  const group = names.indexOf('group-id');
  const numbers = new Map<number, number>();
  const fields = (row: string[], line: number) => {
    if (row.length !== names.length) return rejections.add(line, fieldsReason(row.length, names.length));
    const id = row[person]!.trim();
    if (id === '') return rejections.add(line, 'it does not say whose votes they are');
    if (seen.has(id)) return rejections.add(line, `person ${id.slice(0, 40)} already has a row`);
    for (const [at] of statements) {
      const text = row[at]!;
      if (text !== '' && Number.isNaN(parseVote(text)) && text.trim() !== '')
        return rejections.add(line, `${voteReason(text)} (statement ${names[at]!.slice(0, 40)})`);
    }
    seen.add(id);
    if (group >= 0 && row[group]!.trim() !== '') exportedGroups.set(id, row[group]!.trim());
    for (const [at, name] of statements) {
      const vote = parseVote(row[at]!);
      if (Number.isNaN(vote)) continue;
      let column = numbers.get(at);
      if (column === undefined) {
        column = statementNumber(log, name);
        numbers.set(at, column);
      }
      addVote(log, personNumber(log, id), column, vote === 0 ? 0 : sign * vote, Number.NaN);
    }
  };
  return {
    shape: 'people',
    exportedGroups,
    fields,
    bytes(bytes, from, to, line, delimiter) {
      fields(decoder.decode(bytes.subarray(from, to)).split(String.fromCharCode(delimiter)), line);
    },
  };
}
