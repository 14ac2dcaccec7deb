import type { Result } from '../result.ts';
import { ElectionBuilder, type PbElection, type PbOptions } from './election.ts';
import { type PbFile, SECTIONS, SectionReader, structureFault } from './file.ts';
import { RowReader } from './rows.ts';

/** The election a `.pb` file holds. Refuses what cannot be counted; single bad ballots are set aside and named. */
export function electionOf(file: PbFile, options?: PbOptions): Result<PbElection> {
  const builder = new ElectionBuilder(options);
  for (const name of SECTIONS) {
    builder.header(name, file.sections[name].header);
    for (const row of file.sections[name].rows) builder.row(name, row);
  }
  return builder.finish();
}

/** The same from a stream of text or UTF-8 bytes, in one pass, without keeping the text. */
export async function readElection(
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
  options?: PbOptions,
): Promise<Result<PbElection>> {
  const builder = new ElectionBuilder(options);
  const sections = new SectionReader(
    () => {},
    (name, row) => builder.header(name, row),
    (name, row) => builder.row(name, row),
  );
  const reader = new RowReader((row) => sections.take(row), false);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let empty = true;
  for await (const piece of pieces) {
    const text = typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    if (text.trim() !== '') empty = false;
    reader.push(text);
  }
  reader.push(decoder.decode());
  return structureFault(empty, sections, reader.end()) ?? builder.finish();
}
