import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Actions, Card, Empty, LinkButton, Notice, PageHeading, Pagination, Section } from '@upwell/platform/ui';
import { z } from 'zod';
import { sectionOf, sections } from '../model.ts';
import { claimsOf } from '../queries.ts';
import { mayClaim } from '../rules.ts';
import { levelWords } from '../words-of.ts';
import { ClaimFigure } from './claim-figure.tsx';

const PAGE = 30;

/** What changed, newest first: what was seen, what people tell, what was worked out, and returns on money, each kept apart. */
export const whatChangedPage = page({
  name: 'learn.whatChanged',
  path: '/what-changed',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ before: z.uuid().optional() }),
  async view(context, { query }) {
    const { t, place, actor } = context;
    const found = await context.read((tx) => claimsOf(tx, place.id, { before: query.before, limit: PAGE + 1 }));
    const claims = found.slice(0, PAGE);
    const last = found.length > PAGE ? claims.at(-1) : undefined;
    return {
      title: t('learn.page.title'),
      under: '/what-changed',
      body: (
        <>
          <PageHeading title={t('learn.page.title')}>
            <p>{t('learn.page.lead')}</p>
          </PageHeading>
          {mayClaim.mightEver(actor) && (
            <Actions>
              <LinkButton href="/claims/new">{t('learn.claim.title')}</LinkButton>
            </Actions>
          )}
          {claims.length === 0 && <Empty icon="leaf" title={t('learn.page.none')} />}
          {sections.map((section) => {
            const here = claims.filter((claim) => sectionOf(claim) === section);
            if (here.length === 0) return null;
            return (
              <Section key={section} title={t(`learn.section.${section}`)} id={section}>
                {(section === 'returns' || section === 'worked-out') && (
                  <Notice kind="care">{t(`learn.section.${section}.care`)}</Notice>
                )}
                {here.map((claim) => (
                  <Card
                    key={claim.id}
                    level={3}
                    step={claim.retractedAt ? 'slipped' : 'changed'}
                    label={t('learn.claim.kicker', {
                      level: claim.retractedAt ? t('learn.claim.retracted') : levelWords(t, claim),
                      by: claim.by,
                      date: t.date(claim.madeAt),
                    })}
                    title={claim.statement}
                    href={`/claims/${claim.id}`}
                  >
                    {claim.retractedAt ? <p>{claim.retractedBecause}</p> : <ClaimFigure t={t} claim={claim} titled />}
                  </Card>
                ))}
              </Section>
            );
          })}
          {last && <Pagination next={`/what-changed?before=${last.id}`} />}
          <p>
            <a href="/api/claims">{t('learn.data')}</a>
          </p>
        </>
      ),
    };
  },
});
