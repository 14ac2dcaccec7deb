import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, Figure, LinkButton, Notice, PageHeading, Quote, Section } from '@upwell/platform/ui';
import { recordHead } from '@upwell/thread';
import { insightById, readingsTiedTo, voicesOf } from '../queries.ts';
import { Byline } from './byline.tsx';

/** An insight: what people say it means beside the number, and every voice behind it, those who said otherwise too. */
export const insightPage = page({
  name: 'listen.insight',
  path: '/insights/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const signedIn = actor.personId !== null;
    const found = await context.read(async (tx) => {
      const [head, insight, readings, voices] = await Promise.all([
        recordHead(tx, place.id, id, signedIn),
        insightById(tx, place.id, id),
        readingsTiedTo(tx, place.id, id),
        voicesOf(tx, place.id, id, signedIn),
      ]);
      return head && insight && { insight, readings, voices };
    });
    if (!found) return refuse('not-found');
    const { insight, readings, voices } = found;
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
          <Section title={t('listen.insight.voices', { n: voices.means.length })}>
            {voices.means.map((contribution) => (
              <Quote
                key={contribution.id}
                small
                lang={contribution.lang}
                by={<Byline t={t} contribution={contribution} />}
              >
                {contribution.words}
              </Quote>
            ))}
          </Section>
          <Section title={t('listen.insight.otherwise', { n: voices.disagrees.length })}>
            {voices.disagrees.length === 0 ? (
              <p className="quiet">{t('listen.insight.nobody-otherwise')}</p>
            ) : (
              voices.disagrees.map((contribution) => (
                <Quote
                  key={contribution.id}
                  small
                  lang={contribution.lang}
                  by={<Byline t={t} contribution={contribution} />}
                >
                  {contribution.words}
                </Quote>
              ))
            )}
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
