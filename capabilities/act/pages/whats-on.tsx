import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Actions, Empty, LinkButton, List, ListItem, PageHeading, Quiet, Section } from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import { addDays } from '../model.ts';
import { type Activity, activitiesOn, activitiesResting } from '../queries.ts';
import { StageTag, Supports, timeOf } from './parts.tsx';

/** Everything people do here, this week first. */
export const whatsOnPage = page({
  name: 'act.whatsOn',
  path: '/whats-on',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, place, now, actor } = context;
    const today = dayOf(now, place.timeZone);
    const { on, resting } = await context.read(async (tx) => ({
      on: await activitiesOn(tx, { placeId: place.id, today }),
      resting: await activitiesResting(tx, place.id),
    }));
    const weekEnds = addDays(today, 7);
    const rows = (activities: readonly (Activity & { date: string })[]) => (
      <List kind="rows">
        {activities.map((activity) => (
          <ListItem
            key={activity.id}
            title={activity.title}
            href={`/activities/${activity.id}`}
            step="done"
            label={`${t.date(activity.date, 'long')} · ${timeOf(t, activity.starts)}`}
            aside={<StageTag t={t} activity={activity} />}
          >
            <p>
              <bdi>{activity.venue}</bdi> · <bdi>{activity.rhythmWords}</bdi>
              {activity.room !== null && ` · ${t('act.room', { n: activity.room })}`}
            </p>
            {activity.supports.length > 0 && <Supports t={t} supports={activity.supports} />}
          </ListItem>
        ))}
      </List>
    );
    const week = on.filter(({ date }) => date < weekEnds);
    const later = on.filter(({ date }) => date >= weekEnds);
    const ours = on.filter(({ stage }) => stage === 'resident-run').length;
    const host = actor.powers.has('host');
    return {
      title: t('act.list.title'),
      under: '/whats-on',
      body: (
        <>
          <PageHeading title={t('act.list.title')}>
            <p>{t('act.list.lead', { n: on.length, ours })}</p>
          </PageHeading>
          {host && (
            <Actions>
              <LinkButton href="/activities/new">{t('act.open.title')}</LinkButton>
            </Actions>
          )}
          {on.length === 0 && (
            <Empty
              icon="kettle"
              title={t('act.list.none')}
              action={<LinkButton href="/find">{t('act.list.wish')}</LinkButton>}
            />
          )}
          {on.length > 0 && (
            <Section title={t('act.list.week')}>
              {week.length > 0 ? rows(week) : <Quiet>{t('act.list.week.none')}</Quiet>}
            </Section>
          )}
          {later.length > 0 && <Section title={t('act.list.later')}>{rows(later)}</Section>}
          {resting.length > 0 && (
            <Section title={t('act.list.resting')}>
              <List kind="rows">
                {resting.map((activity) => (
                  <ListItem
                    key={activity.id}
                    title={activity.title}
                    href={`/activities/${activity.id}`}
                    step="quiet"
                    label={t('act.stage.resting')}
                  >
                    {activity.venue}
                  </ListItem>
                ))}
              </List>
            </Section>
          )}
          {on.length > 0 && (
            <Quiet>
              {t('act.list.nothing')} <a href="/find">{t('act.list.wish')}</a>
            </Quiet>
          )}
        </>
      ),
    };
  },
});
