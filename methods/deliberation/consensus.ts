/** Consensus and what to ask next. reference/deliberation.md sections 8 and 9. */
import { type GroupVotes, sumOverGroups } from './group-votes.ts';
import { SIGNIFICANT, shareTest } from './representative.ts';
import { cellCounts, type VoteMatrix } from './votes.ts';

/**
 * Group-aware consensus of every statement: the product over groups of (agree + 1) / (votes + 2), and the same with
 * disagreement. A pass lowers both. Values for different numbers of groups compare only by their k-th root.
 */
export function groupAwareConsensus(votes: GroupVotes): { agree: Float64Array; disagree: Float64Array } {
  const agree = new Float64Array(votes.columns).fill(1);
  const disagree = new Float64Array(votes.columns).fill(1);
  for (let group = 0; group < votes.groups; group += 1) {
    for (let column = 0; column < votes.columns; column += 1) {
      const index = group * votes.columns + column;
      const seen = votes.agree[index]! + votes.disagree[index]! + votes.pass[index]!;
      agree[column]! *= (votes.agree[index]! + 1) / (seen + 2);
      disagree[column]! *= (votes.disagree[index]! + 1) / (seen + 2);
    }
  }
  return { agree, disagree };
}

export interface ConsensusStatement {
  column: number;
  successes: number;
  trials: number;
  share: number;
  shareTest: number;
}

/** The five statements most agreed, and most disagreed, with by everyone who voted, whatever their group. */
export function consensusStatements(
  matrix: VoteMatrix,
  aside: Uint8Array,
): { agree: ConsensusStatement[]; disagree: ConsensusStatement[] } {
  const counts = cellCounts(matrix);
  const list = (offset: 0 | 2) => {
    const found: ConsensusStatement[] = [];
    for (let column = 0; column < aside.length; column += 1) {
      if (aside[column]) continue;
      const successes = counts[3 * column + offset]!;
      const trials = counts[3 * column]! + counts[3 * column + 1]! + counts[3 * column + 2]!;
      const share = (successes + 1) / (trials + 2);
      const test = shareTest(successes, trials);
      if (share > 0.5 && test > SIGNIFICANT) found.push({ column, successes, trials, share, shareTest: test });
    }
    return found.sort((a, b) => b.share * b.shareTest - a.share * a.shareTest || a.column - b.column).slice(0, 5);
  };
  return { agree: list(2), disagree: list(0) };
}

/** Priority of a fact about the person. */
const META_PRIORITY = 49;

/**
 * How much a statement deserves to be asked next: little voted on, far from the middle of the map, agreed with.
 * @param seen votes on the statement, passes counted
 * @param extremity distance of the statement from the middle of the map
 */
export function statementPriority(agree: number, pass: number, seen: number, extremity: number, meta: boolean): number {
  if (meta) return META_PRIORITY;
  const importance = (1 - (pass + 1) / (seen + 2)) * (1 + extremity) * ((agree + 1) / (seen + 2));
  return (importance * (1 + 8 * 2 ** (-seen / 5))) ** 2;
}

/** Priorities of all statements, from the votes of everyone in a group. `meta`: one byte a column, 1 where it is one. */
export function statementPriorities(votes: GroupVotes, extremity: Float64Array, meta: Uint8Array): Float64Array {
  const all = sumOverGroups(votes);
  return Float64Array.from({ length: votes.columns }, (_, column) => {
    const seen = all.agree[column]! + all.disagree[column]! + all.pass[column]!;
    return statementPriority(all.agree[column]!, all.pass[column]!, seen, extremity[column]!, meta[column] !== 0);
  });
}
