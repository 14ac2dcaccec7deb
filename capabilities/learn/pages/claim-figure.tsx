import type { Translator } from '@upwell/platform/i18n';
import { Figure } from '@upwell/platform/ui';
import type { ClaimWords } from '../model.ts';
import { baseWords, comparatorWords, figureWords, levelWords } from '../words-of.ts';

/** A claim wherever it is shown: never without how sure it is, what it is out of, what it stands beside and what to mind. */
export function ClaimFigure({
  t,
  claim,
  titled = false,
}: {
  t: Translator;
  claim: ClaimWords;
  /** The statement stands right above it already. */
  titled?: boolean;
}) {
  const caveats = [
    claim.kind === 'return-ratio' && t('learn.caveat.ratio'),
    claim.made !== 'observed' && t(`learn.caveat.${claim.made}`),
    claim.caveat,
  ].filter(Boolean);
  return (
    <Figure
      value={figureWords(t, claim) ?? levelWords(t, claim)}
      label={titled ? levelWords(t, claim) : claim.statement}
      base={baseWords(t, claim)}
      comparator={comparatorWords(t, claim)}
      period={[claim.period, claim.horizon && t('learn.figure.horizon', { horizon: claim.horizon })]
        .filter(Boolean)
        .join(' · ')}
      source={claim.source}
      evidence={levelWords(t, claim)}
      caveat={caveats.length > 0 ? caveats.join(' ') : t('learn.caveat.none')}
    />
  );
}
