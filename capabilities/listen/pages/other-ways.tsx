import type { PlaceFacts } from '@upwell/platform/action';
import type { Translator } from '@upwell/platform/i18n';

/** The other ways to take part, beside every box on a screen. Nothing is said where the place has none. */
export function OtherWays({ t, place }: { t: Translator; place: PlaceFacts }) {
  const ways = [
    place.phone && t('listen.ways.phone', { number: place.phone }),
    place.textNumber && t('listen.ways.text', { number: place.textNumber }),
    place.postalAddress && t('listen.ways.post'),
  ].filter((way): way is string => Boolean(way));
  return ways.length === 0 ? null : <p className="quiet">{t('listen.ways', { ways: t.list(ways, 'or') })}</p>;
}
