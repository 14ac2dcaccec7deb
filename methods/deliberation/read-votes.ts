import { type Chunks, delimiterOf, Rejections } from './csv.ts';
import { LONGEST_LINE, readLines, splitQuoted } from './lines.ts';
import { give, type Outcome, type Refusal, refuse } from './refusal.ts';
import { createVoteLog, type VoteLog } from './vote-log.ts';
import { type RowReader, type VoteReaderOptions, voteRows } from './vote-rows.ts';

const decoder = new TextDecoder();

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
 *   be read), `bad-row` (a line beyond 4 MB)
 */
export async function readVotes(chunks: Chunks, options: VoteReaderOptions = {}): Promise<Outcome<ReadVotes>> {
  const rejections = new Rejections(options.mostRejectionsShown);
  const log = createVoteLog();
  // Held in an object, since they are set from within the walk over the lines.
  const state: { rows?: RowReader; refusal?: Refusal } = {};
  let delimiter = ',';
  const tooLong = await readLines(chunks, {
    line(bytes, from, to, line, quoted) {
      if (state.rows !== undefined && !quoted) {
        state.rows.bytes(bytes, from, to, line, delimiter.charCodeAt(0));
        return true;
      }
      const text = decoder.decode(bytes.subarray(from, to));
      if (state.rows === undefined) delimiter = delimiterOf(text);
      const fields = quoted ? splitQuoted(text, delimiter) : text.split(delimiter);
      if (typeof fields === 'string') {
        if (state.rows !== undefined) rejections.add(line, fields);
        else state.refusal = refuse('unknown-format', `The first line cannot be read: ${fields}.`, line);
        return state.rows !== undefined;
      }
      if (state.rows !== undefined) {
        state.rows.fields(fields, line);
        return true;
      }
      const reader = voteRows(
        fields.map((name) => name.trim()),
        log,
        rejections,
        options,
      );
      if (!reader.ok) state.refusal = { ...reader, line };
      else state.rows = reader.value;
      return reader.ok;
    },
    unclosed(line) {
      rejections.add(line, 'a quotation mark is opened and never closed');
    },
  });
  if (state.refusal !== undefined) return state.refusal;
  if (tooLong !== undefined) return refuse('bad-row', `A line is longer than ${LONGEST_LINE} bytes.`);
  if (state.rows === undefined && rejections.count === 0) return refuse('no-votes', 'The file of votes is empty.');
  if (state.rows === undefined || (log.size === 0 && rejections.count > 0)) {
    const { line, reason } = rejections.first[0]!;
    return refuse(
      'too-many-rejections',
      `None of ${rejections.count} rows could be read. Line ${line}: ${reason}.`,
      line,
    );
  }
  return give({ log, shape: state.rows.shape, rejections, exportedGroups: state.rows.exportedGroups });
}
