import type { Translator } from '@upwell/platform/i18n';
import { type Gap, nearest, type Rater, raters, type Said } from '../model.ts';

const WIDE = 320;
const at = (mean: number) => 12 + ((mean - 1) / 4) * (WIDE - 24);
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
            <div>
              <b>{t(`grow.rater.${rater}`)}</b>{' '}
              {here ? (
                <>
                  {t(`grow.mark.${nearest(here.mean)}`)}{' '}
                  <span className="quiet">{t('grow.result.of', { n: here.shown })}</span>
                </>
              ) : (
                <span className="quiet">{t('grow.result.too-few')}</span>
              )}
            </div>
            {here && (
              <svg viewBox={`0 0 ${WIDE} 30`} width="100%" aria-hidden="true">
                <line x1="12" x2={WIDE - 12} y1="11" y2="11" stroke="var(--line)" strokeWidth="2" />
                {[1, 2, 3, 4, 5].map((mark) => (
                  <circle key={mark} cx={at(mark)} cy="11" r="3" fill="var(--line)" />
                ))}
                {gap && gap.low !== gap.high && said[gap.low] && said[gap.high] && (
                  <line
                    x1={place((said[gap.low] as Said).mean)}
                    x2={place((said[gap.high] as Said).mean)}
                    y1="11"
                    y2="11"
                    stroke="var(--quiet)"
                    strokeWidth="3"
                    strokeDasharray="1 6"
                    strokeLinecap="round"
                  />
                )}
                <circle cx={place(here.mean)} cy="11" r="8" fill="var(--tone)" />
              </svg>
            )}
          </div>
        );
      })}
    </div>
  );
}
