import { type Chunks, delimiterOf, LONGEST_ROW, Rejections, readRows } from './csv.ts';
import { readPlainLines } from './lines.ts';
import { give, type Outcome, type Refusal, refuse } from './refusal.ts';
import { createVoteLog, type VoteLog } from './vote-log.ts';
import { type RowReader, type VoteReaderOptions, voteRows } from './vote-rows.ts';

/** What was read of a file of votes. */
export interface ReadVotes {
  log: VoteLog;
  /** 'votes': one row a vote. 'people': one row a person, one column a statement. */
  shape: 'votes' | 'people';
  rejections: Rejections;
  /** Group column of a 'people' file, where it is filled: person → group as written. */
  exportedGroups: Map<string, string>;
}

/**
 * Reads votes from a file as Polis and others export them, streaming: memory grows with votes, not with the file.
 *
 * Two shapes are known by their header: one row a vote (`comment-id`, `voter-id`, `vote`, with `timestamp` if there is
 * one), or one row a person (`participant`, then one column a statement). Separators: comma, semicolon, tab. Rows that
 * cannot be read are left out and named by line and reason; the good rows are kept.
 *
 * @returns refusals `no-votes` (an empty file), `unknown-format` (no header we know), `too-many-rejections` (no row could
 *   be read), `bad-row` (a line beyond 16 MB)
 */
export async function readVotes(chunks: Chunks, options: VoteReaderOptions = {}): Promise<Outcome<ReadVotes>> {
  const rejections = new Rejections(options.mostRejectionsShown);
  const log = createVoteLog();
  let rows: RowReader | undefined;
  let refusal: Refusal | undefined;
  let delimiter = ',';
  const header = (fields: string[], line: number): boolean => {
    const reader = voteRows(fields, log, rejections, options);
    if (!reader.ok) refusal = { ...reader, line };
    else rows = reader.value;
    return reader.ok;
  };
  const remainder = await readPlainLines(chunks, (bytes, from, to, line) => {
    if (rows !== undefined) {
      rows.bytes(bytes, from, to, line, delimiter.charCodeAt(0));
      return true;
    }
    const text = new TextDecoder().decode(bytes.subarray(from, to));
    delimiter = delimiterOf(text);
    return header(
      text.split(delimiter).map((name) => name.trim()),
      line,
    );
  });
  if (remainder === 'too-long') return refuse('bad-row', `A line is longer than ${LONGEST_ROW} bytes.`);
  if (remainder !== undefined && refusal === undefined) {
    const source = rows === undefined ? await peekDelimiter(remainder.chunks) : { chunks: remainder.chunks, delimiter };
    await readRows(
      source.chunks,
      (fields, line) => {
        if (refusal !== undefined) return;
        if (rows === undefined)
          header(
            fields.map((name) => name.trim()),
            line,
          );
        else rows.fields(fields, line);
      },
      rejections,
      { linesBefore: remainder.linesBefore, delimiter: source.delimiter },
    );
  }
  if (refusal !== undefined) return refusal;
  if (rows === undefined) return refuse('no-votes', 'The file of votes is empty.');
  if (log.size === 0 && rejections.count > 0) {
    const { line, reason } = rejections.first[0]!;
    return refuse(
      'too-many-rejections',
      `None of ${rejections.count} rows could be read. Line ${line}: ${reason}.`,
      line,
    );
  }
  return give({ log, shape: rows.shape, rejections, exportedGroups: rows.exportedGroups });
}

/** Looks at the first piece for its separator, and hands everything on. */
async function peekDelimiter(chunks: AsyncIterable<Uint8Array>) {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  const text = first.done ? '' : new TextDecoder().decode(first.value.subarray(0, 65_536));
  async function* all() {
    if (!first.done) yield first.value as Uint8Array;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value as Uint8Array;
  }
  return { chunks: all(), delimiter: delimiterOf(text.split(/[\r\n]/, 1)[0]!) };
}
