import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Actions, LinkButton, PageHeading, Table } from '@upwell/platform/ui';
import { formatOf, openData } from '../open-data.ts';

/** Every address of open data, made from what is served. */
export const apiPage = page({
  name: 'govern.api',
  path: '/api',
  rule: anyone,
  limit: 'read',
  async view({ t }) {
    return {
      title: t('govern.api.title'),
      under: '/api',
      body: (
        <>
          <PageHeading title={t('govern.api.title')}>
            <p>{t('govern.api.lead')}</p>
          </PageHeading>
          <Table
            caption={t('govern.api.caption')}
            hideCaption
            columns={[
              { label: t('govern.api.address') },
              { label: t('govern.api.holds') },
              { label: t('govern.api.format') },
            ]}
            rows={openData().map((route) => {
              const about = `${route.name}.about`;
              return [
                route.path.includes(':') ? (
                  <code key="path" dir="ltr">
                    {route.path.replace(/:(\w+)/g, '{$1}')}
                  </code>
                ) : (
                  <a key="path" href={route.path} dir="ltr">
                    <code>{route.path}</code>
                  </a>
                ),
                t.has(about) ? t(about) : '',
                formatOf(route),
              ];
            })}
          />
          <Actions>
            <LinkButton kind="quiet" href="/api/openapi.json">
              {t('govern.api.openapi')}
            </LinkButton>
          </Actions>
        </>
      ),
    };
  },
});
