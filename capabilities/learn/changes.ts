import type { Translator } from '@upwell/platform/i18n';
import type { ClaimWords } from './model.ts';
import { baseWords, comparatorWords, figureWords, levelWords } from './words-of.ts';

/** The parts of a claim as its history names them. */
export const parts = [
  'statement',
  'figure',
  'level',
  'base',
  'comparator',
  'method',
  'period',
  'for-whom',
  'source',
  'caveat',
] as const;

export interface Change {
  part: (typeof parts)[number];
  before: string;
  after: string;
}

/** What is different between a claim as it was and as it is, each part in words. */
export function changesBetween(t: Translator, before: ClaimWords, after: ClaimWords): Change[] {
  const none = t('learn.correct.nothing');
  const words: Record<Change['part'], (claim: ClaimWords) => string> = {
    statement: ({ statement }) => statement,
    figure: (claim) => figureWords(t, claim) ?? none,
    level: (claim) => levelWords(t, claim),
    base: (claim) => baseWords(t, claim),
    comparator: (claim) => comparatorWords(t, claim),
    method: ({ method }) => method ?? none,
    period: ({ period, horizon }) => [period, horizon].filter(Boolean).join(' · '),
    'for-whom': ({ beneficiary }) => beneficiary ?? none,
    source: ({ source }) => source,
    caveat: ({ caveat }) => caveat ?? none,
  };
  return parts
    .map((part) => ({ part, before: words[part](before), after: words[part](after) }))
    .filter((change) => change.before !== change.after);
}
