import { BallotBox, type BallotType, byCodePoint, type Election, idsFault, type Project } from '../model.ts';
import { done, type Fault, type RefusalCode, type Result, refuse } from '../result.ts';
import { supportOf } from '../support.ts';
import { atPlaces, type Decimal, readDecimal } from './decimal.ts';
import type { SectionName } from './file.ts';
import { Limits } from './limits.ts';
import type { Row } from './rows.ts';

/** What a `.pb` file says, ready to count, with everything that was odd about it. */
export interface PbElection {
  readonly election: Election;
  /** Rows set aside: not counted. */
  readonly setAside: readonly Fault[];
  /** Counted, but worth saying: a limit broken, a stored tally that differs, a count that is off. */
  readonly notes: readonly Fault[];
  readonly meta: ReadonlyMap<string, string>;
  /** Values of the asked-for voter columns, per voter, in the order of {@link Election.ballotOf}. */
  readonly voterColumns: ReadonlyMap<string, readonly string[]>;
  readonly voterIds: readonly string[];
  /** Ids marked as selected (1) in the file, by code point. */
  readonly officiallySelected: readonly string[];
}

export interface PbOptions {
  /** VOTES columns to keep per voter, such as `district` or `age`. */
  readonly columns?: readonly string[];
  /** Set ballots aside that break a limit of the file (lengths, costs, points), instead of noting them. Default false. */
  readonly strict?: boolean;
  /** Keep voter ids. Default true; leave out for very large files. */
  readonly keepIds?: boolean;
}

const BALLOT_TYPES: Readonly<Record<string, BallotType>> = {
  approval: 'approval',
  knapsack: 'approval',
  'choose-1': 'approval',
  ordinal: 'ordinal',
  cumulative: 'cumulative',
  scoring: 'scoring',
};
/** Two sets, because one JavaScript set holds 2^24 values at most. */
const SET_LIMIT = 8_000_000;
/** Costs like 999999999 mark a withdrawn project in the archive. */
const WITHDRAWN = /^9{9,}$/;

/** Builds an election from rows as they come, so a file of any size is read in one pass. */
export class ElectionBuilder {
  readonly meta = new Map<string, string>();
  readonly #options: PbOptions;
  readonly #setAside: Fault[] = [];
  readonly #notes: Fault[] = [];
  #fatal: Fault | undefined;
  #columns: Partial<Record<SectionName, Map<string, number>>> = {};
  #widths: Partial<Record<SectionName, number>> = {};
  readonly #found: { id: string; cost: Decimal; name?: string; line: number; votes?: string; score?: string }[] = [];
  readonly #selected: string[] = [];
  #projects: readonly Project[] = [];
  #index = new Map<string, number>();
  #setup: { type: BallotType; budget: bigint; unit: bigint; limits: Limits } | undefined;
  readonly #box = new BallotBox();
  readonly #byText = new Map<string, number>();
  readonly #voterSets: Set<string>[] = [new Set()];
  readonly #voterIds: string[] = [];
  readonly #voterColumns: Map<string, string[]>;
  #rawVotes = 0;

  constructor(options: PbOptions = {}) {
    this.#options = options;
    this.#voterColumns = new Map((options.columns ?? []).map((name) => [name, []]));
  }

  header(section: SectionName, row: Row): void {
    const columns = new Map<string, number>();
    for (const [i, name] of row.cells.entries()) if (!columns.has(name.trim())) columns.set(name.trim(), i);
    this.#columns[section] = columns;
    this.#widths[section] = row.cells.length;
    const needed = { META: ['key', 'value'], PROJECTS: ['project_id', 'cost'], VOTES: ['voter_id', 'vote'] }[section];
    const missing = needed.find((name) => !columns.has(name));
    if (missing)
      this.#fail('missing-column', `Section ${section} has no column ${missing}.`, { line: row.line, field: missing });
    if (section === 'VOTES') this.#setUp(row.line);
  }

