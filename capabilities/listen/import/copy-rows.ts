import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ClientBase } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

type Cell = string | number | null | Date | Buffer;

/**
 * Puts rows into a table with COPY, by far the fastest way in for many. They go through a temporary table:
 * PostgreSQL does not copy straight into one under row-level security, and here every row passes its policy.
 */
export async function copyRows(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly Cell[]>,
): Promise<void> {
  const names = columns.join(', ');
  await client.query(`create temp table staged on commit drop as select ${names} from ${table} with no data`);
  await pipeline(Readable.from(inPieces(rows)), client.query(copyFrom(`copy staged (${names}) from stdin`)));
  await client.query(`insert into ${table} (${names}) select ${names} from staged`);
  await client.query('drop table staged');
}

function* inPieces(rows: Iterable<readonly Cell[]>): Generator<string> {
  let piece = '';
  for (const row of rows) {
    piece += `${row.map(textOf).join('\t')}\n`;
    if (piece.length > 1 << 18) {
      yield piece;
      piece = '';
    }
  }
  if (piece) yield piece;
}

function textOf(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell === 'number') return String(cell);
  if (cell instanceof Date) return cell.toISOString();
  if (Buffer.isBuffer(cell)) return `\\\\x${cell.toString('hex')}`;
  return cell.replace(
    /[\\\t\n\r]/g,
    (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign] as string,
  );
}
