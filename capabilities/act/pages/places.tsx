import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Empty, PageHeading, Section, Table } from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import { activityById } from '../queries.ts';
import { mayRun } from '../rules.ts';
import { comingTo } from '../sign-ups.ts';

/** Who means to come and what they need, for whoever opens the door. Nicknames only; gone once the day has gone. */
export const placesPage = page({
  name: 'act.places',
  path: '/activities/:id/places',
  rule: mayRun,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, now, services } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const activity = await activityById(tx, place.id, id);
      return (
        activity && {
          activity,
          coming: await comingTo(tx, services.sealer, {
            placeId: place.id,
            activityId: id,
            from: dayOf(now, place.timeZone),
          }),
        }
      );
    });
    if (!found) return refuse('not-found');
    const { activity, coming } = found;
    const days = [...new Set(coming.map(({ onDay }) => onDay))];
    return {
      title: t('act.places.title'),
      under: '/whats-on',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/activities/${id}`}>{activity.title}</a>} title={t('act.places.title')}>
            <p>{t('act.places.lead')}</p>
          </PageHeading>
          {coming.length === 0 && <Empty icon="people" title={t('act.places.none')} />}
          {days.map((day) => {
            const these = coming.filter(({ onDay }) => onDay === day);
            return (
              <Section key={day ?? 'waiting'} title={day ? t.date(day, 'long') : t('act.places.waiting')}>
                <Table
                  caption={t('act.places.caption', { n: these.length })}
                  columns={[{ label: t('act.places.who') }, { label: t('act.places.needs') }]}
                  rows={these.map((each) => [
                    each.who.nickname ?? t('act.places.somebody'),
                    [
                      ...each.who.supports.map((support) => t(`act.support.${support}`)),
                      ...(each.who.needs ? [each.who.needs] : []),
                      ...(each.chanceBy ? [t('act.places.promised', { date: t.date(each.chanceBy) })] : []),
                    ].join(' · '),
                  ])}
                />
              </Section>
            );
          })}
        </>
      ),
    };
  },
});
