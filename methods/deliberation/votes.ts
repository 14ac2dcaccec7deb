import { idOrder } from './ids.ts';
import { give, type Outcome, refuse } from './refusal.ts';
import { addVote, createVoteLog, MOST_STATEMENTS, personNumber, statementNumber, type VoteLog } from './vote-log.ts';

/** One vote as a caller has it. `vote`: +1 agree, -1 disagree, 0 pass. `time`: milliseconds. */
export interface VoteEvent {
  person: string;
  statement: string;
  vote: number;
  time?: number;
}

/**
 * The vote matrix, people × statements, missing cells not stored (compressed sparse rows).
 * Row i holds the cells `cell[start[i]] … cell[start[i + 1] - 1]`, ascending; a cell is 3 × column + vote + 1,
 * two bytes a vote.
 */
export interface VoteMatrix {
  readonly people: readonly string[];
  readonly statements: readonly string[];
  readonly start: Uint32Array;
  readonly cell: Uint16Array;
  /** Vote events read, and how many were replaced by a later vote of the same person on the same statement. */
  readonly events: number;
  readonly replaced: number;
  /** Statements on which one person voted differently at the same instant; counted as a pass ('id' order only). */
  readonly contradictory: number;
}

/**
 * 'appearance': people and statements in order of their first vote by time, then file row (what Polis does).
 * 'id': ordered by identifier, so the matrix is the same whatever the order of the votes.
 */
export type MatrixOrder = 'appearance' | 'id';

/** Rank of each index when sorted by first vote: earliest time, then earliest row. */
function firstVoteOrder(log: VoteLog, which: Uint32Array | Uint16Array, count: number): Uint32Array {
  const firstTime = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  const firstRow = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (let event = 0; event < log.size; event += 1) {
    const index = which[event]!;
    const time = log.timed ? log.time[event]! : event;
    if (time < firstTime[index]!) {
      firstTime[index] = time;
      firstRow[index] = event;
    }
  }
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  return order.sort((a, b) => firstTime[a]! - firstTime[b]! || firstRow[a]! - firstRow[b]!);
}

function ranksOf(order: Uint32Array): Uint32Array {
  const rank = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place += 1) rank[order[place]!] = place;
  return rank;
}

/** Events in order of (person rank, statement rank, file row): two stable counting sorts. */
function sortedEvents(log: VoteLog, personRank: Uint32Array, statementRank: Uint32Array): Uint32Array {
  const key = new Uint32Array(log.size);
  for (let event = 0; event < log.size; event += 1) key[event] = statementRank[log.statement[event]!]!;
  const byStatement = countingSort(key, log.statements.length);
  for (let event = 0; event < log.size; event += 1) key[event] = personRank[log.person[event]!]!;
  return countingSort(key, log.people.length, byStatement);
}

/** Places in order of their key, keeping the order of `from` (or of the list itself) among equals. */
function countingSort(key: Uint32Array, keys: number, from?: Uint32Array): Uint32Array {
  const next = new Uint32Array(keys + 1);
  for (let event = 0; event < key.length; event += 1) next[key[event]! + 1]! += 1;
  for (let k = 0; k < keys; k += 1) next[k + 1]! += next[k]!;
  const sorted = new Uint32Array(key.length);
  for (let place = 0; place < key.length; place += 1) {
    const event = from === undefined ? place : from[place]!;
    const k = key[event]!;
    sorted[next[k]!] = event;
    next[k]! += 1;
  }
  return sorted;
}

/**
 * Builds the matrix: the last vote of a person on a statement counts, a pass is a vote.
 *
 * 'Last' is by time, then by place in the log. In 'id' order, where place must not matter, two different votes at the
 * very same instant count as a pass; without times the place in the log is the only clock there is.
 * @returns refusal `no-votes` for an empty log
 * @source reference/deliberation.md section 1
 */
