import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Figure, Form, PageHeading, Section, TextArea, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { addReading } from '../actions/add-reading.ts';
import { readingById } from '../insights.ts';

/** Adding a number that may open a conversation or stand beside an insight. */
export const readingForm = form({
  name: 'listen.addReading',
  path: '/readings/new',
  limit: 'write',
  action: addReading,
  query: z.strictObject({ beside: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t } = context;
    const beside = typeof state.typed.beside === 'string' ? state.typed.beside : query.beside;
    return {
      title: t('listen.reading.title'),
      private: true,
      body: (
        <>
          <PageHeading title={t('listen.reading.title')}>
            <p>{t('listen.reading.lead')}</p>
          </PageHeading>
          <Form action="/readings/new" hidden={{ ...context.hidden(), ...(beside && { beside }) }} {...state}>
            <TextField
              name="shown"
              label={t('listen.reading.shown')}
              hint={t('listen.reading.shown.hint')}
              width={10}
            />
            <TextField name="says" label={t('listen.reading.says')} hint={t('listen.reading.says.hint')} />
            <TextArea name="definition" label={t('listen.reading.definition')} rows={2} />
            <TextField name="area" label={t('listen.reading.area')} />
            <TextField name="period" label={t('listen.reading.period')} />
            <TextField name="base" label={t('listen.reading.base')} hint={t('listen.reading.base.hint')} />
            <TextField name="source" label={t('listen.reading.source')} />
            <TextField name="gap" label={t('listen.reading.gap')} hint={t('listen.reading.gap.hint')} optional />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/readings/${output.id}` }),
});

/** One number as a card: the value, and everything it needs to be understood. */
export const readingPage = page({
  name: 'listen.reading',
  path: '/readings/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place } = context;
    const reading = await context.read((tx) => readingById(tx, place.id, params.id as string));
    if (!reading) return refuse('not-found');
    return {
      title: `${reading.shown} ${reading.says}`,
      under: '/have-a-say',
      body: (
        <>
          <PageHeading kicker={t('listen.reading.label')} title={`${reading.shown} ${reading.says}`}>
            <p>{reading.area}</p>
          </PageHeading>
          <Figure
            value={reading.shown}
            label={reading.says}
            base={reading.base}
            period={reading.period}
            source={reading.source}
            comparator={reading.gap ?? undefined}
          />
          <Section title={t('listen.reading.definition')}>
            <p>{reading.definition}</p>
          </Section>
          <p>
            <a href={`/thread/${reading.id}`}>{t('listen.contribution.thread')}</a>
          </p>
        </>
      ),
    };
  },
});
