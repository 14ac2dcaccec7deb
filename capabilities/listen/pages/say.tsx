import { isId } from '@upwell/platform/action';
import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Card, Form, PageHeading, Quiet } from '@upwell/platform/ui';
import { z } from 'zod';
import { say } from '../actions/say.ts';
import { conversationById } from '../queries.ts';
import { OtherWays } from './other-ways.tsx';
import { SayFields } from './say-fields.tsx';

/** Saying something, in a conversation or to the place. */
export const sayForm = form({
  name: 'listen.say',
  path: '/say',
  limit: 'write',
  action: say,
  query: z.strictObject({ conversation: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t, place } = context;
    const typed = state.typed.conversation;
    const id = typeof typed === 'string' && isId(typed) ? typed : query.conversation;
    const conversation = id ? await context.read((tx) => conversationById(tx, place.id, id)) : null;
    if (query.conversation && !conversation) return refuse('not-found');
    return {
      title: conversation?.question ?? t('listen.say.title'),
      under: '/have-a-say',
      body: (
        <>
          <PageHeading title={conversation?.question ?? t('listen.say.question')}>
            <p>{conversation ? conversation.canChange : t('listen.say.lead')}</p>
          </PageHeading>
          <Card kind="strong">
            <Form
              action="/say"
              hidden={{ ...context.hidden(), ...(conversation && { conversation: conversation.id }) }}
              {...state}
            >
              <SayFields t={t} label={t('listen.say.words')} rows={5} />
              <Button>{t('platform.button.say')}</Button>
            </Form>
            <OtherWays t={t} place={place} />
          </Card>
          <Quiet>
            {conversation
              ? t('listen.say.promise', { date: t.date(conversation.replyDue), host: conversation.host })
              : t('listen.say.promise-place')}
          </Quiet>
        </>
      ),
    };
  },
  done: (output: { id: string; code: string | null; replyDue: string; conversationId: string | null }) => ({
    to: `/thanks?${new URLSearchParams({
      due: output.replyDue,
      ...(output.code && { code: output.code }),
      ...(output.conversationId && { conversation: output.conversationId }),
    })}`,
  }),
});