export function voteMatrix(log: VoteLog, order: MatrixOrder): Outcome<VoteMatrix> {
  if (log.size === 0) return refuse('no-votes', 'There are no votes to read.');
  const byId = order === 'id';
  const personOrder = byId ? idOrder(log.people) : firstVoteOrder(log, log.person, log.people.length);
  const statementOrder = byId ? idOrder(log.statements) : firstVoteOrder(log, log.statement, log.statements.length);
  const personRank = ranksOf(personOrder);
  const statementRank = ranksOf(statementOrder);
  const events = sortedEvents(log, personRank, statementRank);
  const start = new Uint32Array(log.people.length + 1);
  const cells = new Uint16Array(log.size);
  let kept = 0;
  let contradictory = 0;
  for (let at = 0; at < log.size; ) {
    const first = events[at]!;
    const person = log.person[first]!;
    const statement = log.statement[first]!;
    let vote = log.vote[first]!;
    let time = log.time[first]!;
    let clash = false;
    for (at += 1; at < log.size; at += 1) {
      const event = events[at]!;
      if (log.person[event] !== person || log.statement[event] !== statement) break;
      if (log.timed && log.time[event]! < time) continue;
      const same = log.timed && log.time[event] === time;
      clash = byId && same && (clash || log.vote[event] !== vote);
      vote = log.vote[event]!;
      time = log.time[event]!;
    }
    if (clash) contradictory += 1;
    cells[kept] = 3 * statementRank[statement]! + (clash ? 0 : vote) + 1;
    kept += 1;
    start[personRank[person]! + 1]! += 1;
  }
  for (let row = 0; row < log.people.length; row += 1) start[row + 1]! += start[row]!;
  return give({
    people: Array.from(personOrder, (index) => log.people[index]!),
    statements: Array.from(statementOrder, (index) => log.statements[index]!),
    start,
    cell: cells.slice(0, kept),
    events: log.size,
    replaced: log.size - kept,
    contradictory,
  });
}

/**
 * The matrix of a list of votes already in memory. People or statements without a vote are no rows or columns.
 * @returns refusals `not-a-vote` (with the 1-based place in the list), `too-many-statements`, `no-votes`
 */
export function votesFromEvents(list: Iterable<VoteEvent>, order: MatrixOrder = 'id'): Outcome<VoteMatrix> {
  const log = createVoteLog();
  let place = 0;
  for (const { person, statement, vote, time } of list) {
    place += 1;
    if (vote !== 1 && vote !== 0 && vote !== -1)
      return refuse('not-a-vote', `Vote ${place} is ${vote}; it must be 1 (agree), -1 (disagree) or 0 (pass).`, place);
    const column = statementNumber(log, statement);
    if (column < 0) return refuse('too-many-statements', `More than ${MOST_STATEMENTS} statements.`, place);
    addVote(log, personNumber(log, person), column, vote, time ?? Number.NaN);
  }
  return voteMatrix(log, order);
}

/** Agree, disagree and pass counts of every statement over everyone: three numbers a column, in cell order (-1, 0, +1). */
export function cellCounts(matrix: VoteMatrix, weight?: Float64Array): Float64Array {
  const counts = new Float64Array(3 * matrix.statements.length);
  const { start, cell } = matrix;
  for (let row = 0; row < matrix.people.length; row += 1) {
    const one = weight === undefined ? 1 : weight[row]!;
    if (one === 0) continue;
    const end = start[row + 1]!;
    for (let at = start[row]!; at < end; at += 1) counts[cell[at]!]! += one;
  }
  return counts;
}

/** Statements a host has set aside: rejected ones, and facts about the person ("meta"). */
export interface Moderation {
  rejected?: Iterable<string>;
  meta?: Iterable<string>;
}

/** One byte a column: 0 in use, 1 rejected, 2 meta. Names of statements nobody voted on are ignored. */
export function setAside(matrix: Pick<VoteMatrix, 'statements'>, moderation: Moderation = {}): Uint8Array {
  const marks = new Uint8Array(matrix.statements.length);
  const rejected = new Set(moderation.rejected ?? []);
  const meta = new Set(moderation.meta ?? []);
  for (let column = 0; column < marks.length; column += 1) {
    const id = matrix.statements[column]!;
    marks[column] = meta.has(id) ? 2 : rejected.has(id) ? 1 : 0;
  }
  return marks;
}
