/**
 * Signs that several votes may come from one hand. A flag is a reason to look, never a reason to drop: a helper entering
 * paper forms, or a family at one kitchen table, look the same from here. Nothing in this package leaves a flagged vote out.
 */
import { compareIds } from './ids.ts';
import type { VoteLog } from './vote-log.ts';
import { cellCounts, type VoteMatrix } from './votes.ts';

export interface SameVotes {
  kind: 'same-votes';
  /** People who voted on exactly the same statements in exactly the same way. */
  people: string[];
  votes: number;
  /** How many others would be expected to match by chance, were votes independent within each opinion group. */
  expectedByChance: number;
}

export interface FasterThanReading {
  kind: 'faster-than-reading';
  person: string;
  votes: number;
  /** Median time between two of the person's votes, milliseconds. */
  medianGap: number;
}

export interface ArrivedTogether {
  kind: 'arrived-together';
  /** People whose first vote fell into the same short time, far more than is usual. */
  people: string[];
  /** Start of that time, milliseconds, and its length. */
  from: number;
  length: number;
  /** How many would be usual in a time that long. */
  usual: number;
}

export type Flag = SameVotes | FasterThanReading | ArrivedTogether;

export interface CoordinationOptions {
  /** Fewest shared votes worth noticing, default 10. */
  fewestVotes?: number;
  /** Fewest people with the same votes, default 3. */
  fewestPeople?: number;
  /** Group of each row, so that like-minded people are not taken for copies; default all in one. */
  labels?: Uint32Array;
  /** Length of the time looked at for arrivals, milliseconds, default one minute. */
  arrivalWindow?: number;
}

const READING = 1000;
const CHANCE = 0.01;

/** People whose whole ballots are the same, where chance would hardly ever bring that about. In order of surprise. */
export function sameVotes(matrix: VoteMatrix, options: CoordinationOptions = {}): SameVotes[] {
  const { fewestVotes = 10, fewestPeople = 3, labels } = options;
  const alike = new Map<string, number[]>();
  for (let row = 0; row < matrix.people.length; row += 1) {
    const cells = matrix.cell.subarray(matrix.start[row]!, matrix.start[row + 1]!);
    if (cells.length < fewestVotes) continue;
    const key = String.fromCharCode(...cells.slice(0, 4096)) + cells.length;
    const rows = alike.get(key);
    if (rows === undefined) alike.set(key, [row]);
    else rows.push(row);
  }
  const chances = new Map<number, { share: Float64Array; size: number }>();
  const flags: SameVotes[] = [];
  for (const rows of alike.values()) {
    if (rows.length < fewestPeople) continue;
    const first = rows[0]!;
    const group = labels?.[first] ?? 0;
    if (!chances.has(group)) chances.set(group, sharesWithin(matrix, labels, group));
    const { share, size } = chances.get(group)!;
    let log = Math.log(size);
    for (let at = matrix.start[first]!; at < matrix.start[first + 1]!; at += 1)
      log += Math.log(share[matrix.cell[at]!]!);
    const expectedByChance = Math.exp(log);
    if (expectedByChance > CHANCE) continue;
    flags.push({
      kind: 'same-votes',
      people: rows.map((row) => matrix.people[row]!).sort(compareIds),
      votes: matrix.start[first + 1]! - matrix.start[first]!,
      expectedByChance,
    });
  }
  return flags.sort((a, b) => a.expectedByChance - b.expectedByChance || compareIds(a.people[0]!, b.people[0]!));
}

function sharesWithin(matrix: VoteMatrix, labels: Uint32Array | undefined, group: number) {
  const weight = Float64Array.from(matrix.people, (_, row) => ((labels?.[row] ?? 0) === group ? 1 : 0));
  const counts = cellCounts(matrix, weight);
  const share = new Float64Array(counts.length);
  for (let c = 0; c < counts.length; c += 3) {
    const seen = counts[c]! + counts[c + 1]! + counts[c + 2]!;
    for (let v = 0; v < 3; v += 1) share[c + v] = (counts[c + v]! + 1) / (seen + 3);
  }
  return { share, size: weight.reduce((sum, one) => sum + one, 0) };
}

/** People who vote faster than anyone can read: a median of under a second between votes. Needs times; none without. */
export function fasterThanReading(log: VoteLog, options: CoordinationOptions = {}): FasterThanReading[] {
  const { fewestVotes = 10 } = options;
  if (!log.timed) return [];
  const times = timesByPerson(log);
  const flags: FasterThanReading[] = [];
  times.forEach((list, person) => {
    if (list.length < fewestVotes) return;
    list.sort((a, b) => a - b);
    const gaps = list.slice(1).map((time, i) => time - list[i]!);
    gaps.sort((a, b) => a - b);
    const medianGap = gaps[gaps.length >> 1]!;
    if (medianGap < READING)
      flags.push({ kind: 'faster-than-reading', person: log.people[person]!, votes: list.length, medianGap });
  });
  return flags.sort((a, b) => a.medianGap - b.medianGap || compareIds(a.person, b.person));
}

function timesByPerson(log: VoteLog): number[][] {
  const times: number[][] = log.people.map(() => []);
  for (let event = 0; event < log.size; event += 1) times[log.person[event]!]!.push(log.time[event]!);
  return times;
}

/** Short times in which far more people arrived than is usual for the hours around: under 1 in 1,000,000 by chance. */
export function arrivedTogether(log: VoteLog, options: CoordinationOptions = {}): ArrivedTogether[] {
  const { fewestPeople = 10, arrivalWindow = 60_000 } = options;
  if (!log.timed || log.people.length < fewestPeople) return [];
  const first = new Float64Array(log.people.length).fill(Number.POSITIVE_INFINITY);
  for (let event = 0; event < log.size; event += 1) {
    first[log.person[event]!] = Math.min(first[log.person[event]!]!, log.time[event]!);
  }
  const order = log.people
    .map((_, person) => person)
    .sort((a, b) => first[a]! - first[b]! || compareIds(log.people[a]!, log.people[b]!));
  const flags: ArrivedTogether[] = [];
  const around = 60 * arrivalWindow;
  for (let from = 0; from < order.length; ) {
    const start = first[order[from]!]!;
    let to = from;
    while (to < order.length && first[order[to]!]! - start < arrivalWindow) to += 1;
    const here = to - from;
    let nearby = 0;
    for (let i = from - 1; i >= 0 && start - first[order[i]!]! <= around; i -= 1) nearby += 1;
    for (let i = to; i < order.length && first[order[i]!]! - start <= around; i += 1) nearby += 1;
    const usual = Math.max(nearby / 119, 0.5);
    if (here >= fewestPeople && poissonTail(here, usual) < 1e-6) {
      const people = order.slice(from, to).map((person) => log.people[person]!);
      flags.push({
        kind: 'arrived-together',
        people: people.sort(compareIds),
        from: start,
        length: arrivalWindow,
        usual,
      });
      from = to;
    } else from += 1;
  }
  return flags;
}

/** Chance of at least `count` arrivals where `mean` are usual (upper bound by Chernoff). */
function poissonTail(count: number, mean: number): number {
  return count <= mean ? 1 : Math.exp(count - mean - count * Math.log(count / mean));
}

/** All flags together. */
export function coordinationFlags(matrix: VoteMatrix, log: VoteLog, options: CoordinationOptions = {}): Flag[] {
  return [...sameVotes(matrix, options), ...fasterThanReading(log, options), ...arrivedTogether(log, options)];
}
