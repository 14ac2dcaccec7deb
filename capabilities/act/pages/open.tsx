import { isId } from '@upwell/platform/action';
import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Card, Form, PageHeading, Radios } from '@upwell/platform/ui';
import { pathOf } from '@upwell/thread';
import { z } from 'zod';
import { openActivity } from '../actions/open-activity.ts';
import { originOf } from '../origin.ts';
import { ActivityFields } from './activity-fields.tsx';

/** Opening an activity; what it came from is carried along (AC13). */
export const openForm = form({
  name: 'act.openActivity',
  path: '/activities/new',
  limit: 'write',
  action: openActivity,
  query: z.strictObject({ from: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t, place } = context;
    const typed = state.typed.from;
    const from = typeof typed === 'string' && isId(typed) ? typed : query.from;
    const origin = from ? await context.read((tx) => originOf(tx, place.id, from, true)) : null;
    if (query.from && !origin) return refuse('not-found');
    return {
      title: t('act.open.title'),
      under: '/whats-on',
      private: true,
      body: (
        <>
          <PageHeading title={t('act.open.title')}>
            <p>{t('act.open.lead')}</p>
          </PageHeading>
          {origin && (
            <Card
              label={t('act.open.from')}
              title={origin.title}
              href={pathOf(origin.type, origin.id)}
              step={origin.step}
            >
              {origin.line && <p>{origin.line}</p>}
            </Card>
          )}
          <Form
            action="/activities/new"
            hidden={{ ...context.hidden(), ...(origin && { from: origin.id }) }}
            {...state}
          >
            <ActivityFields t={t} />
            <Radios
              name="stage"
              label={t('act.open.stage')}
              value="staff-started"
              choices={(['staff-started', 'shared', 'resident-run'] as const).map((stage) => ({
                value: stage,
                label: t(`act.stage.${stage}`),
              }))}
            />
            <Button>{t('act.open.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/activities/${output.id}`, notice: 'act.notice.opened' }),
});
