import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, Figure, LinkButton, Notice, PageHeading, Pagination, Section } from '@upwell/platform/ui';
import { countsOf, recordHead } from '@upwell/thread';
import { z } from 'zod';
import { insightById, readingsTiedTo, voicesOf } from '../insights.ts';
import { Voice } from './voice.tsx';

const PAGE = 20;

/** An insight: what people say it means beside the number, and every voice behind it, those who said otherwise too. */
export const insightPage = page({
  name: 'listen.insight',
  path: '/insights/:id',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ means: z.uuid().optional(), disagrees: z.uuid().optional() }),
  async view(context, { params, query }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const signedIn = actor.personId !== null;
    const asked = { placeId: place.id, insightId: id, signedIn, limit: PAGE + 1 };
    const found = await context.read(async (tx) => {
      const [head, insight, readings, counts, means, disagrees] = await Promise.all([
        recordHead(tx, place.id, id, signedIn),
        insightById(tx, place.id, id),
        readingsTiedTo(tx, place.id, id),
        countsOf(tx, place.id, id),
        voicesOf(tx, { ...asked, kind: 'means', after: query.means }),
        voicesOf(tx, { ...asked, kind: 'disagrees', after: query.disagrees }),
      ]);
      return head && insight && { insight, readings, counts, voices: { means, disagrees } };
    });
    if (!found) return refuse('not-found');
    const { insight, readings, counts, voices } = found;
    const shown = { means: voices.means.slice(0, PAGE), disagrees: voices.disagrees.slice(0, PAGE) };
    /** Those who say otherwise keep their own pages, so that the many never push them off. */
    const onward = (kind: 'means' | 'disagrees') =>
      voices[kind].length > PAGE && (
        <Pagination
          next={`/insights/${id}?${new URLSearchParams({ ...query, [kind]: shown[kind].at(-1)?.id ?? '' })}`}
        />
      );
    return {
      title: insight.title,
      under: '/have-a-say',
      body: (
        <>
          <PageHeading kicker={`${t('listen.insight.label')} · ${t.date(insight.madeAt)}`} title={insight.title}>
            {insight.meaning && <p>{insight.meaning}</p>}
          </PageHeading>
          {!insight.meaning && <Notice kind="care">{t('listen.insight.unread')}</Notice>}
          {insight.checkedBy && (
            <p className="quiet">
              {t('listen.insight.checked', { who: insight.checkedBy, date: t.date(insight.checkedOn as string) })}
            </p>
          )}
          {readings.length > 0 && (
            <Section title={t('listen.insight.numbers')}>
              {readings.map((reading) => (
                <Figure
                  key={reading.id}
                  value={reading.shown}
                  label={`${reading.says} · ${reading.area}`}
                  base={reading.base}
                  period={reading.period}
                  source={reading.source}
                  comparator={reading.gap ?? undefined}
                  caveat={insight.meaning ? undefined : t('listen.insight.unread')}
                />
              ))}
            </Section>
          )}
          <Section title={t('listen.insight.voices', { n: counts.get('means') ?? 0 })}>
            {shown.means.map((contribution) => (
              <Voice key={contribution.id} t={t} contribution={contribution} />
            ))}
            {onward('means')}
          </Section>
          <Section title={t('listen.insight.otherwise', { n: counts.get('disagrees') ?? 0 })}>
            {(counts.get('disagrees') ?? 0) === 0 ? (
              <p className="quiet">{t('listen.insight.nobody-otherwise')}</p>
            ) : (
              shown.disagrees.map((contribution) => <Voice key={contribution.id} t={t} contribution={contribution} />)
            )}
            {onward('disagrees')}
          </Section>
          <Actions>
            <LinkButton href={`/thread/${id}`}>{t('listen.contribution.thread')}</LinkButton>
            {actor.powers.has('host') && (
              <LinkButton kind="quiet" href={`/insights/${id}/meaning`}>
                {t('listen.interpret.title')}
              </LinkButton>
            )}
            {actor.powers.has('host') && (
              <LinkButton kind="quiet" href={`/priorities/new?from=${id}`}>
                {t('listen.insight.make-priority')}
              </LinkButton>
            )}
          </Actions>
        </>
      ),
    };
  },
});
