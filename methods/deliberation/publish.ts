/**
 * What of a map may be shown to others: no answers of a group too small to hide in, and none that subtraction would give back.
 * reference/deliberation.md sections 12 and 13 (small numbers).
 */
import type { Interval } from './intervals.ts';
import type { OpinionMap } from './opinion-map.ts';
import type { ChosenStatement } from './representative.ts';
import {
  type Counts,
  commonGround,
  distanceApart,
  type StatementResult,
  statementResults,
  typicalStatements,
} from './statement-results.ts';

export interface ShownGroup {
  name: string;
  /** Undefined for a group that is not shown. */
  size?: number;
  stability: number;
  hidden?: 'too-small' | 'would-give-away-a-smaller-one';
}

export interface ShownStatement
  extends Omit<StatementResult, 'byGroup' | 'consensus' | 'consensusAgainst' | 'consensusPerGroup'> {
  /** Over all groups; undefined where one is hidden, since a product over few groups gives away its factors. */
  consensus?: Interval;
  consensusAgainst?: Interval;
  consensusPerGroup?: number;
  /** One entry a group; undefined where the group or its few votes on this statement are not shown. */
  byGroup: ((Counts & { agreeShare?: Interval; disagreeShare?: Interval }) | undefined)[];
}

export interface ShownMap {
  groups: ShownGroup[];
  statements: ShownStatement[];
  /** Typical statements of the groups that are shown; empty for the others. */
  typical: ChosenStatement[][];
}

/** Fewest votes of one group on one statement that are shown. */
const FEWEST_ANSWERS = 5;

/**
 * Groups under `smallestShown` people are hidden. Where the hidden ones are a single group, or together still under that
 * size, the next smallest is hidden too, since it could be had back from the totals; the same within each statement for
 * fewer than 5 votes. What is said of a statement then rests on the groups shown and on everyone together. Statements set aside by the host are left out.
 */
export function shownMap(map: OpinionMap): ShownMap {
  const hidden = hiddenGroups(map);
  const statements = statementResults(map)
    .filter((statement) => statement.setAside === null)
    .map((statement): ShownStatement => {
      if (map.groups.length === 0) return { ...statement, byGroup: [] };
      const cells = hiddenCells(
        statement.byGroup.map((g) => g.agree + g.disagree + g.pass),
        hidden.map((why) => why !== undefined),
      );
      const byGroup = statement.byGroup.map((group, g) => (cells[g] ? undefined : group));
      return cells.includes(true) ? withoutHidden(statement, byGroup) : { ...statement, byGroup };
    });
  return {
    groups: map.groups.map(({ name, size, stability }, g) =>
      hidden[g] === undefined ? { name, size, stability } : { name, stability, hidden: hidden[g] },
    ),
    statements,
    typical: typicalStatements(map).map((chosen, g) =>
      hidden[g] === undefined ? chosen.filter(({ trials }) => trials >= FEWEST_ANSWERS) : [],
    ),
  };
}

/** What may be said of a statement when some group's answers are hidden: nothing that rests on them. */
function withoutHidden(statement: StatementResult, byGroup: ShownStatement['byGroup']): ShownStatement {
  const { consensus, consensusAgainst, consensusPerGroup, byGroup: _, ...rest } = statement;
  const seen = byGroup.filter((group) => group !== undefined);
  const shares = [...seen, { agreeShare: statement.agreeShare, disagreeShare: statement.disagreeShare }];
  return {
    ...rest,
    byGroup,
    common: commonGround(shares),
    divides: distanceApart(seen.map((group) => group.agreeShare)),
  };
}

function hiddenGroups(map: OpinionMap): ShownGroup['hidden'][] {
  const least = map.options.smallestShown;
  const hidden: ShownGroup['hidden'][] = map.groups.map(({ size }) => (size < least ? 'too-small' : undefined));
  const order = map.groups.map((_, g) => g).sort((a, b) => map.groups[a]!.size - map.groups[b]!.size || b - a);
  for (const g of order) {
    const together = map.groups.reduce((sum, { size }, other) => sum + (hidden[other] === undefined ? 0 : size), 0);
    const count = hidden.filter((why) => why !== undefined).length;
    if (count === 0 || (count > 1 && together >= least)) break;
    hidden[g] ??= 'would-give-away-a-smaller-one';
  }
  return hidden;
}

function hiddenCells(votes: number[], already: boolean[]): boolean[] {
  const hidden = votes.map((count, g) => already[g]! || (count > 0 && count < FEWEST_ANSWERS));
  const small = hidden.filter(Boolean).length;
  if (small !== 1) return hidden;
  const next = votes
    .map((_, g) => g)
    .filter((g) => !hidden[g])
    .sort((a, b) => votes[a]! - votes[b]! || a - b)[0];
  if (next !== undefined) hidden[next] = true;
  return hidden;
}
