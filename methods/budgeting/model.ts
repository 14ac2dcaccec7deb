import { done, type Fault, type Result, refuse } from './result.ts';

/** How people voted. A knapsack or choose-1 ballot counts as an approval ballot. */
export type BallotType = 'approval' | 'ordinal' | 'cumulative' | 'scoring';

/**
 * What one voter gains from one project, `u_i(c)`.
 * `cost`: its cost if approved · `cardinality`: 1 if approved · `points`: points given · `points_cost`: points × cost.
 * For ordinal ballots the points are `max_length − position` (first of three = 3).
 */
export type Measure = 'cost' | 'cardinality' | 'points' | 'points_cost';

export interface Project {
  readonly id: string;
  /** Money units, see {@link Election.unit}. */
  readonly cost: bigint;
  readonly name?: string;
}

/** Identical ballots once, with how many people cast each. */
export interface Ballots {
  readonly size: number;
  /** Voters per distinct ballot. */
  readonly copies: Float64Array;
  /** Entries of ballot `b` are `start[b] .. start[b + 1] − 1`. */
  readonly start: Int32Array;
  /** Project of each entry, an index into {@link Election.projects}. */
  readonly project: Int32Array;
  /** Points of each entry × {@link pointScale}: 1 × pointScale for an approval. Whole numbers, may be negative in scoring. */
  readonly points: Float64Array;
  readonly pointScale: number;
}

export interface Election {
  readonly ballotType: BallotType;
  /** Ordered by id, code point by code point, whatever the order in the file. */
  readonly projects: readonly Project[];
  /** Money units. */
  readonly budget: bigint;
  /** Money units in one unit of currency (100 when money is in pence): the step of the add1 completion. */
  readonly unit: bigint;
  /** Everyone who cast a ballot, empty ones included. */
  readonly voters: number;
  readonly ballots: Ballots;
  /** The distinct ballot of each voter, in the order they were given. */
  readonly ballotOf: Int32Array;
}

export const MEASURES: readonly Measure[] = ['cost', 'cardinality', 'points', 'points_cost'];

/** The measures that make sense for a ballot type, the default first. */
export function measuresFor(type: BallotType): readonly Measure[] {
  return type === 'approval' ? ['cost', 'cardinality'] : ['points_cost', 'points'];
}

/** Order of two strings by Unicode code point, the order used for ids everywhere (JavaScript's own is by UTF-16 unit). */
export function byCodePoint(a: string, b: string): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) {
      const surrogate = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? 1 : 0);
      return surrogate(x) - surrogate(y) || x - y;
    }
  }
  return a.length - b.length;
}

/** Collects ballots one by one and groups identical ones as they come. */
export class BallotBox {
  readonly #byKey = new Map<string, number>();
  readonly #copies: number[] = [];
  readonly #start: number[] = [0];
  readonly #project: number[] = [];
  readonly #points: number[] = [];
  #ballotOf = new Int32Array(1024);
  #voters = 0;

  get voters(): number {
    return this.#voters;
  }

  /** The group a new ballot belongs to; `points` are whole numbers, one per project. */
  group(projects: readonly number[], points: readonly number[]): number {
    const order = projects.map((_, i) => i).sort((a, b) => (projects[a] as number) - (projects[b] as number));
    const key = order.map((i) => `${projects[i]}:${points[i]}`).join(' ');
    let group = this.#byKey.get(key);
    if (group === undefined) {
      group = this.#copies.length;
      this.#byKey.set(key, group);
      this.#copies.push(0);
      for (const i of order) {
        this.#project.push(projects[i] as number);
        this.#points.push(points[i] as number);
      }
      this.#start.push(this.#project.length);
    }
    return group;
  }

