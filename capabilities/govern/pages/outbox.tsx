import { page } from '@upwell/platform/http';
import type { Translator } from '@upwell/platform/i18n';
import { fateSentence, type MessageFate, readOutbox, troubledMessages } from '@upwell/platform/messages';
import { Card, Empty, List, ListItem, Notice, PageHeading, Section, State, type StateName } from '@upwell/platform/ui';
import { mayLookAfterMessages } from '../rules.ts';

const STANDS: Record<MessageFate['state'], StateName> = {
  waiting: 'waiting',
  sending: 'waiting',
  held: 'waiting',
  sent: 'kept',
  failed: 'slipped',
  stopped: 'closed',
};

/** Messages of the place: what went, what waits and why, what could not be sent. Never where to, save where everybody is invented. */
export const outboxPage = page({
  name: 'govern.outbox',
  path: '/outbox',
  rule: mayLookAfterMessages,
  limit: 'read',
  async view(context) {
    const { t, place, services } = context;
    const [troubled, latest] = await context.read((tx) =>
      Promise.all([
        troubledMessages(tx, place.id, 50),
        readOutbox(tx, services.sealer, place.id, { most: 50, showSealed: place.demo }),
      ]),
    );
    return {
      title: t('govern.outbox.title'),
      private: true,
      body: (
        <>
          <PageHeading title={t('govern.outbox.title')}>
            <p>{t('govern.outbox.lead')}</p>
          </PageHeading>
          {place.demo && <Notice kind="info">{t('govern.outbox.demo')}</Notice>}
          <Section title={t('govern.outbox.troubled', { n: troubled.length })}>
            {troubled.length === 0 ? (
              <p className="quiet">{t('govern.outbox.no-trouble')}</p>
            ) : (
              <List>
                {troubled.map((fate) => (
                  <ListItem
                    key={fate.id}
                    title={purposeOf(t, fate)}
                    step={fate.state === 'failed' ? 'slipped' : 'promised'}
                    label={channelOf(t, fate)}
                  >
                    {fateSentence(fate, t)}
                  </ListItem>
                ))}
              </List>
            )}
          </Section>
          <Section title={t('govern.outbox.latest')}>
            {latest.length === 0 ? (
              <Empty icon="envelope" title={t('govern.outbox.none')} />
            ) : (
              latest.map((entry) => (
                <Card
                  key={entry.id}
                  level={3}
                  title={place.demo && entry.subject ? entry.subject : purposeOf(t, entry)}
                  label={channelOf(t, entry)}
                >
                  <p>
                    <State is={STANDS[entry.state]}>{fateSentence(entry, t)}</State>
                  </p>
                  {place.demo && entry.address && (
                    <p className="quiet">{t('govern.outbox.to', { address: entry.address })}</p>
                  )}
                  {place.demo &&
                    entry.body?.split(/\n+/).map((line, index) => (
                      <p key={index} lang={entry.lang} dir="auto">
                        {line}
                      </p>
                    ))}
                </Card>
              ))
            )}
          </Section>
        </>
      ),
    };
  },
});

const purposeOf = (t: Translator, { purpose }: MessageFate): string => {
  const key = `platform.message.purpose.${purpose}`;
  return t.has(key) ? t(key) : t('govern.outbox.message');
};

const channelOf = (t: Translator, { channel, created_at }: MessageFate): string =>
  t('govern.outbox.label', { channel: t(`govern.way.${channel}`), date: t.date(created_at, 'moment') });
