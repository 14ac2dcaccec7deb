import type { ReactNode } from 'react';
import { useSpeech } from './speech.tsx';

/** How much say people have, from being told to deciding. Set before a conversation opens. */
export const POWER_LEVELS = ['told', 'consulted', 'advise', 'together', 'community'] as const;

/** One level of power. */
export type Power = (typeof POWER_LEVELS)[number];

/** The five levels as steps with words, and which one holds here. */
export function PowerLevel({ level, children }: { level: Power; children?: ReactNode }) {
  const { t } = useSpeech();
  const here = POWER_LEVELS.indexOf(level);
  return (
    <div className="power">
      <ol aria-label={t('ui.power.label')}>
        {POWER_LEVELS.map((name, at) => (
          <li
            key={name}
            className={at === here ? 'power-here' : at < here ? 'power-below' : undefined}
            aria-current={at === here ? 'true' : undefined}
          >
            <span>{t(`ui.power.${name}`)}</span>
          </li>
        ))}
      </ol>
      <p className="power-words">{t(`ui.power.${level}.means`)}</p>
      {children && <div className="quiet">{children}</div>}
    </div>
  );
}
