import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Card, PageHeading } from '@upwell/platform/ui';
import { readCode } from '@upwell/thread';
import { z } from 'zod';
import { conversationById } from '../queries.ts';
import { mayTakeDown } from '../rules.ts';

/** The slips to hand over after taking words down: the code, the promised day, and the ways to ask. */
export const slipsPage = page({
  name: 'listen.slips',
  path: '/conversations/:id/slips',
  rule: mayTakeDown,
  limit: 'read',
  query: z.strictObject({ codes: z.string().max(2000) }),
  async view(context, { params, query }) {
    const { t, place } = context;
    const conversation = await context.read((tx) => conversationById(tx, place.id, params.id as string));
    const codes = (query.codes as string).split('.').map(readCode);
    if (!conversation || codes.some((code) => code === null)) return refuse('not-found');
    return {
      title: t('listen.slips.title'),
      private: true,
      body: (
        <>
          <PageHeading
            kicker={<a href={`/conversations/${conversation.id}`}>{conversation.question}</a>}
            title={t('listen.slips.title')}
          >
            <p>{t('listen.slips.lead')}</p>
          </PageHeading>
          {codes.map((code) => (
            <Card key={code} kind="strong" title={conversation.question}>
              <p className="big-code" dir="ltr">
                {(code as string).replaceAll('-', ' ')}
              </p>
              <p>{t('listen.thanks.due', { date: t.date(conversation.replyDue) })}</p>
              <p dir="ltr">{`${place.origin.replace(/^https?:\/\//, '')}/told`}</p>
              {place.phone && <p>{t('listen.ways.phone', { number: place.phone })}</p>}
              {place.textNumber && <p>{t('listen.ways.text', { number: place.textNumber })}</p>}
            </Card>
          ))}
        </>
      ),
    };
  },
});
