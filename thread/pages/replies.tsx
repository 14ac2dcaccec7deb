import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Empty,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Pagination,
  Quote,
  Section,
  State,
} from '@upwell/platform/ui';
import { z } from 'zod';
import { pathOf } from '../capability.ts';
import { countsOf } from '../counts.ts';
import { dayOf, daysBetween } from '../model.ts';
import { recordHead, recordsDue, recordsOfType } from '../queries.ts';
import { replyById, toldBy } from '../told.ts';

/** Every reply of the place; those that are late lead the page (LE05, LI09). */
export const repliesPage = page({
  name: 'thread.replies',
  path: '/replies',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ before: z.string().max(60).optional() }),
  async view(context, { query }) {
    const { t, place, now, actor } = context;
    const today = dayOf(now, place.timeZone);
    const signedIn = actor.personId !== null;
    const { overdue, replies, counts } = await context.read(async (tx) => ({
      overdue: await recordsDue(tx, { placeId: place.id, before: today, signedIn, type: 'conversation' }),
      replies: await recordsOfType(tx, { placeId: place.id, type: 'reply', signedIn, before: query.before }),
      counts: await countsOf(tx, place.id, place.id),
    }));
    return {
      title: t('thread.replies.title'),
      under: '/have-a-say',
      body: (
        <>
          <PageHeading title={t('thread.replies.title')}>
            <p>
              {t('thread.replies.counts', {
                told: counts.get('told') ?? 0,
                heard: counts.get('heard') ?? 0,
                notHeard: counts.get('not-heard') ?? 0,
              })}{' '}
              <a href="/told">{t('thread.replies.code')}</a>
            </p>
          </PageHeading>
          {overdue.length > 0 && (
            <Section title={t('thread.replies.overdue')} id="overdue">
              <List kind="rows">
                {overdue.map((record) => (
                  <ListItem
                    key={record.id}
                    title={record.title}
                    href={pathOf(record.type, record.id)}
                    step="slipped"
                    label={t('thread.replies.late', { days: daysBetween(record.dueOn as string, today) })}
                  >
                    <p>
                      {t('thread.replies.owed', {
                        due: t.date(record.dueOn as string),
                        owner: record.owedBy ?? place.name,
                      })}
                    </p>
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          <Section title={t('thread.replies.given')}>
            {replies.records.length === 0 ? (
              <Empty icon="envelope" title={t('thread.replies.none')} />
            ) : (
              <List kind="rows">
                {replies.records.map((record) => (
                  <ListItem
                    key={record.id}
                    title={record.title}
                    href={`/replies/${record.id}`}
                    step="told"
                    label={`${t(`thread.answer.${record.state}`)} · ${t.date(record.onDay)}`}
                  />
                ))}
              </List>
            )}
            {replies.next && <Pagination next={`/replies?before=${replies.next}`} />}
          </Section>
        </>
      ),
    };
  },
});

/** One reply: what was said back, to how many, by which way, and how they took it. */
export const replyPage = page({
  name: 'thread.replyPage',
  path: '/replies/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const signedIn = actor.personId !== null;
    const found = await context.read(async (tx) => {
      const [head, reply] = [await recordHead(tx, place.id, id, signedIn), await replyById(tx, place.id, id)];
      if (!head || !reply) return null;
      const about = await recordHead(tx, place.id, reply.aboutId, signedIn);
      return { reply, about, told: await toldBy(tx, place.id, reply.id) };
    });
    if (!found) return refuse('not-found');
    const { reply, about, told } = found;
    return {
      title: t('thread.reply.page'),
      under: '/have-a-say',
      body: (
        <>
          <PageHeading kicker={`${t(`thread.answer.${reply.answer}`)} · ${t.date(reply.madeAt)}`} title={reply.words}>
            <p>{reply.by}</p>
          </PageHeading>
          {reply.stillOpenUntil && (
            <p>
              <State is="waiting">{t('thread.reply.open-until', { date: t.date(reply.stillOpenUntil) })}</State>
            </p>
          )}
          {about && (
            <Quote small by={<a href={`/thread/${about.id}`}>{t('thread.reply.thread')}</a>}>
              {about.title}
            </Quote>
          )}
          <Notice>
            {t('thread.told.counts', {
              told: told.told,
              reached: told.reached,
              heard: told.heard,
              notHeard: told.notHeard,
              silent: told.told - told.heard - told.notHeard,
            })}{' '}
            {[...told.byChannel].map(([channel, n]) => t(`thread.told.by.${channel}`, { n })).join(' ')}
          </Notice>
          {reply.posterWhere && <p>{t('thread.reply.poster-where', { where: reply.posterWhere })}</p>}
          <Actions>
            <LinkButton href={`/replies/${id}/poster`} kind="quiet">
              {t('thread.reply.poster')}
            </LinkButton>
            <LinkButton href="/told" kind="quiet">
              {t('thread.replies.code')}
            </LinkButton>
          </Actions>
        </>
      ),
    };
  },
});
