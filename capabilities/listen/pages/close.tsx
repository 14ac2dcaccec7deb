import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, PageHeading } from '@upwell/platform/ui';
import { closeConversation } from '../actions/close-conversation.ts';
import { conversationById } from '../queries.ts';

/** Closing a conversation. The promise of a reply stays. */
export const closeForm = form({
  name: 'listen.closeConversation',
  path: '/conversations/:id/close',
  limit: 'write',
  action: closeConversation,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const conversation = await context.read((tx) => conversationById(tx, place.id, id));
    if (!conversation) return refuse('not-found');
    return {
      title: t('listen.close.title'),
      private: true,
      body: (
        <>
          <PageHeading
            kicker={<a href={`/conversations/${id}`}>{conversation.question}</a>}
            title={t('listen.close.title')}
          >
            <p>{t('listen.close.lead', { date: t.date(conversation.replyDue) })}</p>
          </PageHeading>
          <Form action={`/conversations/${id}/close`} hidden={context.hidden()} {...state}>
            <Button>{t('listen.close.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/conversations/${output.id}`, notice: 'listen.notice.closed' }),
});
