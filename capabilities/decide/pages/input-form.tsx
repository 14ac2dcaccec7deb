import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, PageHeading } from '@upwell/platform/ui';
import { pathOf, recordHead } from '@upwell/thread';
import { addInput } from '../actions/add-input.ts';
import { InputRow } from './row-fields.tsx';

/** Adding what went into a decision or a paper by another way. */
export const inputForm = form({
  name: 'decide.addInput',
  path: '/weighed/:id/inputs',
  limit: 'write',
  action: addInput,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const head = await context.read((tx) => recordHead(tx, place.id, id, true));
    if (!head || !['decision', 'paper'].includes(head.type)) return refuse('not-found');
    return {
      title: t('decide.input.add'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={pathOf(head.type, id)}>{head.title}</a>} title={t('decide.input.add')}>
            <p>{t('decide.input.lead')}</p>
          </PageHeading>
          <Form action={`/weighed/${id}/inputs`} hidden={context.hidden()} {...state}>
            <InputRow t={t} row="" />
            <Button>{t('platform.button.add')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string; type: string }) => ({
    to: `/${output.type === 'paper' ? 'papers' : 'decisions'}/${output.id}`,
    notice: 'decide.notice.input-added',
  }),
});
