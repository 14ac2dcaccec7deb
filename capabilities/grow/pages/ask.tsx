import { form } from '@upwell/platform/http';
import { Button, DateField, Form, PageHeading, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { ask } from '../actions/ask.ts';

/** Opening a round of the eight signs. */
export const askForm = form({
  name: 'grow.ask',
  path: '/signs/new',
  limit: 'write',
  action: ask,
  query: z.strictObject({ about: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t } = context;
    const about = typeof state.typed.about === 'string' && state.typed.about ? state.typed.about : query.about;
    return {
      title: t('grow.ask.title'),
      under: '/signs',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href="/signs">{t('grow.signs.title')}</a>} title={t('grow.ask.title')}>
            <p>{t('grow.ask.lead')}</p>
          </PageHeading>
          <Form action="/signs/new" hidden={{ ...context.hidden(), ...(about && { about }) }} {...state}>
            <TextField name="title" label={t('grow.ask.name')} hint={t('grow.ask.name.hint')} />
            <DateField name="closesOn" label={t('grow.ask.closes')} />
            <Button>{t('grow.ask.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/signs/${output.id}`, notice: 'grow.notice.asked' }),
});
