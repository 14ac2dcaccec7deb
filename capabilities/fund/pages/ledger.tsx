import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, Empty, LinkButton, PageHeading, Pagination } from '@upwell/platform/ui';
import { z } from 'zod';
import { fundById, linesOf, sumsOfFund } from '../queries.ts';
import { LedgerTable } from './ledger-table.tsx';
import { MoneyBar } from './money-bar.tsx';

const PAGE = 100;

/** The open ledger of a fund: every line that was ever written, in order. */
export const ledgerPage = page({
  name: 'fund.ledger',
  path: '/funds/:id/ledger',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ after: z.uuid().optional() }),
  async view(context, { params, query }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const fund = await fundById(tx, place.id, id);
      if (!fund) return null;
      const [lines, sums] = await Promise.all([
        linesOf(tx, { placeId: place.id, fundId: id, after: query.after, limit: PAGE + 1 }),
        sumsOfFund(tx, place.id, id),
      ]);
      return { fund, lines, sums };
    });
    if (!found) return refuse('not-found');
    const { fund, sums } = found;
    const lines = found.lines.slice(0, PAGE);
    const last = found.lines.length > PAGE ? lines.at(-1) : undefined;
    return {
      title: t('fund.ledger.of', { name: fund.name }),
      under: '/money',
      body: (
        <>
          <PageHeading kicker={<a href={`/funds/${id}`}>{fund.name}</a>} title={t('fund.ledger.title')}>
            <p>{t('fund.ledger.lead')}</p>
          </PageHeading>
          <MoneyBar t={t} whole={fund.totalPence} wholeLabel={t('fund.bar.whole')} sums={sums} />
          {lines.length === 0 ? (
            <Empty icon="coin" title={t('fund.fund.no-awards')} />
          ) : (
            <LedgerTable t={t} lines={lines} withAward mayCorrect={actor.powers.has('fund')} />
          )}
          {last && <Pagination next={`/funds/${id}/ledger?after=${last.id}`} />}
          <Actions>
            <LinkButton kind="quiet" href={`/api/funds/${id}/ledger.csv`}>
              {t('fund.data.csv')}
            </LinkButton>
            <LinkButton kind="quiet" href={`/api/funds/${id}`}>
              {t('fund.data.json')}
            </LinkButton>
          </Actions>
        </>
      ),
    };
  },
});
