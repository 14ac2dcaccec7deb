import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createGunzip, gunzipSync } from 'node:zlib';
import { type ReadStatements, type ReadVotes, readStatements, readVotes } from '@upwell/deliberation';
import { parse } from 'csv-parse/sync';

/** A Polis-style export as it lies in a folder; each file may be gzip. */
export interface SourceFolder {
  folder: string;
  votes: SourceFile;
  statements: SourceFile;
  topic: string;
  about: string | null;
  address: string | null;
}

export interface SourceFile {
  name: string;
  path: string;
  bytes: number;
}

/** Tells how far reading has come: 0 to 1. */
export type Progress = (part: 'statements' | 'votes', done: number) => void;

/**
 * Finds the files of an export: `votes.csv` (each vote as it was given) or else `participants-votes.csv` (the last
 * vote of everybody), `comments.csv`, and `summary.csv` where it is there.
 * @throws in a sentence that names what is missing
 */
export async function findSource(folder: string): Promise<SourceFolder> {
  const names = await readdir(folder).catch(() => {
    throw new Error(`There is no folder ${folder}.`);
  });
  const file = async (...wanted: string[]): Promise<SourceFile | null> => {
    for (const want of wanted.flatMap((name) => [name, `${name}.gz`]))
      if (names.includes(want)) {
        const path = join(folder, want);
        return { name: want, path, bytes: (await stat(path)).size };
      }
    return null;
  };
  const votes = await file('votes.csv', 'participants-votes.csv');
  const statements = await file('comments.csv');
  if (!votes) throw new Error(`${folder} has neither votes.csv nor participants-votes.csv.`);
  if (!statements) throw new Error(`${folder} has no comments.csv, so nobody would know what was voted on.`);
  const summary = await file('summary.csv');
  const said = summary ? await readSummary(summary) : new Map<string, string>();
  return {
    folder,
    votes,
    statements,
    topic: said.get('topic')?.trim() || basename(folder),
    about: said.get('conversation-description')?.trim() || null,
    address: said.get('url')?.trim() || null,
  };
}

/** `key,value` on each line; the description may run over several. */
async function readSummary(file: SourceFile): Promise<Map<string, string>> {
  const bytes = await readFile(file.path);
  const text = file.name.endsWith('.gz') ? gunzipSync(bytes) : bytes;
  const rows: string[][] = parse(text, {
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  return new Map(rows.map(([key = '', ...rest]) => [key.trim(), rest.join(',')]));
}

/** A fingerprint of the files an import is made of: the same files are the same import. */
export async function hashOfSource({ votes, statements }: SourceFolder): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const { path } of [votes, statements]) for await (const part of createReadStream(path)) hash.update(part);
  return hash.digest();
}

async function* bytesOf(file: SourceFile, onDone: (share: number) => void): AsyncGenerator<Uint8Array> {
  let read = 0;
  const raw = createReadStream(file.path, { highWaterMark: 1 << 20 });
  raw.on('data', (part) => {
    read += part.length;
    onDone(Math.min(1, read / Math.max(1, file.bytes)));
  });
  yield* file.name.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
}

/**
 * Reads an export whole. Rows that cannot be read are left out and named; the good ones are kept.
 * @throws in a sentence when a file cannot be understood at all
 */
export async function readSource(
  source: SourceFolder,
  progress: Progress,
): Promise<{ statements: ReadStatements; votes: ReadVotes }> {
  const statements = await readStatements(bytesOf(source.statements, (share) => progress('statements', share)));
  if (!statements.ok) throw new Error(`${source.statements.name}: ${statements.message}`);
  const votes = await readVotes(
    bytesOf(source.votes, (share) => progress('votes', share)),
    { mostRejectionsShown: 1_000_000 },
  );
  if (!votes.ok) throw new Error(`${source.votes.name}: ${votes.message}`);
  return { statements: statements.value, votes: votes.value };
}
