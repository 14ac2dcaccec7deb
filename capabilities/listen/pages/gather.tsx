import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Checkboxes, DateField, Empty, Form, PageHeading, TextArea, TextField } from '@upwell/platform/ui';
import { gather } from '../actions/gather.ts';
import { latestReadings } from '../insights.ts';
import { contributionsOf, conversationById } from '../queries.ts';
import { bylineOf } from './byline.tsx';

/** Gathering words into what they mean. The newest 200 are offered; disagreement is kept beside agreement. */
export const gatherForm = form({
  name: 'listen.gather',
  path: '/conversations/:id/gather',
  limit: 'write',
  action: gather,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const conversation = await conversationById(tx, place.id, id);
      if (!conversation) return null;
      return {
        conversation,
        said: await contributionsOf(tx, { placeId: place.id, conversationId: id, signedIn: true, limit: 200 }),
        readings: await latestReadings(tx, place.id),
      };
    });
    if (!found) return refuse('not-found');
    const { conversation, said, readings } = found;
    const choices = said.map((contribution) => ({
      value: contribution.id,
      label: contribution.words ?? '',
      hint: bylineOf(t, contribution),
    }));
    return {
      title: t('listen.gather.title'),
      under: '/have-a-say',
      private: true,
      body: (
        <>
          <PageHeading
            kicker={<a href={`/conversations/${id}`}>{conversation.question}</a>}
            title={t('listen.gather.title')}
          >
            <p>{t('listen.gather.lead')}</p>
          </PageHeading>
          {said.length === 0 ? (
            <Empty icon="ear" title={t('listen.conversation.nobody')} />
          ) : (
            <Form action={`/conversations/${id}/gather`} hidden={context.hidden()} {...state}>
              <TextField name="title" label={t('listen.gather.name')} hint={t('listen.gather.name.hint')} />
              <Checkboxes name="means" label={t('listen.gather.means')} choices={choices} />
              <Checkboxes
                name="disagrees"
                label={t('listen.gather.disagrees')}
                hint={t('listen.gather.disagrees.hint')}
                choices={choices}
              />
              <TextArea
                name="meaning"
                label={t('listen.gather.meaning')}
                hint={t('listen.gather.meaning.hint')}
                optional
              />
              {readings.length > 0 && (
                <Checkboxes
                  name="readings"
                  label={t('listen.gather.readings')}
                  choices={readings.map((reading) => ({
                    value: reading.id,
                    label: `${reading.shown} ${reading.says}`,
                    hint: `${reading.area} · ${reading.period}`,
                  }))}
                />
              )}
              <TextField
                name="checkedBy"
                label={t('listen.gather.checked-by')}
                hint={t('listen.gather.checked-by.hint')}
                optional
              />
              <DateField name="checkedOn" label={t('listen.gather.checked-on')} optional />
              <Button>{t('listen.gather.button')}</Button>
            </Form>
          )}
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/insights/${output.id}`, notice: 'listen.notice.gathered' }),
});
