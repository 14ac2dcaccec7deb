import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Actions, Card, LinkButton, PageHeading } from '@upwell/platform/ui';
import { readCode } from '@upwell/thread';
import { z } from 'zod';

/** Straight after saying something: the code to keep, and the day a reply is promised. */
export const thanksPage = page({
  name: 'listen.thanks',
  path: '/thanks',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({
    due: z.iso.date(),
    code: z.string().max(60).optional(),
    conversation: z.uuid().optional(),
  }),
  async view({ t }, { query }) {
    const code = query.code ? readCode(query.code) : null;
    return {
      title: t('listen.thanks.title'),
      under: '/have-a-say',
      private: true,
      body: (
        <>
          <PageHeading title={t('listen.thanks.title')}>
            <p>{t('listen.thanks.due', { date: t.date(query.due) })}</p>
          </PageHeading>
          {code && (
            <Card kind="strong" title={t('listen.thanks.code')}>
              <p className="big-code" dir="ltr">
                {code.replaceAll('-', ' ')}
              </p>
              <p>{t('listen.thanks.code.hint')}</p>
            </Card>
          )}
          <Actions>
            {query.conversation && (
              <LinkButton href={`/conversations/${query.conversation}`}>{t('listen.thanks.others')}</LinkButton>
            )}
            {code && (
              <LinkButton kind="quiet" href={`/told?code=${code}`}>
                {t('listen.thanks.look')}
              </LinkButton>
            )}
          </Actions>
          {code && (
            <p>
              <a href={`/withdraw?code=${code}`}>{t('listen.thanks.withdraw')}</a>
            </p>
          )}
        </>
      ),
    };
  },
});
