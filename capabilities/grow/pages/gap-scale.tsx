import type { Translator } from '@upwell/platform/i18n';
import { type Gap, nearest, type Rater, raters, type Said } from '../model.ts';

const WIDE = 1000;
const at = (mean: number) => 40 + ((mean - 1) / 4) * (WIDE - 80);
const TONE: Record<Rater, string> = { organisers: 'decided', residents: 'said', partners: 'promised' };

/** Where each kind of people stands on one sign, each on a line of its own, with the gap drawn between the furthest. */
export function GapScale({
  t,
  said,
  gap,
}: {
  t: Translator;
  said: Readonly<Record<Rater, Said | null>>;
  gap: Gap | null;
}) {
  const place = (mean: number) => (t.dir === 'rtl' ? WIDE - at(mean) : at(mean));
  return (
    <div>
      {raters.map((rater) => {
        const here = said[rater];
        return (
          <div key={rater} className={`tone-${TONE[rater]}`}>
            <p>
              <b>{t(`grow.rater.${rater}`)}</b>{' '}
              {here ? (
                <>
                  {t(`grow.mark.${nearest(here.mean)}`)}{' '}
                  <span className="quiet">{t('grow.result.of', { n: here.shown })}</span>
                </>
              ) : (
                <span className="quiet">{t('grow.result.too-few')}</span>
              )}
            </p>
            {here && (
              <svg viewBox={`0 0 ${WIDE} 28`} width="100%" aria-hidden="true">
                <line x1="40" x2={WIDE - 40} y1="14" y2="14" stroke="var(--line)" strokeWidth="4" />
                {[1, 2, 3, 4, 5].map((mark) => (
                  <circle key={mark} cx={at(mark)} cy="14" r="4" fill="var(--line)" />
                ))}
                {gap && gap.low !== gap.high && said[gap.low] && said[gap.high] && (
                  <line
                    x1={place((said[gap.low] as Said).mean)}
                    x2={place((said[gap.high] as Said).mean)}
                    y1="14"
                    y2="14"
                    stroke="var(--quiet)"
                    strokeWidth="4"
                    strokeDasharray="2 10"
                    strokeLinecap="round"
                  />
                )}
                <circle cx={place(here.mean)} cy="14" r="13" fill="var(--tone)" />
              </svg>
            )}
          </div>
        );
      })}
    </div>
  );
}
