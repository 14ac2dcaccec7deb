/** What is known of each statement on a map: shares with intervals, by group and over all. */
import { groupAwareConsensus, statementPriorities } from './consensus.ts';
import { type Interval, productInterval, wilson } from './intervals.ts';
import type { OpinionMap } from './opinion-map.ts';
import { type ChosenStatement, chooseRepresentative, representativeness } from './representative.ts';
import { cellCounts } from './votes.ts';

export interface Counts {
  agree: number;
  disagree: number;
  pass: number;
}

export interface StatementResult {
  id: string;
  /** Set aside by the host: not shown among results, no part in the map. */
  setAside: 'rejected' | 'meta' | null;
  /** Everyone who voted on it, in a group or not. */
  all: Counts;
  /** Share of all votes on it that agree, and that disagree; undefined without votes. */
  agreeShare?: Interval;
  disagreeShare?: Interval;
  byGroup: (Counts & { agreeShare?: Interval; disagreeShare?: Interval })[];
  /** Group-aware consensus, for agreeing and for disagreeing. */
  consensus: Interval;
  consensusAgainst: Interval;
  /** The k-th root of consensus: comparable between maps with different numbers of groups. */
  consensusPerGroup: number;
  /** In every group the interval lies wholly above one half. */
  common: 'agree' | 'disagree' | null;
  /** Some group's interval lies wholly above another's: how far apart, 0 when none does. */
  divides: number;
  extremity: number;
  priority: number;
}

/** One result a column of the map's matrix. Without groups the whole analysis counts as one. */
export function statementResults(map: OpinionMap): StatementResult[] {
  const { matrix, aside, votes, statements } = map;
  const everyone = cellCounts(matrix);
  const product = groupAwareConsensus(votes);
  const priority = statementPriorities(
    votes,
    statements.extremity,
    aside.map((mark) => (mark === 2 ? 1 : 0)),
  );
  return matrix.statements.map((id, column) => {
    const byGroup = Array.from({ length: votes.groups }, (_, group) => {
      const at = group * votes.columns + column;
      const counts = { agree: votes.agree[at]!, disagree: votes.disagree[at]!, pass: votes.pass[at]! };
      const seen = counts.agree + counts.disagree + counts.pass;
      return {
        ...counts,
        agreeShare: wilson(counts.agree, seen),
        disagreeShare: wilson(counts.disagree, seen),
        seen,
      };
    });
    const all = {
      disagree: everyone[3 * column]!,
      pass: everyone[3 * column + 1]!,
      agree: everyone[3 * column + 2]!,
    };
    const seen = byGroup.map((group) => group.seen);
    return {
      id,
      setAside: aside[column] === 1 ? ('rejected' as const) : aside[column] === 2 ? ('meta' as const) : null,
      all,
      agreeShare: wilson(all.agree, all.agree + all.disagree + all.pass),
      disagreeShare: wilson(all.disagree, all.agree + all.disagree + all.pass),
      byGroup: byGroup.map(({ seen: _, ...group }) => group),
      consensus: productInterval(
        byGroup.map((group) => group.agree),
        seen,
      ),
      consensusAgainst: productInterval(
        byGroup.map((group) => group.disagree),
        seen,
      ),
      consensusPerGroup: product.agree[column]! ** (1 / votes.groups),
      common: commonGround(byGroup),
      divides: distanceApart(byGroup.map((group) => group.agreeShare)),
      extremity: statements.extremity[column]!,
      priority: priority[column]!,
    };
  });
}

/** The direction in which every one of the groups surely has more than half. */
export function commonGround(
  groups: readonly { agreeShare?: Interval; disagreeShare?: Interval }[],
): StatementResult['common'] {
  if (groups.every(({ agreeShare }) => agreeShare !== undefined && agreeShare.low > 0.5)) return 'agree';
  if (groups.every(({ disagreeShare }) => disagreeShare !== undefined && disagreeShare.low > 0.5)) return 'disagree';
  return null;
}

/** How far some interval lies wholly above another; 0 where all overlap. */
export function distanceApart(shares: (Interval | undefined)[]): number {
  const known = shares.filter((share) => share !== undefined);
  if (known.length < 2) return 0;
  const highestLow = Math.max(...known.map((share) => share.low));
  const lowestHigh = Math.min(...known.map((share) => share.high));
  return Math.max(0, highestLow - lowestHigh);
}

/** Up to five statements typical of each group. */
export function typicalStatements(map: OpinionMap): ChosenStatement[][] {
  return map.groups.length === 0
    ? []
    : representativeness(map.votes).map((stats) => chooseRepresentative(stats, map.aside));
}
