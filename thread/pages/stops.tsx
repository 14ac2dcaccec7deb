import type { Translator } from '@upwell/platform/i18n';
import { Quote, type ThreadStop } from '@upwell/platform/ui';
import { pathOf } from '../capability.ts';
import type { Stretch } from '../gaps.ts';
import { daysBetween, isOverdue, type RecordHead } from '../model.ts';
import type { Walk } from '../walk.ts';

/** How far the news came, as the last stop of a thread says it. */
export interface ToldCounts {
  reached: number;
  told: number;
  heard: number;
  notHeard: number;
}

/** The seven steps of a thread as stops of the stream, gaps drawn as what is missing and who owes it. */
export function stopsOf(
  t: Translator,
  walked: Walk,
  stretches: readonly Stretch[],
  told: ToldCounts,
  today: string,
): ThreadStop[] {
  return stretches.flatMap((stretch): ThreadStop[] => {
    if (stretch.gap) {
      const { gap, step } = stretch;
      if (step === 'told' && told.reached === 0 && gap.kind === 'later' && !gap.dueOn) return [];
      return [
        {
          step,
          dry: {
            ...(gap.owedBy !== null && { owner: gap.owedBy }),
            ...(gap.dueOn !== null && { by: t.date(gap.dueOn) }),
            late: gap.overdue,
          },
          title: gap.overdue
            ? t(`thread.gap.${step}.overdue`, { days: daysBetween(gap.dueOn as string, today) })
            : t(`thread.gap.${step}.${gap.kind === 'skipped' ? 'skipped' : 'waiting'}`),
        },
      ];
    }
    if (stretch.step === 'said') return [saidStop(t, walked, stretch.records)];
    const { standing, within } = folded(stretch.records);
    return standing.map((record, index) => ({
      step: stretch.step,
      id: `r-${record.id}`,
      when: whenOf(t, record, today),
      ...(powerOf(t, record) && { power: powerOf(t, record) as string }),
      title: record.title,
      href: pathOf(record.type, record.id),
      body: (
        <>
          {record.line && <p className="quiet">{record.line}</p>}
          {voicesOf(t, walked, record)}
          {sessionsOf(t, within.get(record.id) ?? [])}
          {stretch.step === 'told' && index === standing.length - 1 && (
            <p>
              {t('thread.told.counts', {
                told: told.told,
                reached: told.reached,
                heard: told.heard,
                notHeard: told.notHeard,
                silent: Math.max(0, told.told - told.heard - told.notHeard),
              })}
            </p>
          )}
        </>
      ),
    }));
  });
}

/** Times an activity was held are told in its own card, where it is on the same thread. */
function folded(records: readonly RecordHead[]) {
  const here = new Set(records.map(({ id }) => id));
  const isFolded = (record: RecordHead) =>
    record.type === 'session' && record.parentId !== null && here.has(record.parentId);
  return {
    standing: records.filter((record) => !isFolded(record)),
    within: Map.groupBy(records.filter(isFolded), (record) => record.parentId as string),
  };
}

function sessionsOf(t: Translator, sessions: readonly RecordHead[]) {
  const last = sessions.at(-1);
  if (!last) return null;
  return (
    <p className="quiet">
      {t('thread.held', { n: sessions.length, date: t.date(last.onDay) })} {last.line}
    </p>
  );
}

/** People's words are the headline: the conversation, then up to three quotes and how many more there are. */
function saidStop(t: Translator, walked: Walk, records: readonly RecordHead[]): ThreadStop {
  const conversation = records.find(({ type }) => type === 'conversation');
  const quotes = records.filter(({ type }) => type === 'contribution').slice(0, 3);
  const days = records.map(({ onDay }) => onDay).sort();
  const voices = [...walked.voices.values()];
  const means = voices.reduce((sum, each) => sum + each.means, 0);
  const disagrees = voices.reduce((sum, each) => sum + each.disagrees, 0);
  return {
    step: 'said',
    id: `r-${(conversation ?? quotes[0] ?? walked.start).id}`,
    when:
      days[0] === days.at(-1)
        ? t.date(days[0] as string)
        : t('thread.from-to', { from: t.date(days[0] as string), to: t.date(days.at(-1) as string) }),
    ...(conversation
      ? { title: conversation.title, href: pathOf('conversation', conversation.id) }
      : quotes.length === 1 && quotes[0]
        ? { links: [{ href: pathOf('contribution', quotes[0].id), label: t('thread.said.read') }] }
        : {}),
    body: (
      <>
        {quotes.map((quote) => (
          <Quote key={quote.id} small={quotes.length > 1}>
            {quote.title}
          </Quote>
        ))}
        {means + disagrees >= Math.max(1, quotes.length) && (
          <p className="quiet">{t('thread.said.counts', { means, disagrees })}</p>
        )}
      </>
    ),
  };
}

function whenOf(t: Translator, record: RecordHead, today: string): string {
  const day = t.date(record.onDay);
  if (record.dueOn === null) return day;
  return t(isOverdue(record.dueOn, today) ? 'thread.was-due' : 'thread.due', { day, due: t.date(record.dueOn) });
}

/** How a record stands, where its type has a word for it that is more than its step. */
function powerOf(t: Translator, record: RecordHead): string | null {
  if (record.state === record.step) return null;
  const key = `thread.state.${record.type}.${record.state}`;
  return t.has(key) ? t(key) : null;
}

function voicesOf(t: Translator, walked: Walk, record: RecordHead) {
  const voices = walked.voices.get(record.id);
  if (!voices) return null;
  return <p className="quiet">{t('thread.said.counts', voices)}</p>;
}
