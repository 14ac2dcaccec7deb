import { form } from '@upwell/platform/http';
import { Button, Form, PageHeading, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { withdraw } from '../actions/withdraw.ts';

/** Taking one's words back with the code on the slip. */
export const withdrawForm = form({
  name: 'listen.withdraw',
  path: '/withdraw',
  limit: 'sign-in',
  action: withdraw,
  query: z.strictObject({ code: z.string().max(80).optional() }),
  async view(context, { query, state }) {
    const { t } = context;
    return {
      title: t('listen.withdraw.title'),
      private: true,
      body: (
        <>
          <PageHeading title={t('listen.withdraw.title')}>
            <p>{t('listen.withdraw.lead')}</p>
          </PageHeading>
          <Form action="/withdraw" hidden={context.hidden()} {...state}>
            <TextField
              name="code"
              label={t('thread.code.label')}
              hint={t('thread.code.hint')}
              value={query.code}
              width={20}
              spellCheck={false}
            />
            <Button kind="danger">{t('listen.withdraw.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: () => ({ to: '/have-a-say', notice: 'listen.notice.withdrawn' }),
});
