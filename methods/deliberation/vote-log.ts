/**
 * Votes as they were cast, one entry per vote event, in growing typed arrays: 15 bytes a vote, no object per vote.
 * People and statements are kept once each and pointed at by number.
 */
export interface VoteLog {
  readonly people: string[];
  readonly statements: string[];
  /** Number of vote events held. The arrays below may be longer. */
  size: number;
  person: Uint32Array;
  statement: Uint16Array;
  vote: Int8Array;
  /** Milliseconds (any epoch). Only meaningful while {@link timed} holds. */
  time: Float64Array;
  /** True while every event came with a time. Without it, place in the list is the time. */
  timed: boolean;
  readonly personIndex: Map<string, number>;
  readonly statementIndex: Map<string, number>;
}

/** A vote is stored as one number, 3 × column + vote + 1, in 16 bits; this is the most columns that leaves room for. */
export const MOST_STATEMENTS = 21_845;

export function createVoteLog(capacity = 1024): VoteLog {
  return {
    people: [],
    statements: [],
    size: 0,
    person: new Uint32Array(capacity),
    statement: new Uint16Array(capacity),
    vote: new Int8Array(capacity),
    time: new Float64Array(capacity),
    timed: true,
    personIndex: new Map(),
    statementIndex: new Map(),
  };
}

function intern(id: string, ids: string[], index: Map<string, number>): number {
  const known = index.get(id);
  if (known !== undefined) return known;
  index.set(id, ids.length);
  ids.push(id);
  return ids.length - 1;
}

export function personNumber(log: VoteLog, id: string): number {
  return intern(id, log.people, log.personIndex);
}

/** Number of a statement in this log; -1 when there are already {@link MOST_STATEMENTS} others. */
export function statementNumber(log: VoteLog, id: string): number {
  if (log.statements.length >= MOST_STATEMENTS && !log.statementIndex.has(id)) return -1;
  return intern(id, log.statements, log.statementIndex);
}

function grow(log: VoteLog): void {
  const capacity = Math.max(1024, log.person.length * 2);
  const person = new Uint32Array(capacity);
  person.set(log.person);
  log.person = person;
  const statement = new Uint16Array(capacity);
  statement.set(log.statement);
  log.statement = statement;
  const vote = new Int8Array(capacity);
  vote.set(log.vote);
  log.vote = vote;
  const time = new Float64Array(capacity);
  time.set(log.time);
  log.time = time;
}

/**
 * Adds one vote event by the numbers of its person and statement.
 * @param vote +1 agree, -1 disagree, 0 pass (the caller has checked)
 * @param time milliseconds; NaN when unknown
 */
export function addVote(log: VoteLog, person: number, statement: number, vote: number, time: number): void {
  if (log.size === log.person.length) grow(log);
  log.person[log.size] = person;
  log.statement[log.size] = statement;
  log.vote[log.size] = vote;
  log.time[log.size] = time;
  if (!Number.isFinite(time)) log.timed = false;
  log.size += 1;
}
