import type { Translator } from '@upwell/platform/i18n';
import type { Contribution } from '../queries.ts';

/** Who said it, as far as they wished, how it came and when; whose voice it is where it is not a {person}'s own. */
export function bylineOf(t: Translator, contribution: Contribution): string {
  return [
    contribution.shownName ??
      (contribution.source === 'direct' ? t('listen.byline.somebody') : t(`listen.source.${contribution.source}`)),
    contribution.forSomeone && t('listen.byline.for-someone'),
    t(`listen.channel.${contribution.channel}`),
    contribution.heardWhere,
    t.date(contribution.madeAt),
  ]
    .filter(Boolean)
    .join(' · ');
}
