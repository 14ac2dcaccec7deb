import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Ballots,
  type Election,
  electionOf,
  equalShares,
  type Fraction,
  fraction,
  measuresFor,
  type Profile,
  profileOf,
  readElection,
  readPb,
  tieRanks,
  writeFraction,
} from '@upwell/budgeting';
import { plainAdd1 } from './budget-baseline.ts';

export interface Row {
  readonly [column: string]: string | number;
}

/** Published processor seconds of pabutools for Equal Shares with add1, for context. */
const PABUTOOLS: Readonly<Record<string, number>> = {
  poland_lodz_2022_: 42.6,
  'poland_warszawa_2022_praga-poludnie': 334,
};

/**
 * Equal Shares with add1, exact, on every ballot file in the data and on synthetic elections of growing size, against a
 * plain exact count (one fraction per voter) in the same run. `full` lets the plain count finish and adds a million voters.
 */
export async function run(options: { full?: boolean; dataDir?: string } = {}): Promise<{ title: string; rows: Row[] }> {
  const dataDir = join(options.dataDir ?? process.env.UPWELL_DATA ?? '../shared/data', 'pabulib');
  const rows: Row[] = [];
  const limit = options.full ? 3_600_000 : 4_000;
  for (const name of existsSync(dataDir) ? readdirSync(dataDir).sort() : []) {
    if (!name.endsWith('.pb')) continue;
    const text = readFileSync(join(dataDir, name), 'utf8');
    const start = performance.now();
    const file = readPb(text);
    const read = file.ok ? electionOf(file.value) : file;
    if (!read.ok) throw new Error(read.message);
    const reading = (performance.now() - start) / 1000;
    const row = count(name.replace('.pb', ''), read.value.election, limit);
    row['read s'] = reading.toFixed(2);
    const published = PABUTOOLS[name.replace('.pb', '')];
    if (published) {
      row['pabutools s (published)'] = published;
      row['pabutools / ours'] = (published / Number(row['add1 s'])).toFixed(0);
    }
    rows.push(row);
  }
  for (const voters of options.full ? [1_000, 10_000, 100_000, 1_000_000] : [1_000, 10_000, 100_000]) {
    rows.push(count(`synthetic ${voters} voters × 300 projects`, synthetic(voters, 300), 0));
  }
  rows.push(await streamed(options.full ? 5_000_000 : 500_000));
  return { title: 'Budget: Equal Shares with add1, exact', rows };
}

function count(name: string, election: Election, limit: number): Row & Record<string, string | number> {
  const profile = profileOf(election, measuresFor(election.ballotType)[0]!);
  const ranks = tieRanks(election, 'recommended');
  if (!profile.ok || !ranks.ok) throw new Error('not countable');
  const one = seconds(() => equalShares(profile.value, { tieRank: ranks.value, completion: 'none' }));
  const all = seconds(() => equalShares(profile.value, { tieRank: ranks.value, completion: 'add1' }));
  if (!all.result.ok) throw new Error(all.result.message);
  const { bought, endowment, runs, exactDecisions } = all.result.value;
  const row: Row & Record<string, string | number> = {
    instance: name,
    voters: election.voters,
    projects: election.projects.length,
    'distinct ballots': election.ballots.size,
    'one count s': one.time.toFixed(3),
    'add1 s': all.time.toFixed(3),
    counts: runs,
    'exact decisions': exactDecisions,
  };
  return limit > 0
    ? { ...row, ...against(profile.value, ranks.value, { time: all.time, bought, endowment }, limit) }
    : row;
}

/** The plain count, stopped at the limit; where it finishes it must agree. */
function against(
  profile: Profile,
  tieRank: Int32Array,
  own: { time: number; bought: readonly number[]; endowment: Fraction },
  limit: number,
): Row {
  const plain = seconds(() => plainAdd1(profile, tieRank, limit));
  if (!plain.result)
    return {
      'plain exact add1 s': `> ${plain.time.toFixed(0)} (stopped)`,
      ratio: `> ${(plain.time / own.time).toFixed(0)}`,
    };
  const same =
    plain.result.bought.join() === own.bought.join() &&
    writeFraction(plain.result.endowment) === writeFraction(fraction(own.endowment.top, own.endowment.bottom));
  return {
    'plain exact add1 s': plain.time.toFixed(2),
    ratio: (plain.time / own.time).toFixed(0),
    agrees: String(same),
  };
}

function seconds<T>(work: () => T): { time: number; result: T } {
  const start = performance.now();
  const result = work();
  return { time: (performance.now() - start) / 1000, result };
}

/** A generated file read as a stream, never held whole. */
async function streamed(voters: number): Promise<Row> {
  let bytes = 0;
  function* pieces() {
    yield `META\nkey;value\nbudget;1000000\nvote_type;approval\nPROJECTS\nproject_id;cost\n`;
    for (let c = 0; c < 100; c++) yield `p${c};${10_000 + 137 * c}\n`;
    yield 'VOTES\nvoter_id;age;sex;district;vote\n';
    const random = generator(3);
    for (let i = 0; i < voters; i += 1000) {
      let piece = '';
      for (let j = i; j < i + 1000; j++) {
        const vote = new Set(
          Array.from({ length: 1 + Math.floor(random() * 5) }, () => `p${Math.floor(random() ** 2 * 100)}`),
        );
        piece += `voter-${j};${20 + (j % 60)};F;A district with a long name;${[...vote].join(',')}\n`;
      }
      bytes += piece.length;
      yield piece;
    }
  }
  const start = performance.now();
  const read = await readElection(pieces(), { keepIds: false });
  const time = (performance.now() - start) / 1000;
  return {
    instance: 'a file read as a stream (with its making)',
    voters: read.ok ? read.value.election.voters : read.message,
    MB: (bytes / 1e6).toFixed(0),
    'read s': time.toFixed(2),
    'memory MB': (process.memoryUsage().rss / 1e6).toFixed(0),
  };
}

function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Voters with five to ten approvals, some projects far more popular than others; costs in round thousands. */
export function synthetic(voters: number, count: number): Election {
  const random = generator(11);
  const projects = Array.from({ length: count }, (_, c) => ({
    id: `p${String(c).padStart(4, '0')}`,
    cost: BigInt(5_000 + 1_000 * Math.floor(random() * 200)),
  }));
  const start = new Int32Array(voters + 1);
  const project = new Int32Array(voters * 10);
  let entries = 0;
  for (let i = 0; i < voters; i++) {
    const approved = new Set<number>();
    const want = 5 + Math.floor(random() * 6);
    while (approved.size < want) approved.add(Math.floor(random() ** 2 * count));
    for (const c of [...approved].sort((a, b) => a - b)) project[entries++] = c;
    start[i + 1] = entries;
  }
  const ballots: Ballots = {
    size: voters,
    copies: new Float64Array(voters).fill(1),
    start,
    project: project.slice(0, entries),
    points: new Float64Array(entries).fill(1),
    pointScale: 1,
  };
  return {
    ballotType: 'approval',
    projects,
    budget: 5_000_000n,
    unit: voters > 50_000 ? 1n : 10n,
    voters,
    ballots,
    ballotOf: Int32Array.from({ length: voters }, (_, i) => i),
  };
}
