import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Actions, Empty, LinkButton, List, ListItem, PageHeading, Pagination, Section } from '@upwell/platform/ui';
import { countsOf, dayOf, daysBetween, recordsDue, recordsOfType } from '@upwell/thread';
import { z } from 'zod';

/** The public list of everything people are asked, late replies first (LI09). */
export const haveASay = page({
  name: 'listen.haveASay',
  path: '/have-a-say',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ before: z.string().max(60).optional() }),
  async view(context, { query }) {
    const { t, place, now, actor } = context;
    const today = dayOf(now, place.timeZone);
    const signedIn = actor.personId !== null;
    const { late, all, counts } = await context.read(async (tx) => {
      const [late, all, counts] = await Promise.all([
        recordsDue(tx, { placeId: place.id, before: today, signedIn, type: 'conversation' }),
        recordsOfType(tx, { placeId: place.id, type: 'conversation', signedIn, before: query.before }),
        countsOf(tx, place.id, place.id),
      ]);
      return { late, all, counts };
    });
    const lateIds = new Set(late.map(({ id }) => id));
    const rest = all.records.filter(({ id }) => !lateIds.has(id));
    return {
      title: t('platform.nav.say'),
      under: '/have-a-say',
      body: (
        <>
          <PageHeading title={t('platform.nav.say')}>
            <p>{t('listen.list.lead', { said: counts.get('contribution') ?? 0, told: counts.get('told') ?? 0 })}</p>
          </PageHeading>
          <Actions>
            <LinkButton href="/say">{t('listen.list.say')}</LinkButton>
            <LinkButton href="/replies" kind="quiet">
              {t('listen.list.replies')}
            </LinkButton>
            {actor.powers.has('host') && (
              <LinkButton href="/conversations/new" kind="quiet">
                {t('listen.open.title')}
              </LinkButton>
            )}
          </Actions>
          {late.length > 0 && (
            <Section title={t('listen.list.late')} id="late">
              <List kind="rows">
                {late.map((record) => (
                  <ListItem
                    key={record.id}
                    title={record.title}
                    href={`/conversations/${record.id}`}
                    step="slipped"
                    label={t('listen.list.days-late', { days: daysBetween(record.dueOn as string, today) })}
                  >
                    {t('listen.list.owed', { date: t.date(record.dueOn as string), host: record.owedBy ?? place.name })}
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          <Section title={t('listen.list.open')}>
            {rest.length === 0 ? (
              <Empty icon="megaphone" title={t('listen.list.none')} />
            ) : (
              <List kind="rows">
                {rest.map((record) => (
                  <ListItem
                    key={record.id}
                    title={record.title}
                    href={`/conversations/${record.id}`}
                    step="said"
                    label={`${t(`thread.state.conversation.${record.state}`)} · ${t.date(record.onDay)}`}
                  >
                    {[
                      record.line,
                      record.dueOn &&
                        t('listen.list.reply-by', { date: t.date(record.dueOn), host: record.owedBy ?? place.name }),
                    ]
                      .filter(Boolean)
                      .join(' ')}
                  </ListItem>
                ))}
              </List>
            )}
            {all.next && <Pagination next={`/have-a-say?before=${all.next}`} />}
          </Section>
        </>
      ),
    };
  },
});
