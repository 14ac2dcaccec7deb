/**
 * A map that follows its votes: one more vote costs a small part of a new map. Means, components and positions are those a
 * new map would have; groups move on from where they were, with their number unchanged, until a new map is made.
 */
import { MOST_GRAM_COLUMNS, PairSums } from './gram.ts';
import { countGroupVotes, type GroupVotes, labelsByRow, NO_GROUP } from './group-votes.ts';
import { GrowingVotes } from './growing-votes.ts';
import { dot, leadingPairs } from './krylov.ts';
import { ENOUGH_VOTES } from './membership.ts';
import type { OpinionMap } from './opinion-map.ts';
import { type Positions, personPositions, statementPositions } from './positions.ts';
import { type Components, centredValues, columnMeans, orient, principalComponents } from './principal-components.ts';
import { give, type Outcome, refuse } from './refusal.ts';
import { MOST_STATEMENTS } from './vote-log.ts';
import type { VoteMatrix } from './votes.ts';

export interface VoteFollowed {
  /** 'new' vote, 'changed' mind, or the 'same' as before. */
  kind: 'new' | 'changed' | 'same';
  position: [number, number];
  /** The person's group; undefined outside the analysis or without groups. */
  group?: number;
  /** People whose group changed with this vote. */
  moved: number;
  /** Time for a new map: groups have shifted, or votes grown, by more than a twentieth since the last one. */
  stale: boolean;
}

const ROUNDS = 5;

export class LiveMap {
  private map: OpinionMap;
  private readonly store: GrowingVotes;
  private sums: PairSums | undefined;
  private label: Uint32Array;
  private readonly k: number;
  private readonly centre: Positions;
  private votes: GroupVotes;
  private followed = 0;
  private movedSince = 0;

  /** @param map a finished map; it is not changed */
  constructor(map: OpinionMap) {
    this.map = map;
    this.store = new GrowingVotes(map.matrix);
    this.k = map.groups.length;
    const people = map.matrix.people.length;
    this.label = new Uint32Array(people + 1024).fill(NO_GROUP);
    // Without groups everyone in the analysis is in one, number 0.
    this.label.set(labelsByRow(people, map.inside, this.k > 0 ? map.label : new Uint8Array(map.inside.length)));
    this.centre = {
      x: Float64Array.from(map.groups, (g) => g.centre[0]),
      y: Float64Array.from(map.groups, (g) => g.centre[1]),
    };
    this.votes = this.countVotes();
    this.sums = this.freshSums();
  }

  /**
   * Takes one vote and moves the map on. A person or statement not seen before is added.
   * @returns refusals `not-a-vote`, `too-many-statements`
   */
  cast(person: string, statement: string, vote: number): Outcome<VoteFollowed> {
    if (vote !== 1 && vote !== 0 && vote !== -1)
      return refuse('not-a-vote', `The vote is ${vote}; it must be 1 (agree), -1 (disagree) or 0 (pass).`);
    const known = this.store.statements.length;
    const column = this.store.statement(statement);
    if (column < 0) return refuse('too-many-statements', `More than ${MOST_STATEMENTS} statements.`);
    if (column === known) this.widen();
    const row = this.store.person(person);
    this.makeRoom(row);
    const kind = this.write(row, column, 3 * column + vote + 1);
    const moved = kind === 'same' ? 0 : this.refresh(row);
    if (kind !== 'same') this.followed += 1;
    this.movedSince += moved;
    return give({
      kind,
      position: [this.map.positions.x[row]!, this.map.positions.y[row]!],
      group: this.k > 0 && this.label[row] !== NO_GROUP ? this.label[row] : undefined,
      moved,
      stale: this.followed * 20 > this.map.matrix.cell.length || this.movedSince * 20 > this.store.people.length,
    });
  }

  /** The map as it stands, good until the next vote. Its stability and tests are those of the map it began from. */
  current(): OpinionMap {
    return this.map;
  }

  private countVotes(): GroupVotes {
    const labels = this.label.subarray(0, this.store.people.length);
    return countGroupVotes(this.store.matrix(), labels, Math.max(1, this.k));
  }

  private freshSums(): PairSums | undefined {
    const columns = this.store.statements.length;
    if (columns > MOST_GRAM_COLUMNS) return undefined;
    const sums = new PairSums(columns + 16);
    for (let row = 0; row < this.store.people.length; row += 1) {
      const { cell, from, to } = this.store.row(row);
      sums.addRow(cell, from, to, 1);
    }
    return sums;
  }

  /** Makes everything that is kept per statement one statement longer. */
  private widen(): void {
    const columns = this.store.statements.length;
    if (this.sums !== undefined && columns > this.sums.stride) this.sums = this.freshSums();
    const aside = new Uint8Array(columns);
    aside.set(this.map.aside);
    const loadings = this.map.components.loadings.map((old) => {
      const longer = new Float64Array(columns);
      longer.set(old);
      return longer;
    });
    this.map = { ...this.map, aside, components: { ...this.map.components, loadings } };
    this.votes = this.countVotes();
  }

  private makeRoom(row: number): void {
    if (row < this.label.length) return;
    const label = new Uint32Array(this.label.length * 2).fill(NO_GROUP);
    label.set(this.label);
    this.label = label;
  }

  private write(row: number, column: number, code: number): VoteFollowed['kind'] {
    const had = this.store.held(row, column);
    if (had === code) return 'same';
    if (had >= 0) {
      this.store.remove(row, had);
      this.follow(row, had, -1);
    }
    this.follow(row, code, 1);
    this.store.add(row, code);
    return had >= 0 ? 'changed' : 'new';
  }

