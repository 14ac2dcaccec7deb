/** The opinion map against published conversations and the answers of the engines that ran them. */
import { join } from 'node:path';
import {
  addVote,
  compatibleGroups,
  createVoteLog,
  personNumber,
  readStatements,
  readVotes,
  setAside,
  statementNumber,
  type VoteMatrix,
  voteMatrix,
} from '@upwell/deliberation';
import { type Folder, isReadme, openFolder, readChunks, readText } from './data-files.ts';
import { groupsFromLabels, type Json } from './polis-answers.ts';
import { CHECKS, type Conversation, liveAnswers, type Say } from './polis-checks.ts';

/** One comparison with a reference answer. `file` is relative to the folder read. */
export interface Case {
  file: string;
  name: string;
  pass: boolean;
  difference?: string;
}

const KNOWN_FILES = new Set([
  'votes.csv',
  'comments.csv',
  'participants-votes.csv',
  'summary.csv',
  'expected.json',
  'production.json',
]);

/** Runs every case of every conversation in a folder laid out like the shared polis data (or of one conversation's folder). */
export async function* cases(dataDir: string): AsyncIterable<Case> {
  const root = await openFolder(dataDir);
  if (root.files.has('expected.json')) return yield* conversation(root, '');
  for (const name of root.files.keys()) {
    if (!isReadme(name)) yield failed(name, 'file', 'this is no data file we know');
  }
  for (const name of root.folders) yield* conversation(await openFolder(join(dataDir, name)), `${name}/`);
}

function failed(file: string, name: string, why: string): Case {
  return { file, name, pass: false, difference: why };
}

function judged(file: string, name: string, found: string | undefined): Case {
  return found === undefined ? { file, name, pass: true } : failed(file, name, found);
}

/** A field of another shape than we know is a failed case, not the end of the run. */
function* guarded(file: string, name: string, run: () => Iterable<Case>): Iterable<Case> {
  try {
    yield* run();
  } catch (error) {
    yield failed(file, name, `it could not be compared: ${(error as Error).message}`);
  }
}

async function* conversation(folder: Folder, prefix: string): AsyncIterable<Case> {
  for (const name of folder.files.keys()) {
    if (!KNOWN_FILES.has(name) && !isReadme(name)) yield failed(prefix + name, 'file', 'this is no data file we know');
  }
  for (const name of folder.folders) yield failed(prefix + name, 'folder', 'this is no data folder we know');
  if (!folder.files.has('expected.json')) return yield failed(`${prefix}expected.json`, 'file', 'there is none');
  const file = `${prefix}expected.json`;
  let expected: Json;
  try {
    expected = JSON.parse(await readText(folder, 'expected.json')) as Json;
  } catch (error) {
    return yield failed(file, 'file', `it cannot be read: ${(error as Error).message}`);
  }
  const read = await open(folder, expected);
  if (typeof read === 'string') return yield failed(file, 'votes', read);
  for (const [field, value] of Object.entries(expected)) {
    const check = CHECKS[field];
    const say: Say = (name, found) => judged(file, name === '' ? field : `${field} ${name}`, found);
    if (check === undefined) yield failed(file, field, 'this field is not known');
    else yield* guarded(file, field, () => check(read, value, expected, say));
  }
  if (folder.files.has('production.json')) {
    const stored = JSON.parse(await readText(folder, 'production.json')) as Json;
    const live = `${prefix}production.json`;
    yield* guarded(live, 'answers', () => liveAnswers(read, stored, (name, found) => judged(live, name, found)));
  }
}

async function open(folder: Folder, expected: Json): Promise<Conversation | string> {
  const name = folder.files.has('votes.csv') ? 'votes.csv' : 'participants-votes.csv';
  if (!folder.files.has(name)) return 'there is neither votes.csv nor participants-votes.csv';
  const read = await readVotes(readChunks(folder, name));
  if (!read.ok) return `${name}: ${read.message}`;
  const rejection = read.value.rejections.first[0];
  if (rejection !== undefined) return `${name} line ${rejection.line}: ${rejection.reason}`;
  const order = (expected.conventions as Json | undefined)?.row_order;
  const built = voteMatrix(read.value.log, String(order).includes('in id order') ? 'id' : 'appearance');
  if (!built.ok) return built.message;
  const matrix = String(order).includes('in id order') ? asFirstMet(built.value) : built.value;
  let rejected: string[] = [];
  let meta: string[] = [];
  if (folder.files.has('comments.csv')) {
    const list = await readStatements(readChunks(folder, 'comments.csv'));
    if (!list.ok) return `comments.csv: ${list.message}`;
    const bad = list.value.rejections.first[0];
    if (bad !== undefined) return `comments.csv line ${bad.line}: ${bad.reason}`;
    rejected = list.value.statements.filter((s) => s.moderated === -1).map((s) => s.id);
    meta = list.value.statements.filter((s) => s.meta).map((s) => s.id);
  }
  const aside = setAside(matrix, { rejected, meta });
  let exported: Record<string, string> = Object.fromEntries(read.value.exportedGroups);
  if (name === 'votes.csv' && folder.files.has('participants-votes.csv')) {
    const people = await readVotes(readChunks(folder, 'participants-votes.csv'));
    if (!people.ok) return `participants-votes.csv: ${people.message}`;
    exported = Object.fromEntries(people.value.exportedGroups);
  }
  const ours = compatibleGroups(matrix, aside);
  return { matrix, aside, rejected, events: read.value.log.size, exported: groupsFromLabels(exported), ours };
}

/** Statements in the order in which people, taken by id, first come to them: what 'in id order' turned out to mean. */
function asFirstMet(matrix: VoteMatrix): VoteMatrix {
  const log = createVoteLog(matrix.cell.length);
  matrix.people.forEach((person, row) => {
    for (let at = matrix.start[row]!; at < matrix.start[row + 1]!; at += 1) {
      const cell = matrix.cell[at]!;
      const column = Math.floor(cell / 3);
      addVote(
        log,
        personNumber(log, person),
        statementNumber(log, matrix.statements[column]!),
        (cell % 3) - 1,
        Number.NaN,
      );
    }
  });
  const built = voteMatrix(log, 'appearance');
  return built.ok ? built.value : matrix;
}
