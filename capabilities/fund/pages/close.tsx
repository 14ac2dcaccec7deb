import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, PageHeading, TextArea } from '@upwell/platform/ui';
import { closeFund } from '../actions/close-fund.ts';
import { fundById } from '../queries.ts';

/** Closing a fund, with a reason everybody can read. */
export const closeForm = form({
  name: 'fund.close',
  path: '/funds/:id/close',
  limit: 'write',
  action: closeFund,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const fund = await context.read((tx) => fundById(tx, place.id, id));
    if (!fund) return refuse('not-found');
    return {
      title: t('fund.close.title'),
      under: '/money',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/funds/${id}`}>{fund.name}</a>} title={t('fund.close.title')}>
            <p>{t('fund.close.lead')}</p>
          </PageHeading>
          <Form action={`/funds/${id}/close`} hidden={context.hidden()} {...state}>
            <TextArea name="because" label={t('fund.close.because')} hint={t('fund.close.because.hint')} />
            <Button>{t('fund.close.title')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/funds/${output.id}`, notice: 'fund.notice.closed' }),
});
