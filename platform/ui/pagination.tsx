import { Icon } from './icon.tsx';
import { useSpeech } from './speech.tsx';

/** Earlier and later, with where you are in words. Leave out what is not there. */
export function Pagination({ previous, next, here }: { previous?: string; next?: string; here?: string }) {
  const { t } = useSpeech();
  if (!previous && !next) return null;
  return (
    <nav className="pagination" aria-label={t('ui.pages')}>
      {previous ? (
        <a href={previous} rel="prev">
          <Icon name="back" size={20} className="turns" /> {t('ui.previous')}
        </a>
      ) : (
        <span />
      )}
      {here && <span className="quiet">{here}</span>}
      {next ? (
        <a href={next} rel="next">
          {t('ui.next')} <Icon name="onward" size={20} className="turns" />
        </a>
      ) : (
        <span />
      )}
    </nav>
  );
}