  /** Carries one vote, in or out, to the pair sums and the group's counts. The row does not hold it at this moment. */
  private follow(row: number, code: number, times: 1 | -1): void {
    const { cell, from, to } = this.store.row(row);
    this.sums?.addVote(code, cell, from, to, times);
    this.tallyVote(row, code, times);
  }

  private tallyVote(row: number, code: number, times: number): void {
    const group = this.label[row]!;
    if (group === NO_GROUP) return;
    const column = (code / 3) | 0;
    const vote = code - 3 * column - 1;
    const counts = vote === 1 ? this.votes.agree : vote === 0 ? this.votes.pass : this.votes.disagree;
    counts[group * this.votes.columns + column]! += times;
  }

  private tallyRow(row: number, times: number): void {
    const { cell, from, to } = this.store.row(row);
    for (let at = from; at < to; at += 1) this.tallyVote(row, cell[at]!, times);
  }

  /** New components from the old ones, new positions, and groups moved on. Returns how many people changed group. */
  private refresh(voter: number): number {
    const matrix = this.store.matrix();
    const { aside, components: before } = this.map;
    const found = this.newComponents(matrix, aside, before);
    const components = {
      ...found,
      loadings: found.loadings.map((w, i) => (dot(w, before.loadings[i]!) < 0 ? w.map((entry) => -entry) : w)),
    };
    const positions = personPositions(matrix, components, aside);
    const enough = Math.min(ENOUGH_VOTES, matrix.statements.length);
    if (this.label[voter] === NO_GROUP && matrix.start[voter + 1]! - matrix.start[voter]! >= enough) {
      this.label[voter] = this.nearest(positions, voter);
      this.tallyRow(voter, 1);
    }
    const moved = this.k === 0 ? 0 : this.settle(positions);
    const inside = this.rowsInside();
    const size = new Uint32Array(Math.max(1, this.k));
    for (const row of inside) size[this.label[row]!]! += 1;
    this.map = {
      ...this.map,
      matrix,
      components,
      positions,
      statements: statementPositions(components, aside),
      inside,
      label: this.k > 0 ? Uint8Array.from(inside, (row) => this.label[row]!) : new Uint8Array(0),
      groups: this.map.groups.map((group, g) => ({
        ...group,
        size: size[g]!,
        centre: [this.centre.x[g]!, this.centre.y[g]!],
      })),
      votes: this.votes,
    };
    return moved;
  }

  private rowsInside(): Uint32Array {
    const people = this.store.people.length;
    const inside = new Uint32Array(people);
    let count = 0;
    for (let row = 0; row < people; row += 1) {
      if (this.label[row] === NO_GROUP) continue;
      inside[count] = row;
      count += 1;
    }
    return inside.slice(0, count);
  }

  private newComponents(matrix: VoteMatrix, aside: Uint8Array, before: Components): Components {
    if (this.sums === undefined) {
      return principalComponents(matrix, { aside, start: before.loadings, tolerance: 1e-9 });
    }
    const columns = matrix.statements.length;
    const { counts } = this.store;
    const mean = columnMeans(counts, aside);
    const value = centredValues(mean, aside);
    let squares = 0;
    for (let c = 0; c < value.length; c += 1) squares += counts[c]! * value[c]! * value[c]!;
    const freedom = Math.max(1, matrix.people.length - 1);
    const pairs = leadingPairs(this.sums.operator(mean, aside, columns), columns, 2, before.loadings, 1e-10);
    const real = (i: number) => (pairs.values[i] ?? 0) > 1e-12 * squares;
    return {
      mean,
      loadings: [0, 1].map((i) => (real(i) ? orient(pairs.vectors[i]!, aside) : new Float64Array(columns))),
      variance: [0, 1].map((i) => (real(i) ? pairs.values[i]! / freedom : 0)),
      totalVariance: squares / freedom,
      residual: pairs.residual,
    };
  }

  private nearest(positions: Positions, row: number): number {
    const px = positions.x[row]!;
    const py = positions.y[row]!;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let g = 0; g < this.k; g += 1) {
      const dx = px - this.centre.x[g]!;
      const dy = py - this.centre.y[g]!;
      const d = dx * dx + dy * dy;
      if (d < least) {
        least = d;
        best = g;
      }
    }
    return best;
  }

  /** A few rounds of k-means from the groups as they were; counts follow the people who move. */
  private settle(positions: Positions): number {
    const people = this.store.people.length;
    const origin = this.label.slice(0, people);
    for (let round = 0; round < ROUNDS; round += 1) {
      this.recentre(positions);
      let changed = 0;
      for (let row = 0; row < people; row += 1) {
        if (this.label[row] === NO_GROUP) continue;
        const g = this.nearest(positions, row);
        if (g === this.label[row]) continue;
        this.tallyRow(row, -1);
        this.label[row] = g;
        this.tallyRow(row, 1);
        changed += 1;
      }
      if (changed === 0) break;
    }
    let moved = 0;
    for (let row = 0; row < people; row += 1) if (origin[row] !== this.label[row]) moved += 1;
    return moved;
  }

  private recentre(positions: Positions): void {
    const x = new Float64Array(this.k);
    const y = new Float64Array(this.k);
    const mass = new Float64Array(this.k);
    for (let row = 0; row < this.store.people.length; row += 1) {
      const g = this.label[row]!;
      if (g === NO_GROUP) continue;
      x[g]! += positions.x[row]!;
      y[g]! += positions.y[row]!;
      mass[g]! += 1;
    }
    for (let g = 0; g < this.k; g += 1) {
      if (mass[g] === 0) continue;
      this.centre.x[g] = x[g]! / mass[g]!;
      this.centre.y[g] = y[g]! / mass[g]!;
    }
  }
}
