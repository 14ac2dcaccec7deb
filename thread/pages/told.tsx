import { anyone } from '@upwell/platform/access';
import { form, type PageContext, page } from '@upwell/platform/http';
import { Button, Form, Notice, PageHeading, Quote, Radios, Section, TextArea, TextField } from '@upwell/platform/ui';
import { z } from 'zod';
import { sayHeard } from '../actions/say-heard.ts';
import { readCode } from '../codes.ts';
import { recordHead } from '../queries.ts';
import { repliesTo } from '../told.ts';
import { contributionByCode } from '../way-back.ts';

const codeAsked = z.strictObject({ code: z.string().max(80).optional() });

/** What became of my words: by the code on the slip, without an account. */
export const toldPage = page({
  name: 'thread.told',
  path: '/told',
  rule: anyone,
  limit: 'sign-in',
  query: codeAsked,
  view: async (context, { query }) => ({
    title: context.t('thread.code.title'),
    under: '/have-a-say',
    private: true,
    body: await body(context, query.code, {}),
  }),
});

export const heardForm = form({
  name: 'thread.heard',
  path: '/told/heard',
  limit: 'sign-in',
  action: sayHeard,
  query: codeAsked,
  view: async (context, { query, state }) => ({
    title: context.t('thread.code.title'),
    under: '/have-a-say',
    private: true,
    body: await body(context, typeof state.typed.code === 'string' ? state.typed.code : query.code, state),
  }),
  done: (_output, { body: sent }) => ({
    to: `/told?code=${encodeURIComponent(readCode(String(sent.code)) ?? '')}`,
    notice: 'thread.notice.thanks',
  }),
});

async function body(context: PageContext, typed: string | undefined, state: object) {
  const { t, place, services } = context;
  const code = typed === undefined ? null : readCode(typed);
  const found =
    code === null
      ? null
      : await context.read(async (tx) => {
          const id = await contributionByCode(tx, services.sealer, place.id, code);
          if (!id) return null;
          return { id, words: await recordHead(tx, place.id, id, true), replies: await repliesTo(tx, place.id, id) };
        });
  return (
    <>
      <PageHeading title={t('thread.code.title')}>
        <p>{t('thread.code.lead')}</p>
      </PageHeading>
      {typed !== undefined && !found && <Notice kind="care">{t('thread.code.unknown')}</Notice>}
      {found && (
        <Section title={t('thread.code.you-said')}>
          <Quote>{found.words ? found.words.title : t('thread.code.sealed')}</Quote>
          {found.replies.length === 0 ? (
            <Notice>
              {t('thread.code.not-yet')} {found.words && <a href={`/thread/${found.id}`}>{t('thread.code.follow')}</a>}
            </Notice>
          ) : (
            found.replies.map((reply) => (
              <Notice
                key={reply.id}
                kind="good"
                title={`${t(`thread.answer.${reply.answer}`)} · ${t.date(reply.madeAt)}`}
              >
                <p>{reply.words}</p>
                <p>
                  {reply.by}
                  {reply.stillOpenUntil && ` · ${t('thread.reply.open-until', { date: t.date(reply.stillOpenUntil) })}`}
                </p>
                <p>
                  <a href={`/thread/${reply.aboutId}`}>{t('thread.reply.thread')}</a>
                </p>
              </Notice>
            ))
          )}
        </Section>
      )}
      {found && found.replies.length > 0 && (
        <Form action="/told/heard" hidden={{ ...context.hidden(), code: code as string }} {...state}>
          <Radios
            name="heard"
            label={t('thread.heard.question')}
            value={found.replies[0]?.heard ?? ''}
            choices={[
              { value: 'heard', label: t('thread.heard.yes') },
              { value: 'not-heard', label: t('thread.heard.no') },
            ]}
          />
          <TextArea name="words" label={t('thread.heard.words')} optional rows={3} />
          <Button>{t('platform.button.send')}</Button>
        </Form>
      )}
      {!found && (
        <Form action="/told" method="get" typed={{ code: typed ?? '' }}>
          <TextField
            name="code"
            label={t('thread.code.label')}
            hint={t('thread.code.hint')}
            width={20}
            spellCheck={false}
          />
          <Button>{t('thread.code.show')}</Button>
        </Form>
      )}
    </>
  );
}
