import type { Translator } from '@upwell/platform/i18n';
import { Empty, Timeline } from '@upwell/platform/ui';
import type { Change } from '../history.ts';

/** What was changed, newest first, nothing taken away (GO12). */
export function Changes({ t, changes }: { t: Translator; changes: readonly Change[] }) {
  if (changes.length === 0) return <Empty icon="clock" title={t('ground.changes.none')} />;
  return (
    <Timeline
      label={t('ground.changes.title')}
      items={changes.map(({ at, what, details }) => ({
        when: t.date(at),
        iso: at.toISOString(),
        what: t(`ground.change.${what}`, details.values),
        children: (
          <>
            {details.powers && details.powers.length > 0 && (
              <p>
                {t('ground.changes.powers', {
                  powers: t.list(details.powers.map((power) => t(`ground.power.${power}`))),
                })}
              </p>
            )}
            {details.vote && <p>{t('ground.changes.vote')}</p>}
            <Lines heading={t('ground.changes.added')} lines={details.added} />
            <Lines heading={t('ground.changes.removed')} lines={details.removed} />
            {details.because && <p dir="auto">{t('ground.changes.because', { reason: details.because })}</p>}
          </>
        ),
      }))}
    />
  );
}

function Lines({ heading, lines = [] }: { heading: string; lines?: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <p>{heading}</p>
      <ul>
        {lines.map((line) => (
          <li key={line} dir="auto">
            {line}
          </li>
        ))}
      </ul>
    </>
  );
}
