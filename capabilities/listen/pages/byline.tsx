import type { Translator } from '@upwell/platform/i18n';
import type { Contribution } from '../queries.ts';

/** Who said it, as far as they wished, how it came; whose voice it is where it is not a {person}'s own. */
const partsOf = (t: Translator, contribution: Contribution): string =>
  [
    contribution.shownName ??
      (contribution.source === 'direct' ? t('listen.byline.somebody') : t(`listen.source.${contribution.source}`)),
    contribution.forSomeone && t('listen.byline.for-someone'),
    t(`listen.channel.${contribution.channel}`),
    contribution.heardWhere,
  ]
    .filter(Boolean)
    .join(' · ');

/** The line under a quote, as words. */
export const bylineOf = (t: Translator, contribution: Contribution): string =>
  `${partsOf(t, contribution)} · ${t.date(contribution.madeAt)}`;

/** The line under a quote; its day leads to the words' own page. */
export function Byline({ t, contribution }: { t: Translator; contribution: Contribution }) {
  return (
    <>
      {partsOf(t, contribution)} · <a href={`/said/${contribution.id}`}>{t.date(contribution.madeAt)}</a>
    </>
  );
}
