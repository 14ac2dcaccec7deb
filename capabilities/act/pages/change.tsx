import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, PageHeading, Radios, TextArea } from '@upwell/platform/ui';
import { changeActivity } from '../actions/change-activity.ts';
import { changeStage } from '../actions/change-stage.ts';
import { nextStages } from '../model.ts';
import { activityById } from '../queries.ts';
import { ActivityFields } from './activity-fields.tsx';

/** Changing what is told of an activity. */
export const changeForm = form({
  name: 'act.changeActivity',
  path: '/activities/:id/change',
  limit: 'write',
  action: changeActivity,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const activity = await context.read((tx) => activityById(tx, place.id, id));
    if (!activity) return refuse('not-found');
    return {
      title: t('act.change.title'),
      under: '/whats-on',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/activities/${id}`}>{activity.title}</a>} title={t('act.change.title')}>
            <p>{t('act.change.lead')}</p>
          </PageHeading>
          <Form action={`/activities/${id}/change`} hidden={context.hidden()} {...state}>
            <ActivityFields t={t} activity={activity} />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/activities/${output.id}`, notice: 'act.notice.changed' }),
});

/** Handing an activity on, letting it rest, starting it again. */
export const stageForm = form({
  name: 'act.changeStage',
  path: '/activities/:id/stage',
  limit: 'write',
  action: changeStage,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const activity = await context.read((tx) => activityById(tx, place.id, id));
    if (!activity) return refuse('not-found');
    return {
      title: t('act.stage.title'),
      under: '/whats-on',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/activities/${id}`}>{activity.title}</a>} title={t('act.stage.title')}>
            <p>{t('act.stage.lead', { stage: t(`act.stage.${activity.stage}`) })}</p>
          </PageHeading>
          <Form action={`/activities/${id}/stage`} hidden={context.hidden()} {...state}>
            <Radios
              name="stage"
              label={t('act.stage.question')}
              choices={nextStages[activity.stage].map((stage) => ({
                value: stage,
                label: t(`act.stage.${stage}`),
                hint: t(`act.stage.${stage}.hint`),
              }))}
            />
            <TextArea name="reason" label={t('act.stage.reason')} hint={t('act.stage.reason.hint')} rows={3} />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/activities/${output.id}`, notice: 'act.notice.stage' }),
});
