import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, PageHeading, TextArea } from '@upwell/platform/ui';
import { correctClaim } from '../actions/correct-claim.ts';
import { retractClaim } from '../actions/retract-claim.ts';
import { claimById } from '../queries.ts';
import { ClaimFields } from './claim-fields.tsx';

/** Putting a claim right. */
export const correctForm = form({
  name: 'learn.correctClaim',
  path: '/claims/:id/correct',
  limit: 'write',
  action: correctClaim,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const claim = await context.read((tx) => claimById(tx, place.id, id));
    if (!claim) return refuse('not-found');
    return {
      title: t('learn.correct.title'),
      under: '/what-changed',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/claims/${id}`}>{claim.statement}</a>} title={t('learn.correct.title')}>
            <p>{t('learn.correct.lead')}</p>
          </PageHeading>
          <Form action={`/claims/${id}/correct`} hidden={context.hidden()} {...state}>
            <ClaimFields t={t} claim={claim} />
            <TextArea name="because" label={t('learn.correct.because')} rows={2} />
            <Button>{t('learn.correct.title')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/claims/${output.id}`, notice: 'learn.notice.corrected' }),
});

/** Taking a claim back. */
export const retractForm = form({
  name: 'learn.retractClaim',
  path: '/claims/:id/retract',
  limit: 'write',
  action: retractClaim,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const claim = await context.read((tx) => claimById(tx, place.id, id));
    if (!claim) return refuse('not-found');
    return {
      title: t('learn.retract.title'),
      under: '/what-changed',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/claims/${id}`}>{claim.statement}</a>} title={t('learn.retract.title')}>
            <p>{t('learn.retract.lead')}</p>
          </PageHeading>
          <Form action={`/claims/${id}/retract`} hidden={context.hidden()} {...state}>
            <TextArea name="because" label={t('learn.retract.because')} rows={3} />
            <Button kind="danger">{t('learn.retract.title')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/claims/${output.id}`, notice: 'learn.notice.retracted' }),
});
