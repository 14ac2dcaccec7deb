/** How sure a claim is, in words (evidence ladder): somebody says so, before and after, beside something else, put to a test. */
export const levels = ['told', 'counted', 'compared', 'tested'] as const;
export type Level = (typeof levels)[number];

/** Whether somebody saw it or it was worked out. The two are never shown in one list. */
export const makings = ['observed', 'modelled', 'projected'] as const;
export type Making = (typeof makings)[number];

export const claimKinds = ['change', 'return-ratio'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** Some of a whole: who the whole is, how many, and what the same figure is for all of them. */
export interface Whole {
  of: string;
  base: number;
  shown: string;
}

export interface ClaimWords {
  statement: string;
  /** The figure as it was reported, in words; null where there is none. */
  shown: string | null;
  level: Level;
  made: Making;
  kind: ClaimKind;
  /** Null: base not given. */
  base: number | null;
  baseOf: string | null;
  comparator: string | null;
  method: string | null;
  period: string;
  horizon: string | null;
  beneficiary: string | null;
  source: string;
  caveat: string | null;
  whole: Whole | null;
}

/** '£3 for every £1', '£69:£1', '3.2 to 1 return': money back for money in, however it is written. */
const ratio =
  /£\s*[\d.,]+\s*(?:[km]|bn|million)?\s*(?::|\bfor\b|\bper\b|\bto\b|\bback\b|\breturn|\bon\b|\bin return\b)[^.;]{0,40}?£\s*1(?![\d,.]*\d)|\b(?:SROI|return on investment|social return)\b/i;

/** Whether words speak of a return ratio, so that it is kept with its own kind whatever was ticked. */
export const speaksOfReturn = (...words: (string | null)[]): boolean =>
  words.some((text) => text !== null && ratio.test(text));

export interface ClaimFault {
  field: string;
  key: string;
}

/** What stands in the way of a claim (LE02, LE03). The first fault, or null. */
export function faultOf(
  claim: ClaimWords,
  { baseNotGiven, part }: { baseNotGiven: boolean; part: boolean },
): ClaimFault | null {
  const fault = (field: string, key: string): ClaimFault => ({ field, key: `learn.claim.${key}` });
  if (claim.base === null && !baseNotGiven) return fault('base', 'missing-base');
  if (claim.base !== null && baseNotGiven) return fault('base', 'base-and-not');
  if (claim.made !== 'observed' && claim.level !== 'told') return fault('level', 'not-counted');
  if (claim.made !== 'observed' && claim.method === null) return fault('method', 'missing-working');
  if (claim.level === 'compared' && claim.comparator === null) return fault('comparator', 'missing-comparator');
  if (claim.level === 'tested' && claim.method === null) return fault('method', 'missing-method');
  if (claim.level !== 'told' && claim.shown === null) return fault('shown', 'missing-shown');
  if (claim.kind === 'return-ratio' && claim.horizon === null) return fault('horizon', 'missing-horizon');
  if (claim.kind === 'return-ratio' && claim.beneficiary === null) return fault('beneficiary', 'missing-beneficiary');
  if (!part) return null;
  if (claim.shown === null) return fault('shown', 'missing-part-figure');
  if (claim.base === null) return fault('base', 'missing-part-base');
  if (!claim.whole?.of) return fault('wholeOf', 'missing-whole');
  if (claim.whole.base <= claim.base) return fault('wholeBase', 'whole-not-larger');
  if (!claim.whole.shown) return fault('wholeShown', 'missing-whole-figure');
  return null;
}

/** The parts of the open list. Nothing is ordered by its figure anywhere, only by when it was said. */
export const sectionOf = ({ made, kind, level }: Pick<ClaimWords, 'made' | 'kind' | 'level'>) => {
  if (made !== 'observed') return 'worked-out';
  if (kind === 'return-ratio') return 'returns';
  return level === 'told' ? 'told' : 'seen';
};
export const sections = ['seen', 'told', 'worked-out', 'returns'] as const;
