/**
 * What is typical of a group: representativeness of statements and the choice of a few to show.
 * Small et al. (2021), doi 10.6035/recerca.5516; reference/deliberation.md section 7.
 */
import { type GroupVotes, sumOverGroups } from './group-votes.ts';

/** One-sided 90 % point of the normal distribution. */
export const SIGNIFICANT = 1.2816;
const MOST_SHOWN = 5;

/** Counts and tests of one statement in one group against all other groups together. */
export interface Representativeness {
  na: number;
  nd: number;
  /** Votes of the group on the statement, passes counted. */
  ns: number;
  /** Smoothed share agreeing, and disagreeing. */
  pa: number;
  pd: number;
  /** z of that share against one half. */
  pat: number;
  pdt: number;
  /** The share divided by the share in the rest. */
  ra: number;
  rd: number;
  /** z of the difference from the rest. */
  rat: number;
  rdt: number;
}

/** z of `successes` of `trials` against one half, with one imagined success added. */
export function shareTest(successes: number, trials: number): number {
  return 2 * Math.sqrt(trials + 1) * ((successes + 1) / (trials + 1) - 0.5);
}

/** z of the difference of two shares, each with one imagined success added; 0 when everyone in both succeeded. */
export function differenceTest(successes: number, trials: number, restSuccesses: number, restTrials: number): number {
  const n1 = trials + 1;
  const n2 = restTrials + 1;
  const pooled = (successes + restSuccesses + 2) / (n1 + n2);
  if (pooled >= 1) return 0;
  return ((successes + 1) / n1 - (restSuccesses + 1) / n2) / Math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2));
}

/** Representativeness of every statement for every group; entry [group][column]. Pure counting: groups may be of any origin. */
export function representativeness(votes: GroupVotes): Representativeness[][] {
  const all = sumOverGroups(votes);
  return Array.from({ length: votes.groups }, (_, group) =>
    Array.from({ length: votes.columns }, (_, column) => {
      const index = group * votes.columns + column;
      const na = votes.agree[index]!;
      const nd = votes.disagree[index]!;
      const ns = na + nd + votes.pass[index]!;
      const restAgree = all.agree[column]! - na;
      const restDisagree = all.disagree[column]! - nd;
      const rest = all.agree[column]! + all.disagree[column]! + all.pass[column]! - ns;
      const pa = (na + 1) / (ns + 2);
      const pd = (nd + 1) / (ns + 2);
      return {
        na,
        nd,
        ns,
        pa,
        pd,
        pat: shareTest(na, ns),
        pdt: shareTest(nd, ns),
        ra: pa / ((restAgree + 1) / (rest + 2)),
        rd: pd / ((restDisagree + 1) / (rest + 2)),
        rat: differenceTest(na, ns, restAgree, rest),
        rdt: differenceTest(nd, ns, restDisagree, rest),
      };
    }),
  );
}

/** A statement chosen to show what a group thinks. */
export interface ChosenStatement {
  column: number;
  direction: 'agree' | 'disagree';
  /** Votes in that direction, of `trials` votes. */
  successes: number;
  trials: number;
  share: number;
  shareTest: number;
  /** Ratio to the rest, and its test. */
  ratio: number;
  ratioTest: number;
  /** Set on the group's best agreed statement: how many agreed with it. */
  bestAgree?: number;
}

function inItsDirection(column: number, r: Representativeness): ChosenStatement {
  const trials = r.ns;
  return r.rat > r.rdt
    ? {
        column,
        direction: 'agree',
        successes: r.na,
        trials,
        share: r.pa,
        shareTest: r.pat,
        ratio: r.ra,
        ratioTest: r.rat,
      }
    : {
        column,
        direction: 'disagree',
        successes: r.nd,
        trials,
        share: r.pd,
        shareTest: r.pdt,
        ratio: r.rd,
        ratioTest: r.rdt,
      };
}

const score = (s: ChosenStatement) => s.ratio * s.ratioTest * s.share * s.shareTest;

function beatsBestAgree(r: Representativeness, current: Representativeness | undefined): boolean {
  if (r.na === 0 && r.nd === 0) return false;
  if (current === undefined) return r.pat > SIGNIFICANT || (r.ra > 1 && r.pa > 0.5);
  if (current.ra > 1) return r.ra * r.rat * r.pa * r.pat > current.ra * current.rat * current.pa * current.pat;
  return r.pa * r.pat > current.pa * current.pat;
}

/**
 * Up to five statements that show what a group thinks, walking the columns in order (the order decides ties, and which
 * statement is 'best agree'). Columns set aside are left out.
 */
export function chooseRepresentative(stats: readonly Representativeness[], aside: Uint8Array): ChosenStatement[] {
  const sufficient: ChosenStatement[] = [];
  let best: ChosenStatement | undefined;
  let bestAgree: { column: number; r: Representativeness } | undefined;
  stats.forEach((r, column) => {
    if (aside[column]) return;
    const enough = (r.rat > SIGNIFICANT && r.pat > SIGNIFICANT) || (r.rdt > SIGNIFICANT && r.pdt > SIGNIFICANT);
    if (enough) sufficient.push(inItsDirection(column, r));
    else if (sufficient.length === 0 && Math.max(r.rat, r.rdt) > (best?.ratioTest ?? Number.NEGATIVE_INFINITY))
      best = inItsDirection(column, r);
    if (beatsBestAgree(r, bestAgree?.r)) bestAgree = { column, r };
  });
  const first = bestAgree === undefined ? undefined : { ...asAgreed(bestAgree.column, bestAgree.r) };
  if (sufficient.length === 0) return first !== undefined ? [first] : best !== undefined ? [best] : [];
  const others = sufficient.filter((s) => s.column !== first?.column).sort((a, b) => score(b) - score(a));
  const shown = (first === undefined ? others : [first, ...others]).slice(0, MOST_SHOWN);
  return [...shown.filter((s) => s.direction === 'agree'), ...shown.filter((s) => s.direction === 'disagree')];
}

/** Best agree keeps its own direction in the list; the flag says how many agreed. */
function asAgreed(column: number, r: Representativeness): ChosenStatement {
  return { ...inItsDirection(column, r), bestAgree: r.na };
}
