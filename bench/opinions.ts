/** What the opinion map costs, against a plain way of doing the same in the same run, and how the cost grows. */
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import {
  addVote,
  compatibleGroups,
  createVoteLog,
  LiveMap,
  opinionMap,
  personNumber,
  readStatements,
  readVotes,
  seededRandom,
  setAside,
  statementNumber,
  type VoteLog,
  type VoteMatrix,
  voteMatrix,
} from '@upwell/deliberation';

export interface Row {
  what: string;
  /** Milliseconds of processor time on one thread; undefined where only a published figure is given. */
  ms?: number;
  baseline?: string;
  baselineMs?: number;
  /** Baseline over ours. */
  ratio?: number;
  note?: string;
}

export interface Bench {
  title: string;
  rows: Row[];
}

/** Processor time, so that other work on the machine does not count. Best of several runs. */
function processorTime<T>(times: number, work: () => T): { ms: number; result: T } {
  let best = Number.POSITIVE_INFINITY;
  let result: T | undefined;
  for (let i = 0; i < times; i += 1) {
    const before = process.cpuUsage();
    result = work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return { ms: best, result: result as T };
}

/** The plain way: a full table of numbers, means filled in, and power iteration over every cell, as a textbook has it. */
function plainComponents(matrix: VoteMatrix, aside: Uint8Array): Float64Array[] {
  const n = matrix.people.length;
  const c = matrix.statements.length;
  const table: (number | undefined)[][] = Array.from({ length: n }, () =>
    new Array<number | undefined>(c).fill(undefined),
  );
  for (let row = 0; row < n; row += 1) {
    for (let at = matrix.start[row]!; at < matrix.start[row + 1]!; at += 1) {
      table[row]![Math.floor(matrix.cell[at]! / 3)] = (matrix.cell[at]! % 3) - 1;
    }
  }
  for (let j = 0; j < c; j += 1) {
    let sum = 0;
    let votes = 0;
    for (const row of table) {
      if (row[j] === undefined) continue;
      sum += row[j]!;
      votes += 1;
    }
    for (const row of table) row[j] = aside[j] ? 0 : (row[j] ?? sum / votes) - sum / votes;
  }
  const found: Float64Array[] = [];
  for (let k = 0; k < 2; k += 1) {
    let w = new Float64Array(c).fill(1);
    for (let round = 0; round < 100; round += 1) {
      const next = new Float64Array(c);
      for (const row of table) {
        let score = 0;
        for (let j = 0; j < c; j += 1) score += (row[j] as number) * w[j]!;
        for (let j = 0; j < c; j += 1) next[j]! += score * (row[j] as number);
      }
      for (const other of found) {
        const dot = next.reduce((sum, value, j) => sum + value * other[j]!, 0);
        for (let j = 0; j < c; j += 1) next[j]! -= dot * other[j]!;
      }
      const length = Math.sqrt(next.reduce((sum, value) => sum + value * value, 0));
      w = next.map((value) => value / length);
    }
    found.push(w);
  }
  return found;
}

/** People in three camps, each voting on `votes` statements of 500. */
function syntheticVotes(people: number, votes: number, statements = 500): VoteLog {
  const random = seededRandom(3);
  const log = createVoteLog(people * votes);
  for (let i = 0; i < people; i += 1) personNumber(log, `p${i}`);
  for (let j = 0; j < statements; j += 1) statementNumber(log, `s${j}`);
  const taken = new Uint8Array(statements);
  for (let i = 0; i < people; i += 1) {
    taken.fill(0);
    for (let cast = 0; cast < votes; ) {
      const j = Math.floor(random() * statements);
      if (taken[j]) continue;
      taken[j] = 1;
      cast += 1;
      const draw = random();
      const vote = draw < 0.12 ? 0 : (draw - 0.12) / 0.88 < (j % 3 === i % 3 ? 0.75 : 0.35) ? 1 : -1;
      addVote(log, i, j, vote, Number.NaN);
    }
  }
  return log;
}

async function largestConversation(): Promise<{ log: VoteLog; rejected: string[]; readMs: number } | undefined> {
  const folder = join(process.env.UPWELL_DATA ?? '../shared/data', 'polis', 'bowling-green');
  if (!existsSync(folder)) return undefined;
  const open = (name: string) => {
    const plain = join(folder, name);
    return existsSync(plain) ? createReadStream(plain) : createReadStream(`${plain}.gz`).pipe(createGunzip());
  };
  const before = process.cpuUsage();
  const votes = await readVotes(open('participants-votes.csv'));
  const { user, system } = process.cpuUsage(before);
  const statements = await readStatements(open('comments.csv'));
  if (!votes.ok || !statements.ok) return undefined;
  const rejected = statements.value.statements.filter((s) => s.moderated === -1).map((s) => s.id);
  return { log: votes.value.log, rejected, readMs: (user + system) / 1000 };
}

function built(log: VoteLog): VoteMatrix {
  const matrix = voteMatrix(log, 'id');
  if (!matrix.ok) throw new Error(matrix.message);
  return matrix.value;
}

async function publishedRows(): Promise<Row[]> {
  const found = await largestConversation();
  if (found === undefined) return [{ what: 'Bowling Green', note: 'the shared data is not on this machine' }];
  const matrix = built(found.log);
  const aside = setAside(matrix, { rejected: found.rejected });
  const compatible = processorTime(5, () => compatibleGroups(built(found.log), aside));
  const plain = processorTime(1, () => plainComponents(matrix, aside));
  const stable = processorTime(1, () => opinionMap(matrix, { moderation: { rejected: found.rejected } }));
  const published = [
    { baseline: 'original engine, published', baselineMs: 53_000 },
    { baseline: 'fastest Python implementation, published', baselineMs: 900 },
  ];
  return [
    {
      what: 'Bowling Green (2,031 × 896), compatible',
      ms: compatible.ms,
      baseline: 'components alone, the plain way, this run',
      baselineMs: plain.ms,
      ratio: plain.ms / compatible.ms,
    },
    ...published.map((p) => ({
      what: 'the same',
      ms: compatible.ms,
      ...p,
      ratio: p.baselineMs / compatible.ms,
      note: 'another machine',
    })),
    { what: 'Bowling Green, stable, with 50 repeats', ms: stable.ms },
    { what: 'Bowling Green, reading the packed file', ms: found.readMs },
  ];
}

function growthRows(sizes: readonly number[]): Row[] {
  const rows: Row[] = [];
  let before: { votes: number; ms: number } | undefined;
  for (const people of sizes) {
    const votesEach = 50;
    const log = syntheticVotes(people, votesEach);
    const { ms, result } = processorTime(1, () => opinionMap(built(log)));
    const votes = people * votesEach;
    const bytes = result.ok ? result.value.matrix.cell.byteLength + result.value.matrix.start.byteLength : 0;
    rows.push({
      what: `${people.toLocaleString('en-GB')} people × 500 statements, ${votes.toLocaleString('en-GB')} votes, stable`,
      ms,
      note: `matrix ${(bytes / votes).toFixed(1)} bytes a vote${before === undefined ? '' : `; ${(ms / before.ms).toFixed(1)} × the time for ${votes / before.votes} × the votes`}`,
    });
    before = { votes, ms };
    if (people === 100_000 && result.ok) {
      const compatible = processorTime(1, () => compatibleGroups(built(log), new Uint8Array(500)));
      rows.push({ what: 'the same, compatible', ms: compatible.ms });
      const live = new LiveMap(result.value);
      const times: number[] = [];
      for (let person = 1; times.length < 9; person += 7919) {
        const one = processorTime(1, () => live.cast(`p${person % people}`, `s${person % 500}`, person % 2 ? 1 : -1));
        if (one.result.ok && one.result.value.kind !== 'same') times.push(one.ms);
      }
      const one = times.sort((a, b) => a - b)[4]!;
      rows.push({
        what: 'the same, one more vote (median of 9)',
        ms: one,
        baseline: 'a new map',
        baselineMs: ms,
        ratio: ms / one,
      });
    }
  }
  return rows;
}

/** @param full also a million people (some minutes) */
export async function run({ full = process.env.UPWELL_BENCH === 'full' }: { full?: boolean } = {}): Promise<Bench> {
  const published = await publishedRows();
  const sizes = full ? [10_000, 100_000, 1_000_000] : [10_000, 100_000];
  return { title: 'Opinion map (processor time, one thread)', rows: [...published, ...growthRows(sizes)] };
}
