import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, DateField, Form, PageHeading, TextArea, TextField } from '@upwell/platform/ui';
import { interpret } from '../actions/interpret.ts';
import { insightById } from '../insights.ts';

/** What people say it means: written with them, checked by them, and open to being put right. */
export const interpretForm = form({
  name: 'listen.interpret',
  path: '/insights/:id/meaning',
  limit: 'write',
  action: interpret,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const insight = await context.read((tx) => insightById(tx, place.id, id));
    if (!insight) return refuse('not-found');
    return {
      title: t('listen.interpret.title'),
      under: '/have-a-say',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/insights/${id}`}>{insight.title}</a>} title={t('listen.interpret.title')}>
            <p>{t('listen.interpret.lead')}</p>
          </PageHeading>
          <Form action={`/insights/${id}/meaning`} hidden={context.hidden()} {...state}>
            <TextArea name="meaning" label={t('listen.gather.meaning')} value={insight.meaning ?? ''} rows={5} />
            <TextField
              name="checkedBy"
              label={t('listen.gather.checked-by')}
              hint={t('listen.gather.checked-by.hint')}
              value={insight.checkedBy ?? ''}
            />
            <DateField name="checkedOn" label={t('listen.gather.checked-on')} optional />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/insights/${output.id}`, notice: 'listen.notice.interpreted' }),
});
