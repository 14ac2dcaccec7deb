import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, DateField, Form, PageHeading, Radios, TextArea, TextField } from '@upwell/platform/ui';
import { answers, reply } from '../actions/reply.ts';
import { recordHead } from '../queries.ts';
import { toldAbout } from '../told.ts';

/** Telling everybody behind a record what became of their words. */
export const replyForm = form({
  name: 'thread.reply',
  path: '/thread/:id/reply',
  limit: 'write',
  action: reply,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const head = await recordHead(tx, place.id, id, true);
      return head && { head, told: await toldAbout(tx, place.id, id) };
    });
    if (!found) return refuse('not-found');
    const { head, told } = found;
    return {
      title: t('thread.reply.title'),
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/thread/${id}`}>{head.title}</a>} title={t('thread.reply.title')}>
            <p>
              {t('thread.reply.reaches', { reached: told.reached, way: told.reached - told.noWay, noWay: told.noWay })}
            </p>
          </PageHeading>
          <Form action={`/thread/${id}/reply`} hidden={context.hidden()} {...state}>
            <Radios
              name="answer"
              label={t('thread.reply.answer')}
              choices={answers.map((answer) => ({
                value: answer,
                label: t(`thread.answer.${answer}`),
                hint: t(`thread.answer.${answer}.hint`),
                ...(answer === 'still-open' && { more: <DateField name="until" label={t('thread.reply.until')} /> }),
              }))}
            />
            <TextArea name="words" label={t('thread.reply.words')} hint={t('thread.reply.words.hint')} rows={6} />
            <TextField name="by" label={t('thread.reply.by')} hint={t('thread.reply.by.hint')} optional />
            <TextField name="where" label={t('thread.reply.where')} hint={t('thread.reply.where.hint')} optional />
            <Button>{t('thread.reply.send')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/replies/${output.id}`, notice: 'thread.notice.replied' }),
});
