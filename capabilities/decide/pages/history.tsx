import type { Translator } from '@upwell/platform/i18n';
import { Section, Timeline } from '@upwell/platform/ui';
import type { HistoryEntry } from '@upwell/thread';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** What was changed, when, by whom and why, oldest first (GO12). Nothing where nothing was. */
export function HistorySection({ t, entries }: { t: Translator; entries: readonly HistoryEntry[] }) {
  if (entries.length === 0) return null;
  const said = (text: string | null) => (text && day.test(text) ? t.date(text) : (text ?? ''));
  return (
    <Section title={t('decide.history.title')} id="history">
      <Timeline
        label={t('decide.history.title')}
        items={entries.map((entry) => ({
          when: t.date(entry.at),
          iso: entry.at.toISOString(),
          what: <span dir="auto">{t(entry.happened, { before: said(entry.before), after: said(entry.after) })}</span>,
          who: entry.by,
          children: entry.reason && <p dir="auto">{t('decide.history.because', { reason: entry.reason })}</p>,
        }))}
      />
    </Section>
  );
}
