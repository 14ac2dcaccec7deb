import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Card,
  Details,
  Empty,
  Figure,
  Form,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Pagination,
  PowerLevel,
  Section,
  State,
} from '@upwell/platform/ui';
import { countsOf, dayOf, daysBetween } from '@upwell/thread';
import { z } from 'zod';
import { insightsOf, readingsTiedTo } from '../insights.ts';
import { openForWords } from '../phases.ts';
import { contributionsOf, conversationById } from '../queries.ts';
import { OtherWays } from './other-ways.tsx';
import { SayFields } from './say-fields.tsx';
import { Voice } from './voice.tsx';

const PAGE = 20;

/** One conversation: what is asked, by whom, what can change, who decides, by when people hear back, and what was said. */
export const conversationPage = page({
  name: 'listen.conversation',
  path: '/conversations/:id',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ after: z.string().max(80).optional() }),
  async view(context, { params, query }) {
    const { t, place, now, actor } = context;
    const id = params.id as string;
    const [madeAt, lastId] = (query.after ?? '').split('_');
    const after = madeAt && lastId && /^\d+$/.test(madeAt) ? { madeAt: new Date(Number(madeAt)), id: lastId } : null;
    if (query.after && (!after || Number.isNaN(after.madeAt.getTime()) || !/^[0-9a-f-]{36}$/.test(after.id)))
      return refuse('not-found');
    const found = await context.read(async (tx) => {
      const conversation = await conversationById(tx, place.id, id);
      if (!conversation) return null;
      const [said, counts, insights, readings] = await Promise.all([
        contributionsOf(tx, {
          placeId: place.id,
          conversationId: id,
          signedIn: actor.personId !== null,
          after,
          limit: PAGE + 1,
        }),
        countsOf(tx, place.id, id),
        insightsOf(tx, place.id, id),
        readingsTiedTo(tx, place.id, id),
      ]);
      return { conversation, said, counts, insights, readings };
    });
    if (!found) return refuse('not-found');
    const { conversation, said, counts, insights, readings } = found;
    const today = dayOf(now, place.timeZone);
    const open = openForWords(conversation, today) === null;
    const late = conversation.replyDue < today && (counts.get('told') ?? 0) === 0;
    const shown = said.slice(0, PAGE);
    const last = shown.at(-1);
    const host = actor.powers.has('host');
    return {
      title: conversation.question,
      under: '/have-a-say',
      description: conversation.canChange,
      body: (
        <>
          <PageHeading
            kicker={t('listen.conversation.kicker', {
              kind: t(`listen.kind.${conversation.kind}`),
              host: conversation.host,
              date: t.date(conversation.openedOn),
            })}
            title={conversation.question}
          >
            {conversation.about && <p>{conversation.about}</p>}
          </PageHeading>
          {late && (
            <Notice
              kind="care"
              title={t('listen.conversation.late', { days: daysBetween(conversation.replyDue, today) })}
            >
              {t('listen.conversation.late.words', { date: t.date(conversation.replyDue), host: conversation.host })}
            </Notice>
          )}
          {conversation.purpose === 'know' && (
            <Notice title={t('listen.conversation.decided')}>{t('listen.phase.for-information')}</Notice>
          )}
          {readings.map((reading) => (
            <Figure
              key={reading.id}
              value={reading.shown}
              label={`${reading.says} · ${reading.area}`}
              base={reading.base}
              period={reading.period}
              source={reading.source}
              comparator={reading.gap ?? undefined}
            />
          ))}
          {open && (
            <Card kind="strong">
              <Form action="/say" hidden={{ ...context.hidden(), conversation: id }}>
                <SayFields t={t} label={t('listen.say.words')} />
                <Button>{t('platform.button.say')}</Button>
              </Form>
              <OtherWays t={t} place={place} />
            </Card>
          )}
          <Section title={t('listen.conversation.what-can-change')}>
            <p>{conversation.canChange}</p>
            <PowerLevel level={conversation.power} />
            <p className="quiet">
              {t('listen.conversation.promise', { date: t.date(conversation.replyDue), host: conversation.host })}{' '}
              <a href={`/thread/${id}`}>{t('listen.conversation.thread')}</a>
            </p>
          </Section>
          {insights.length > 0 && (
            <Section title={t('listen.conversation.means')}>
              <List kind="rows">
                {insights.map((insight) => (
                  <ListItem
                    key={insight.id}
                    title={insight.title}
                    href={`/insights/${insight.id}`}
                    step="means"
                    label={t('listen.insight.label')}
                  >
                    {insight.meaning ?? t('listen.insight.unread')}
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          <Section title={t('listen.conversation.said', { n: counts.get('contribution') ?? 0 })} id="said">
            {shown.length === 0 ? (
              <Empty icon="ear" title={t('listen.conversation.nobody')} />
            ) : (
              shown.map((contribution) => <Voice key={contribution.id} t={t} contribution={contribution} />)
            )}
            {said.length > PAGE && last && (
              <Pagination next={`/conversations/${id}?after=${last.madeAt.getTime()}_${last.id}#said`} />
            )}
          </Section>
          {(counts.get('vote') ?? 0) > 0 && (
            <p>
              <a href={`/conversations/${id}/statements`}>
                {t('listen.conversation.votes', { n: counts.get('vote') ?? 0 })}
              </a>
            </p>
          )}
          {conversation.sourceWords && <p className="quiet">{conversation.sourceWords}</p>}
          {!open && <State is="closed">{t('listen.phase.closed')}</State>}
          {host && (
            <Details summary={t('listen.conversation.host-tools')}>
              <Actions>
                {open && <LinkButton href={`/conversations/${id}/take-down`}>{t('listen.take-down.title')}</LinkButton>}
                <LinkButton kind="quiet" href={`/conversations/${id}/gather`}>
                  {t('listen.gather.title')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/thread/${id}/reply`}>
                  {t('listen.conversation.reply')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/conversations/${id}/poster`}>
                  {t('listen.poster.title')}
                </LinkButton>
              </Actions>
              {conversation.closedAt === null && (
                <Form action={`/conversations/${id}/close`} hidden={context.hidden()}>
                  <Button kind="quiet">{t('listen.close.button')}</Button>
                </Form>
              )}
            </Details>
          )}
        </>
      ),
    };
  },
});
