import { form } from '@upwell/platform/http';
import { Button, Form, PageHeading, TextField } from '@upwell/platform/ui';
import { recordHead } from '@upwell/thread';
import { z } from 'zod';
import { makeClaim } from '../actions/make-claim.ts';
import { ClaimFields } from './claim-fields.tsx';

/** Saying what changed. */
export const claimForm = form({
  name: 'learn.makeClaim',
  path: '/claims/new',
  limit: 'write',
  action: makeClaim,
  query: z.strictObject({ about: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t, place } = context;
    const aboutId = typeof state.typed.about === 'string' && state.typed.about ? state.typed.about : query.about;
    const behind = aboutId ? await context.read((tx) => recordHead(tx, place.id, aboutId, false)) : null;
    return {
      title: t('learn.claim.title'),
      under: '/what-changed',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href="/what-changed">{t('learn.page.title')}</a>} title={t('learn.claim.title')}>
            <p>{t('learn.claim.lead')}</p>
          </PageHeading>
          {behind && <p>{t('learn.claim.about', { title: behind.title })}</p>}
          <Form action="/claims/new" hidden={{ ...context.hidden(), ...(aboutId && { about: aboutId }) }} {...state}>
            <ClaimFields t={t} />
            <TextField name="by" label={t('learn.field.by')} hint={t('learn.field.by.hint')} optional />
            <Button>{t('learn.claim.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/claims/${output.id}`, notice: 'learn.notice.made' }),
});
