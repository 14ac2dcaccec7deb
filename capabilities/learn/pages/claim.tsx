import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, LinkButton, Notice, PageHeading, Section, SummaryList, Timeline } from '@upwell/platform/ui';
import { historyOf, pathOf } from '@upwell/thread';
import { behindClaim, claimById } from '../queries.ts';
import { levelWords } from '../words-of.ts';
import { ClaimFigure } from './claim-figure.tsx';

/** One claim with everything needed to judge it, what it rests on, and how it was put right. */
export const claimPage = page({
  name: 'learn.claim',
  path: '/claims/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const claim = await claimById(tx, place.id, id);
      if (!claim) return null;
      const [behind, history] = await Promise.all([behindClaim(tx, place.id, id), historyOf(tx, place.id, id)]);
      return { claim, behind, history };
    });
    if (!found) return refuse('not-found');
    const { claim, behind, history } = found;
    const mayChange = (actor.powers.has('host') || actor.powers.has('fund')) && !claim.retractedAt;
    return {
      title: claim.statement,
      under: '/what-changed',
      body: (
        <>
          <PageHeading
            kicker={t('learn.claim.kicker', { level: levelWords(t, claim), by: claim.by, date: t.date(claim.madeAt) })}
            title={claim.statement}
          />
          {claim.retractedAt && (
            <Notice kind="bad" title={t('learn.claim.retracted-on', { date: t.date(claim.retractedAt) })}>
              {claim.retractedBecause}
            </Notice>
          )}
          <ClaimFigure t={t} claim={claim} titled />
          <SummaryList
            items={[
              {
                term: t('learn.claim.rests-on'),
                value:
                  behind.length === 0
                    ? t('learn.claim.rests-on-nothing')
                    : behind.map((record) => (
                        <p key={record.id}>
                          <a href={pathOf(record.type, record.id)}>{record.title}</a>
                        </p>
                      )),
              },
              { term: t('learn.field.beneficiary'), value: claim.beneficiary ?? t('learn.claim.not-said') },
              { term: t('learn.field.method'), value: claim.method ?? t('learn.claim.not-said') },
            ]}
          />
          {history.length > 0 && (
            <Section title={t('learn.claim.history')}>
              <Timeline
                label={t('learn.claim.history')}
                items={history.map((entry) => ({
                  when: t.date(entry.at),
                  iso: entry.at.toISOString(),
                  what: t(entry.happened, { before: entry.before ?? '', after: entry.after ?? '' }),
                  who: entry.by,
                  children: entry.reason && <p>{t('learn.claim.because', { reason: entry.reason })}</p>,
                }))}
              />
            </Section>
          )}
          <Actions>
            <LinkButton href={`/thread/${id}`}>{t('learn.thread')}</LinkButton>
            {mayChange && (
              <LinkButton kind="quiet" href={`/claims/${id}/correct`}>
                {t('learn.correct.title')}
              </LinkButton>
            )}
            {mayChange && (
              <LinkButton kind="quiet" href={`/claims/${id}/retract`}>
                {t('learn.retract.title')}
              </LinkButton>
            )}
          </Actions>
        </>
      ),
    };
  },
});
