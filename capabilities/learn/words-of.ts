import type { Translator } from '@upwell/platform/i18n';
import type { ClaimWords } from './model.ts';

/** How sure it is, in words: 'counted before and after'; for what was worked out, that it was not counted. */
export const levelWords = (t: Translator, { made, level }: Pick<ClaimWords, 'made' | 'level'>): string =>
  t(made === 'observed' ? `learn.level.${level}` : `learn.made.${made}`);

/**
 * The figure as one sentence that cannot be parted: some of a whole never go without the whole (rule 5).
 * Null where there is no figure.
 */
export function figureWords(
  t: Translator,
  { shown, base, whole }: Pick<ClaimWords, 'shown' | 'base' | 'whole'>,
): string | null {
  if (shown === null) return null;
  return whole
    ? t('learn.figure.part', {
        shown,
        part: t.number(base as number),
        whole: t.number(whole.base),
        of: whole.of,
        all: whole.shown,
      })
    : shown;
}

/** What the figure is out of, or that nobody said. */
export const baseWords = (t: Translator, { base, baseOf }: Pick<ClaimWords, 'base' | 'baseOf'>): string =>
  base === null
    ? baseOf
      ? t('learn.base.not-given-of', { of: baseOf })
      : t('learn.base.not-given')
    : [t.number(base), baseOf].filter(Boolean).join(' ');

/** What it stands beside, or that there is nothing. */
export const comparatorWords = (t: Translator, { comparator, level, made }: ClaimWords): string =>
  comparator ??
  t(level === 'counted' && made === 'observed' ? 'learn.comparator.before-after' : 'learn.comparator.none');

/** The claim's title on the thread. How sure it is stands first, the whole before the words, so that no cut takes them away. */
export const titleOf = (t: Translator, claim: ClaimWords): string =>
  [levelWords(t, claim), figureWords(t, claim), claim.statement].filter(Boolean).join(' · ');
