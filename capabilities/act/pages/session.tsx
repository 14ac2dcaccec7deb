import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Button,
  DateField,
  Figures,
  Form,
  PageHeading,
  Quiet,
  Section,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import { logSession } from '../actions/log-session.ts';
import { activityById, sessionById } from '../queries.ts';

/** Logging a session: one number is enough. */
export const sessionForm = form({
  name: 'act.logSession',
  path: '/activities/:id/sessions/new',
  limit: 'write',
  action: logSession,
  async view(context, { params, state }) {
    const { t, place, now } = context;
    const id = params.id as string;
    const activity = await context.read((tx) => activityById(tx, place.id, id));
    if (!activity) return refuse('not-found');
    return {
      title: t('act.session.title'),
      under: '/whats-on',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/activities/${id}`}>{activity.title}</a>} title={t('act.session.title')}>
            <p>{t('act.session.lead')}</p>
          </PageHeading>
          <Form action={`/activities/${id}/sessions/new`} hidden={context.hidden()} {...state}>
            <TextField
              name="headcount"
              label={t('act.session.headcount')}
              hint={t('act.session.headcount.hint')}
              width={4}
              inputMode="numeric"
            />
            <DateField name="onDay" label={t('act.session.on')} value={dayOf(now, place.timeZone)} />
            <TextArea
              name="delight"
              label={t('act.session.delight.question')}
              hint={t('act.session.delight.hint')}
              rows={2}
              optional
            />
            <TextArea name="learned" label={t('act.session.learned')} rows={2} optional />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { activityId: string }) => ({ to: `/activities/${output.activityId}`, notice: 'act.notice.logged' }),
});

/** One session as it was logged. */
export const sessionPage = page({
  name: 'act.session',
  path: '/sessions/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place } = context;
    const found = await context.read(async (tx) => {
      const session = await sessionById(tx, place.id, params.id as string);
      const activity = session && (await activityById(tx, place.id, session.activityId));
      return session && activity ? { session, activity } : null;
    });
    if (!found) return refuse('not-found');
    const { session, activity } = found;
    return {
      title: `${activity.title}, ${t.date(session.onDay)}`,
      under: '/whats-on',
      body: (
        <>
          <PageHeading
            kicker={<a href={`/activities/${activity.id}`}>{activity.title}</a>}
            title={t.date(session.onDay, 'long')}
          />
          <Figures items={[{ value: t.number(session.headcount), label: t('act.session.people') }]}>
            {t('act.page.came.note')}
          </Figures>
          {session.delight && (
            <Section title={t('act.session.delight')}>
              <p>{session.delight}</p>
            </Section>
          )}
          {session.learned && (
            <Section title={t('act.session.learned')}>
              <p>{session.learned}</p>
            </Section>
          )}
          <Quiet>
            <a href={`/thread/${session.id}`}>{t('act.page.thread')}</a>
          </Quiet>
        </>
      ),
    };
  },
});
