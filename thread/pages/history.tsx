import { anyone } from '@upwell/platform/access';
import { isCalendarDay } from '@upwell/platform/action';
import { page } from '@upwell/platform/http';
import type { Translator } from '@upwell/platform/i18n';
import { refuse } from '@upwell/platform/outcome';
import { Empty, PageHeading, Timeline } from '@upwell/platform/ui';
import { historyOf } from '../history.ts';
import { recordHead } from '../queries.ts';

/** What was changed in a promise, an insight or a decision, when, by whom and why (GO12). */
export const historyPage = page({
  name: 'thread.history',
  path: '/thread/:id/history',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const head = await recordHead(tx, place.id, id, actor.personId !== null);
      return head && { head, entries: await historyOf(tx, place.id, id) };
    });
    if (!found) return refuse('not-found');
    const { head, entries } = found;
    return {
      title: t('thread.history.title', { title: head.title }),
      under: '/decisions',
      body: (
        <>
          <PageHeading
            kicker={<a href={`/thread/${id}`}>{t('thread.history.back')}</a>}
            title={t('thread.history.heading')}
          >
            <p>{head.title}</p>
          </PageHeading>
          {entries.length === 0 ? (
            <Empty title={t('thread.history.none')} />
          ) : (
            <Timeline
              label={t('thread.history.heading')}
              items={entries.map((entry) => ({
                when: t.date(entry.at),
                iso: entry.at.toISOString(),
                what: t(entry.happened, { before: shown(t, entry.before), after: shown(t, entry.after) }),
                who: entry.by,
                children: entry.reason && <p>{t('thread.history.because', { reason: entry.reason })}</p>,
              }))}
            />
          )}
        </>
      ),
    };
  },
});

/** Days are kept as 2026-11-22 and read as people read them. */
const shown = (t: Translator, kept: string | null): string =>
  kept === null ? '' : isCalendarDay(kept) ? t.date(kept) : kept;
