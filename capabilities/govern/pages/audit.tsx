import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Actions, Card, LinkButton, PageHeading, Section, SummaryList } from '@upwell/platform/ui';
import { logState } from '../queries.ts';

/** The log of the place: how long it is, its fingerprint, and how anybody can check it alone. */
export const auditPage = page({
  name: 'govern.audit',
  path: '/audit',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, place } = context;
    const log = await context.read((tx) => logState(tx, place.id));
    return {
      title: t('govern.audit.title'),
      under: '/audit',
      body: (
        <>
          <PageHeading title={t('govern.audit.title')}>
            <p>{t('govern.audit.lead')}</p>
          </PageHeading>
          <Card kind="strong" title={t('govern.audit.fingerprint')}>
            <p className="big-code" dir="ltr">
              {log.fingerprint ?? t('govern.audit.no-seal')}
            </p>
            <p>{t('govern.audit.fingerprint.how')}</p>
          </Card>
          <SummaryList
            items={[
              { term: t('govern.audit.lines'), value: t.number(log.sealed + log.waiting) },
              { term: t('govern.audit.waiting'), value: t.number(log.waiting) },
              { term: t('govern.audit.seals'), value: t.number(log.seals) },
              {
                term: t('govern.audit.last'),
                value: log.lastSealed ? t.date(log.lastSealed, 'moment') : t('govern.audit.no-seal'),
              },
            ]}
          />
          <Section title={t('govern.audit.check')}>
            <ol>
              <li>{t('govern.audit.check.1')}</li>
              <li>
                {t('govern.audit.check.2')} <code dir="ltr">npx upwell audit verify --file …</code>
              </li>
              <li>{t('govern.audit.check.3')}</li>
              <li>
                {t('govern.audit.check.4')} <code dir="ltr">npx upwell audit verify --file … --against …</code>
              </li>
            </ol>
            <p>{t('govern.audit.in-it')}</p>
          </Section>
          <Actions>
            <LinkButton href="/api/audit.ndjson">{t('govern.audit.download')}</LinkButton>
          </Actions>
          <p>
            <a href="/seats">{t('govern.seats')}</a> · <a href="/voices">{t('govern.voices.title')}</a> ·{' '}
            <a href="/api">{t('govern.api.title')}</a>
          </p>
        </>
      ),
    };
  },
});
