import { type Chunks, delimiterOf, Rejections, readRows } from '@upwell/deliberation';
import { give, type Outcome, refuse } from './refusal.ts';

/** Replies as read: columns by name, one entry a reply, '' where nothing was filled in. */
export interface Replies {
  columns: Map<string, string[]>;
  /** Line of the file each reply began on. */
  lines: number[];
  rejections: Rejections;
}

/**
 * Reads replies, one row a person, from separated values. Rows with another number of values than the header are left out, named
 * by line. 'NA' and blanks are unanswered.
 * @returns refusals `no-replies`, `unknown-format`
 */
export async function readReplies(chunks: Chunks): Promise<Outcome<Replies>> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const head = new TextDecoder().decode(pieces[0]?.subarray(0, 65_536));
  const rejections = new Rejections();
  let names: string[] | undefined;
  const columns: string[][] = [];
  const lines: number[] = [];
  await readRows(
    pieces,
    (row, line) => {
      if (names === undefined) {
        names = row.map((name) => name.trim());
        for (const _ of names) columns.push([]);
      } else if (row.length !== names.length) {
        rejections.add(line, `the row has ${row.length} values, the first line has ${names.length}`);
      } else {
        row.forEach((text, at) => {
          const trimmed = text.trim();
          columns[at]!.push(trimmed === 'NA' ? '' : trimmed);
        });
        lines.push(line);
      }
    },
    rejections,
    { delimiter: delimiterOf(head.split(/[\r\n]/, 1)[0]!) },
  );
  if (names === undefined) return refuse('no-replies', 'The file of replies is empty.');
  const twice = names.find((name, at) => names!.indexOf(name) !== at);
  if (twice !== undefined) return refuse('unknown-format', `Two columns are both called "${twice}".`, { line: 1 });
  if (lines.length === 0) return refuse('no-replies', 'The file of replies has no row that could be read.');
  return give({ columns: new Map(names.map((name, at) => [name, columns[at]!])), lines, rejections });
}

/**
 * A column as numbers, NaN where unanswered.
 * @returns refusal `bad-number` with line and column; a decimal comma is named as such
 */
export function numbersOf(replies: Replies, name: string): Outcome<Float64Array> {
  const texts = replies.columns.get(name);
  if (texts === undefined) return refuse('unknown-column', `There is no column "${name}".`);
  const values = new Float64Array(texts.length);
  for (let i = 0; i < texts.length; i += 1) {
    const text = texts[i]!;
    const value = text === '' ? Number.NaN : Number(text);
    if (text !== '' && !Number.isFinite(value)) {
      const why = /^-?\d+,\d+$/.test(text) ? 'has a decimal comma; write a point' : 'is not a number';
      return refuse('bad-number', `${name} = "${text.slice(0, 20)}" ${why}.`, { line: replies.lines[i] });
    }
    values[i] = value;
  }
  return give(values);
}
