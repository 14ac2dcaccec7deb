import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Card,
  Details,
  LinkButton,
  List,
  ListItem,
  Notice,
  PageHeading,
  Quiet,
  Section,
  SummaryList,
  Table,
} from '@upwell/platform/ui';
import { dayOf, historyOf, pathOf } from '@upwell/thread';
import { comingDates } from '../model.ts';
import { originsOf } from '../origin.ts';
import { activityById, placesTaken, sessionsOf } from '../queries.ts';
import { StageTag, Supports, timeOf } from './parts.tsx';

/** One activity: when and where, who meets you, who designed and leads it, why it exists, and how many came (AC01). */
export const activityPage = page({
  name: 'act.activity',
  path: '/activities/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, now, actor } = context;
    const id = params.id as string;
    const today = dayOf(now, place.timeZone);
    const found = await context.read(async (tx) => {
      const activity = await activityById(tx, place.id, id);
      if (!activity) return null;
      const [sessions, origins, taken, history] = await Promise.all([
        sessionsOf(tx, place.id, id),
        originsOf(tx, place.id, id),
        placesTaken(tx, { placeId: place.id, activityId: id, from: today }),
        historyOf(tx, place.id, id),
      ]);
      return { activity, sessions, origins, taken, history };
    });
    if (!found) return refuse('not-found');
    const { activity, sessions, origins, taken, history } = found;
    const [date] = comingDates(activity, today, 1);
    const open = activity.stage !== 'resting' && date !== undefined;
    const left = activity.room === null || !date ? null : Math.max(0, activity.room - (taken.get(date) ?? 0));
    const moves = history.filter(({ happened }) => happened !== 'act.history.changed');
    return {
      title: activity.title,
      under: '/whats-on',
      description: activity.happens.slice(0, 200),
      body: (
        <>
          <PageHeading kicker={<StageTag t={t} activity={activity} />} title={activity.title}>
            <p>{activity.happens}</p>
          </PageHeading>
          {open && date ? (
            <Card kind="strong" title={`${t.date(date, 'long')}, ${timeOf(t, activity.starts)}`}>
              <p>
                <bdi>{activity.venue}</bdi>
                {activity.gettingThere && (
                  <>
                    {' '}
                    · <bdi>{activity.gettingThere}</bdi>
                  </>
                )}
              </p>
              <p>{t('act.page.meets', { host: activity.host })}</p>
              <Actions>
                <LinkButton href={`/activities/${id}/come`}>{t('act.come.button')}</LinkButton>
                <LinkButton kind="quiet" href={`/introductions/new?activity=${id}`}>
                  {t('act.page.introduce')}
                </LinkButton>
              </Actions>
              <p className="quiet">
                {left === null
                  ? t('act.page.room.all')
                  : left > 0
                    ? t('act.page.room.left', { n: left })
                    : t('act.page.room.full')}
              </p>
            </Card>
          ) : (
            <Notice title={activity.stage === 'resting' ? t('act.page.resting') : t('act.page.over')}>
              <p>
                <a href={`/activities/${id}/come`}>{t('act.page.tell-me')}</a>
              </p>
            </Notice>
          )}
          <SummaryList
            items={[
              { term: t('act.page.when'), value: activity.rhythmWords },
              { term: t('act.page.designed'), value: activity.designedBy },
              {
                term: t('act.page.led'),
                value: activity.ledName ? `${activity.ledName}, ${activity.ledBy}` : activity.ledBy,
              },
              ...(activity.supports.length > 0
                ? [{ term: t('act.page.supports'), value: <Supports t={t} supports={activity.supports} /> }]
                : []),
              ...(activity.barriers ? [{ term: t('act.page.barriers'), value: activity.barriers }] : []),
              ...(activity.handOnBy ? [{ term: t('act.page.hand-on'), value: t.date(activity.handOnBy) }] : []),
            ]}
          />
          <Section title={t('act.page.why')} more={{ href: `/thread/${id}`, label: t('act.page.thread') }}>
            {origins.length === 0 ? (
              <Quiet>{t('act.page.why.none')}</Quiet>
            ) : (
              <List kind="rows">
                {origins.map((origin) => (
                  <ListItem
                    key={origin.id}
                    title={origin.title}
                    href={pathOf(origin.type, origin.id)}
                    step={origin.type === 'insight' ? 'means' : origin.type === 'gap' ? 'said' : 'decided'}
                    label={t(`act.origin.${origin.kind}`)}
                  />
                ))}
              </List>
            )}
          </Section>
          <Section title={t('act.page.came')}>
            {sessions.length === 0 ? (
              <Quiet>{t('act.page.came.none')}</Quiet>
            ) : (
              <>
                <Table
                  caption={t('act.page.came.caption', { n: sessions.length })}
                  columns={[
                    { label: t('act.session.day') },
                    { label: t('act.session.people'), numeric: true },
                    { label: t('act.session.delight') },
                  ]}
                  rows={sessions.map((session) => [
                    <a key="day" href={`/sessions/${session.id}`}>
                      {t.date(session.onDay)}
                    </a>,
                    t.number(session.headcount),
                    session.delight ?? '',
                  ])}
                />
                <Quiet>{t('act.page.came.note')}</Quiet>
              </>
            )}
          </Section>
          {moves.length > 0 && (
            <Section
              title={t('act.page.history')}
              more={{ href: `/thread/${id}/history`, label: t('act.page.history.all') }}
            >
              <List kind="rows">
                {moves.map((move) => (
                  <ListItem
                    key={move.at.toISOString()}
                    title={t(move.happened, { before: '', after: '' })}
                    level={3}
                    label={t.date(move.at)}
                  >
                    {move.reason}
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          <Actions>
            <LinkButton kind="quiet" icon="print" href={`/activities/${id}/poster`}>
              {t('act.page.poster')}
            </LinkButton>
          </Actions>
          {(actor.powers.has('host') || actor.powers.has('connect')) && (
            <Details summary={t('act.page.hosts')}>
              <Actions>
                <LinkButton href={`/activities/${id}/sessions/new`}>{t('act.session.title')}</LinkButton>
                {actor.powers.has('host') && (
                  <>
                    <LinkButton kind="quiet" href={`/activities/${id}/places`}>
                      {t('act.places.title')}
                    </LinkButton>
                    <LinkButton kind="quiet" href={`/activities/${id}/change`}>
                      {t('act.change.title')}
                    </LinkButton>
                    <LinkButton kind="quiet" href={`/activities/${id}/stage`}>
                      {t('act.stage.title')}
                    </LinkButton>
                  </>
                )}
              </Actions>
            </Details>
          )}
        </>
      ),
    };
  },
});
