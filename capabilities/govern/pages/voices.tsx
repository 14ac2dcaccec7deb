import { sources } from '@upwell/listen';
import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Empty, Notice, PageHeading, Section, Table } from '@upwell/platform/ui';
import { voicesHeard } from '../queries.ts';

/** Whose voices were heard: people for themselves, and those who speak for others, counted apart (GO07). */
export const voicesPage = page({
  name: 'govern.voices',
  path: '/voices',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, place } = context;
    const { whole, conversations } = await context.read((tx) => voicesHeard(tx, place.id));
    const channels = [...whole.byChannel].sort(([, one], [, other]) => other - one);
    return {
      title: t('govern.voices.title'),
      under: '/have-a-say',
      body: (
        <>
          <PageHeading
            title={
              whole.all === 0
                ? t('govern.voices.title')
                : t('govern.voices.finding', { direct: whole.bySource.direct, all: whole.all })
            }
          >
            <p>{t('govern.voices.lead')}</p>
          </PageHeading>
          {whole.all === 0 ? (
            <Empty icon="ear" title={t('govern.voices.none')} />
          ) : (
            <>
              {whole.bySource.direct === 0 && <Notice kind="care">{t('govern.voices.no-direct')}</Notice>}
              <Section title={t('govern.voices.by-source')}>
                <Table
                  caption={t('govern.voices.by-source')}
                  hideCaption
                  columns={[{ label: t('govern.voices.who') }, { label: t('govern.voices.count'), numeric: true }]}
                  rows={[
                    ...sources.map((source) => [
                      source === 'direct'
                        ? t('govern.source.direct')
                        : t('govern.source.proxy', { who: t(`govern.source.${source}`) }),
                      t.number(whole.bySource[source]),
                    ]),
                    [t('govern.voices.for-someone'), t.number(whole.forSomeone)],
                  ]}
                />
              </Section>
              <Section title={t('govern.voices.by-channel')}>
                <Table
                  caption={t('govern.voices.by-channel')}
                  hideCaption
                  columns={[{ label: t('govern.voices.way') }, { label: t('govern.voices.count'), numeric: true }]}
                  rows={channels.map(([channel, n]) => [t(`govern.channel.${channel}`), t.number(n)])}
                />
              </Section>
              <Section title={t('govern.voices.by-conversation')}>
                <Table
                  caption={t('govern.voices.by-conversation')}
                  hideCaption
                  columns={[
                    { label: t('govern.voices.conversation') },
                    ...sources.map((source) => ({ label: t(`govern.source.${source}`), numeric: true })),
                    { label: t('govern.voices.proxy'), numeric: true },
                  ]}
                  rows={conversations.map((each) => [
                    each.conversation ? (
                      <a key="question" href={`/conversations/${each.conversation.id}`}>
                        {each.conversation.question}
                      </a>
                    ) : (
                      t('govern.voices.no-conversation')
                    ),
                    ...sources.map((source) => t.number(each.bySource[source])),
                    t.number(each.forSomeone),
                  ])}
                />
              </Section>
            </>
          )}
          <p>
            <a href="/api/voices">{t('govern.data')}</a> · <a href="/seats">{t('govern.seats')}</a>
          </p>
        </>
      ),
    };
  },
});