  row(section: SectionName, row: Row): void {
    if (this.#fatal) return;
    if (section === 'META') this.#metaRow(row);
    else if (row.cells.length !== this.#widths[section]) {
      const message = `The row has ${row.cells.length} fields, its header ${this.#widths[section]}.`;
      const fault = { code: 'wrong-column-count' as const, message, line: row.line };
      if (section === 'PROJECTS') this.#fatal = fault;
      else {
        this.#rawVotes++;
        this.#setAside.push(fault);
      }
    } else if (section === 'PROJECTS') this.#projectRow(row);
    else this.#voteRow(row);
  }

  #fail(code: RefusalCode, message: string, where: Omit<Fault, 'code' | 'message'>): void {
    this.#fatal ??= { code, message, ...where };
  }

  #cell(section: SectionName, row: Row, name: string): string | undefined {
    const at = this.#columns[section]?.get(name);
    const value = at === undefined ? undefined : row.cells[at]?.trim();
    return value === '' || value === 'None' ? undefined : value;
  }

  #metaRow(row: Row): void {
    const key = (row.cells[0] ?? '').trim();
    const value = row.cells.slice(1).join(';').trim();
    if (this.meta.has(key)) {
      this.#notes.push({
        code: 'duplicate-key',
        message: `META names ${key} twice; the first counts.`,
        line: row.line,
        field: key,
      });
    } else if (value !== '' && value !== 'None') this.meta.set(key, value);
  }

  #projectRow(row: Row) {
    const id = this.#cell('PROJECTS', row, 'project_id');
    const text = this.#cell('PROJECTS', row, 'cost');
    const where = { line: row.line, field: 'cost', value: text ?? '' };
    if (id === undefined)
      return this.#fail('missing-key', 'A project has no id.', { line: row.line, field: 'project_id' });
    if (this.#index.has(id)) {
      return this.#fail('duplicate-project', `Project ${id} is listed twice.`, {
        line: row.line,
        field: 'project_id',
        value: id,
      });
    }
    const cost = readDecimal(text);
    if (!cost) return this.#fail('not-a-number', `The cost of project ${id} is not a number.`, where);
    if (cost.digits < 0n) return this.#fail('negative-cost', `The cost of project ${id} is below 0.`, where);
    if (cost.digits === 0n) this.#notes.push({ code: 'zero-cost', message: `Project ${id} costs nothing.`, ...where });
    if (WITHDRAWN.test(text as string)) {
      this.#notes.push({
        code: 'withdrawn-project',
        message: `The cost of project ${id} marks it as withdrawn.`,
        ...where,
      });
    }
    this.#index.set(id, this.#found.length);
    const name = this.#cell('PROJECTS', row, 'name');
    const votes = this.#cell('PROJECTS', row, 'votes');
    const score = this.#cell('PROJECTS', row, 'score');
    this.#found.push({
      id,
      cost,
      line: row.line,
      ...(name && { name }),
      ...(votes && { votes }),
      ...(score && { score }),
    });
    if (['1', 'True', 'true'].includes(this.#cell('PROJECTS', row, 'selected') ?? '')) this.#selected.push(id);
  }

  /** Everything the ballots need is known once the VOTES header has been read. */
  #setUp(line: number) {
    const type = BALLOT_TYPES[this.meta.get('vote_type') ?? ''];
    const given = this.meta.get('vote_type') ?? '';
    if (!type)
      return this.#fail('unknown-vote-type', `“${given}” is not a vote type of this format.`, {
        field: 'vote_type',
        value: given,
      });
    const budget = readDecimal(this.meta.get('budget'));
    const where = { field: 'budget', value: this.meta.get('budget') ?? '' };
    if (!budget) return this.#fail('not-a-number', 'META names no budget, or one that is not a number.', where);
    if (budget.digits < 0n) return this.#fail('negative-budget', 'The budget is below 0.', where);
    if (this.#found.length === 0) return this.#fail('no-projects', 'There are no projects.', { line });
    const places = Math.max(budget.places, ...this.#found.map((one) => one.cost.places));
    this.#found.sort((a, b) => byCodePoint(a.id, b.id));
    this.#index = new Map(this.#found.map((one, i) => [one.id, i]));
    this.#projects = this.#found.map(({ id, cost, name }) => ({
      id,
      cost: atPlaces(cost, places),
      ...(name && { name }),
    }));
    const unit = 10n ** BigInt(places);
    const limits = new Limits(this.meta, type, this.#projects, unit, given === 'choose-1');
    this.#setup = { type, budget: atPlaces(budget, places), unit, limits };
  }

  #voteRow(row: Row): void {
    if (!this.#setup) return;
    this.#rawVotes++;
    const id = (row.cells[this.#columns.VOTES!.get('voter_id')!] as string).trim();
    if (this.#voterSets.some((set) => set.has(id))) {
      this.#setAside.push({
        code: 'duplicate-voter',
        message: `Voter ${id} has voted already.`,
        line: row.line,
        field: 'voter_id',
        value: id,
      });
      return;
    }
    const text = this.#cell('VOTES', row, 'vote') ?? '';
    const points = this.#cell('VOTES', row, 'points') ?? '';
    const group = this.#byText.get(`${text};${points}`) ?? this.#newBallot(text, points, row.line);
    if (group === undefined) return;
    let set = this.#voterSets.at(-1) as Set<string>;
    if (set.size >= SET_LIMIT) {
      set = new Set();
      this.#voterSets.push(set);
    }
    set.add(id);
    this.#box.cast(group);
    if (this.#options.keepIds !== false) this.#voterIds.push(id);
    for (const [name, values] of this.#voterColumns) values.push(this.#cell('VOTES', row, name) ?? '');
  }

  #newBallot(text: string, pointsText: string, line: number): number | undefined {
    const { type, limits } = this.#setup!;
    const ids = text === '' ? [] : text.split(',').map((id) => id.trim());
    const unknown = idsFault(ids, this.#index, line);
    const read = unknown ?? limits.points(ids, pointsText, line);
    if (!Array.isArray(read)) {
      this.#setAside.push(read as Fault);
      return undefined;
    }
    const projects = ids.map((id) => this.#index.get(id) as number);
    const broken = limits.broken(projects, read, line);
    if (broken) {
      (this.#options.strict ? this.#setAside : this.#notes).push(broken);
      if (this.#options.strict) return undefined;
    }
    const whole = limits.complete(projects, read, type);
    const group = this.#box.group(whole.projects, whole.points);
    if (!broken) this.#byText.set(`${text};${pointsText}`, group);
    return group;
  }

  /** The election, or the fault that stopped it. */
  finish(): Result<PbElection> {
    if (this.#fatal) return { ok: false, ...this.#fatal };
    const setup = this.#setup;
    if (!setup) return refuse('missing-section', 'There is no section VOTES.', { field: 'VOTES' });
    const { ballots, ballotOf } = this.#box.close(setup.limits.pointScale);
    const election: Election = {
      ballotType: setup.type,
      projects: this.#projects,
      budget: setup.budget,
      unit: setup.unit,
      voters: this.#box.voters,
      ballots,
      ballotOf,
    };
    this.#checkCounts(election);
    return done({
      election,
      setAside: this.#setAside,
      notes: this.#notes,
      meta: this.meta,
      voterColumns: this.#voterColumns,
      voterIds: this.#voterIds,
      officiallySelected: this.#selected.sort(byCodePoint),
    });
  }

  #checkCounts(election: Election): void {
    const counts: [string, number][] = [
      ['num_projects', this.#projects.length],
      ['num_votes', this.#rawVotes],
    ];
    for (const [field, found] of counts) {
      const stated = this.meta.get(field);
      if (stated !== undefined && Number(stated) !== found) {
        this.#notes.push({
          code: 'count-mismatch',
          message: `META says ${field} is ${stated}; the file has ${found}.`,
          field,
          value: stated,
        });
      }
    }
    const support = supportOf(election);
    for (const [c, { id, votes, score, line }] of this.#found.entries()) {
      const differs = (stated: string | undefined, found: number) => stated !== undefined && Number(stated) !== found;
      const scored = support.score[c]! / election.ballots.pointScale;
      if (differs(votes, support.votes[c]!)) {
        this.#notes.push({
          code: 'tally-mismatch',
          message: `Project ${id}: the file says ${votes} votes, the ballots give ${support.votes[c]}.`,
          line,
          field: 'votes',
          value: votes as string,
        });
      }
      if (differs(score, scored)) {
        this.#notes.push({
          code: 'tally-mismatch',
          message: `Project ${id}: the file says score ${score}, the ballots give ${scored}.`,
          line,
          field: 'score',
          value: score as string,
        });
      }
    }
  }
}
