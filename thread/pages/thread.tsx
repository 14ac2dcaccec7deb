import { anyone } from '@upwell/platform/access';
import type { Tx } from '@upwell/platform/database';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { LinkButton, PageHeading, ThreadStream } from '@upwell/platform/ui';
import { z } from 'zod';
import { countsOf } from '../counts.ts';
import { stretchesOf } from '../gaps.ts';
import { dayOf } from '../model.ts';
import { toldBy } from '../told.ts';
import { type Walk, walk } from '../walk.ts';
import { stopsOf, type ToldCounts } from './stops.tsx';

/** The thread of any record, walked both ways: upstream what led here, downstream what came of it (LE01). */
export const threadPage = page({
  name: 'thread.thread',
  path: '/thread/:id',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ from: z.enum(['end']).optional() }),
  async view(context, { params, query }) {
    const { t, place, now, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const walked = await walk(tx, place.id, id, actor.personId !== null);
      if (!walked) return null;
      const told = await howFarItCame(tx, place.id, walked);
      return { walked, told };
    });
    if (!found) return refuse('not-found');
    const { walked, told } = found;
    const { start, records } = walked;
    const today = dayOf(now, place.timeZone);
    const stretches = stretchesOf(records, today);
    const stops = stopsOf(t, walked, stretches, told, today);
    const backwards = query.from === 'end';
    const days = records.map(({ onDay }) => onDay).sort();
    return {
      title: start.title,
      under: '/decisions',
      frame: 'page',
      description: t('thread.page.description', { title: start.title }),
      body: (
        <>
          <PageHeading
            kicker={
              (days[0] ?? today) === today
                ? t('thread.page.above.day', { date: t.date(today) })
                : t('thread.page.above', { first: t.date(days[0] as string), last: t.date(today) })
            }
            title={start.type === 'contribution' ? `“${start.title}”` : start.title}
          >
            <p>
              {t('thread.page.finding', {
                // Words that nobody has gathered yet are words too.
                voices: Math.max(
                  [...walked.voices.values()].reduce((sum, { means, disagrees }) => sum + means + disagrees, 0),
                  records.filter(({ type }) => type === 'contribution').length,
                ),
                steps: stretches.filter(({ gap }) => gap === null).length,
              })}{' '}
              <a href={backwards ? `/thread/${id}` : `/thread/${id}?from=end`}>
                {backwards ? t('thread.page.forwards') : t('thread.page.backwards')}
              </a>{' '}
              · <a href={`/thread/${id}/history`}>{t('thread.page.history')}</a>
            </p>
          </PageHeading>
          <ThreadStream stops={backwards ? [...stops].reverse() : stops} label={t('thread.page.label')} />
          {actor.powers.has('host') && (
            <p>
              <LinkButton href={`/thread/${id}/reply`}>{t('thread.page.reply')}</LinkButton>
            </p>
          )}
        </>
      ),
    };
  },
});

/** How far the news came on this thread: by its last reply, or whoever waits where there is none. */
async function howFarItCame(tx: Tx, placeId: string, { start, records, voices }: Walk): Promise<ToldCounts> {
  const last = records.findLast(({ type }) => type === 'reply');
  if (last) return await toldBy(tx, placeId, last.id);
  const waiting =
    start.type === 'conversation'
      ? ((await countsOf(tx, placeId, start.id)).get('contribution') ?? 0)
      : [...voices.values()].reduce((sum, { means, disagrees }) => sum + means + disagrees, 0);
  return { reached: waiting, told: 0, heard: 0, notHeard: 0 };
}