  cast(group: number): void {
    this.#copies[group] = (this.#copies[group] as number) + 1;
    if (this.#voters === this.#ballotOf.length) {
      const longer = new Int32Array(this.#voters * 2);
      longer.set(this.#ballotOf);
      this.#ballotOf = longer;
    }
    this.#ballotOf[this.#voters++] = group;
  }

  /** Ends the vote. `scale` is what the points were multiplied by; tens they all share are taken out again. */
  close(scale: number): { ballots: Ballots; ballotOf: Int32Array } {
    let divisor = 1;
    while (divisor < scale && this.#points.every((value) => value % (divisor * 10) === 0)) divisor *= 10;
    const pointScale = scale / divisor;
    return {
      ballots: {
        size: this.#copies.length,
        copies: Float64Array.from(this.#copies),
        start: Int32Array.from(this.#start),
        project: Int32Array.from(this.#project),
        points: Float64Array.from(this.#points, (value) => value / divisor),
        pointScale,
      },
      ballotOf: this.#ballotOf.slice(0, this.#voters),
    };
  }
}

/** One person's ballot in plain form: approved ids, ids in order of preference, or points by id. */
export type PlainBallot = readonly string[] | Readonly<Record<string, number>>;

export interface PlainElection {
  readonly ballotType: BallotType;
  readonly projects: readonly { readonly id: string; readonly cost: bigint; readonly name?: string }[];
  readonly budget: bigint;
  /** Default 1n. Give 100n when budget and costs are in pence. */
  readonly unit?: bigint;
  readonly ballots: readonly PlainBallot[];
  /** For ordinal ballots: how many places count. Default: the number of projects. */
  readonly maxLength?: number;
}

/**
 * An election from plain values, for callers that hold no `.pb` file.
 * Refuses: duplicate ids, negative money, a ballot naming an unknown project or one twice, points that are not whole numbers.
 */
export function election(plain: PlainElection): Result<Election> {
  const projects = [...plain.projects].sort((a, b) => byCodePoint(a.id, b.id));
  const index = new Map(projects.map((project, i) => [project.id, i]));
  if (index.size < projects.length) {
    const twice = projects.find((project, i) => projects[i + 1]?.id === project.id) as Project;
    return refuse('duplicate-project', `Two projects have the id ${twice.id}.`, { value: twice.id });
  }
  const negative = projects.find((project) => project.cost < 0n);
  if (negative) return refuse('negative-cost', `Project ${negative.id} has a cost below 0.`, { value: negative.id });
  if (plain.budget < 0n) return refuse('negative-budget', 'The budget is below 0.');
  const box = new BallotBox();
  for (const [i, ballot] of plain.ballots.entries()) {
    const ids = Array.isArray(ballot) ? (ballot as readonly string[]) : Object.keys(ballot);
    const fault = idsFault(ids, index, i + 1);
    if (fault) return { ok: false, ...fault };
    const given = Array.isArray(ballot) ? undefined : (ballot as Readonly<Record<string, number>>);
    const maxLength = plain.maxLength ?? projects.length;
    const points = ids.map((id, place) => given?.[id] ?? (plain.ballotType === 'ordinal' ? maxLength - place : 1));
    const fractional = points.find((value) => !Number.isSafeInteger(value));
    if (fractional !== undefined) {
      return refuse('not-a-number', `Ballot ${i + 1} has points that are not a whole number.`, {
        line: i + 1,
        value: String(fractional),
      });
    }
    box.cast(
      box.group(
        ids.map((id) => index.get(id) as number),
        points,
      ),
    );
  }
  return done({
    ballotType: plain.ballotType,
    projects,
    budget: plain.budget,
    unit: plain.unit ?? 1n,
    voters: box.voters,
    ...box.close(1),
  });
}

/** The first thing wrong with the ids on one ballot, if anything. */
export function idsFault(ids: readonly string[], index: ReadonlyMap<string, number>, line: number): Fault | undefined {
  for (const [i, id] of ids.entries()) {
    if (!index.has(id)) {
      return { code: 'unknown-project', message: `There is no project ${id}.`, line, field: 'vote', value: id };
    }
    if (ids.length > 1 && ids.indexOf(id) < i) {
      return {
        code: 'repeated-project',
        message: `Project ${id} is named twice on one ballot.`,
        line,
        field: 'vote',
        value: id,
      };
    }
  }
  return undefined;
}
