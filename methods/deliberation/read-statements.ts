import { type Chunks, delimiterOf, Rejections, readRows } from './csv.ts';
import { give, type Outcome, refuse } from './refusal.ts';

/** A statement as a host's list has it. */
export interface Statement {
  id: string;
  text: string;
  /** 1 accepted, 0 not looked at, -1 rejected. */
  moderated: 1 | 0 | -1;
  /** A fact about the person, not an opinion. */
  meta: boolean;
}

export interface ReadStatements {
  statements: Statement[];
  rejections: Rejections;
}

/**
 * Reads `comments.csv`: columns `comment-id` (or `statement-id`), `comment-body` (or `text`), `moderated`, and `is-meta` where
 * the export has it. Rows that cannot be read are named by line and reason; the first row of an id counts.
 * @returns refusal `unknown-format` when there is no column of ids
 */
export async function readStatements(chunks: Chunks): Promise<Outcome<ReadStatements>> {
  const rejections = new Rejections();
  const statements: Statement[] = [];
  const seen = new Set<string>();
  let names: string[] | undefined;
  let column = { id: -1, text: -1, moderated: -1, meta: -1 };
  const { pieces, delimiter } = await withDelimiter(chunks);
  await readRows(
    pieces,
    (row, line) => {
      if (names === undefined) {
        names = row.map((name) => name.trim().toLowerCase().replaceAll('_', '-'));
        const find = (...known: string[]) => names!.findIndex((name) => known.includes(name));
        column = {
          id: find('comment-id', 'statement-id', 'tid', 'id'),
          text: find('comment-body', 'statement', 'text', 'body', 'txt'),
          moderated: find('moderated', 'mod'),
          meta: find('is-meta', 'meta'),
        };
        return;
      }
      if (column.id < 0) return;
      if (row.length !== names.length)
        return rejections.add(line, `the row has ${row.length} values, the first line has ${names.length}`);
      const id = row[column.id]!.trim();
      if (id === '') return rejections.add(line, 'the statement has no id');
      if (seen.has(id)) return rejections.add(line, `statement ${id.slice(0, 40)} is listed twice`);
      const moderated = column.moderated < 0 ? '0' : row[column.moderated]!.trim();
      if (!['1', '0', '-1', ''].includes(moderated))
        return rejections.add(line, `"moderated" is "${moderated.slice(0, 20)}"; it must be 1, 0 or -1`);
      seen.add(id);
      statements.push({
        id,
        text: column.text < 0 ? '' : row[column.text]!,
        moderated: Number(moderated) as Statement['moderated'],
        meta: column.meta >= 0 && ['1', 'true', 't', 'yes'].includes(row[column.meta]!.trim().toLowerCase()),
      });
    },
    rejections,
    { delimiter },
  );
  if (names === undefined) return refuse('unknown-format', 'The file of statements is empty.');
  if (column.id < 0) return refuse('unknown-format', 'The file of statements has no column comment-id.', 1);
  return give({ statements, rejections });
}

async function withDelimiter(chunks: Chunks): Promise<{ pieces: Uint8Array[]; delimiter: string }> {
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) pieces.push(chunk);
  const head = new TextDecoder().decode(pieces[0]?.subarray(0, 65_536));
  return { pieces, delimiter: delimiterOf(head.split(/[\r\n]/, 1)[0]!) };
}
