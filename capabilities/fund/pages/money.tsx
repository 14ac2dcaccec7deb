import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { Actions, Card, Empty, LinkButton, PageHeading } from '@upwell/platform/ui';
import { leftIn } from '../model.ts';
import { fundsOf } from '../queries.ts';
import { MoneyBar } from './money-bar.tsx';

/** All the money of a place in the open: what was promised, paid and spent from every fund. */
export const moneyPage = page({
  name: 'fund.money',
  path: '/money',
  rule: anyone,
  limit: 'read',
  async view(context) {
    const { t, place, actor } = context;
    const funds = await context.read((tx) => fundsOf(tx, place.id));
    return {
      title: t('fund.money.title'),
      under: '/money',
      body: (
        <>
          <PageHeading title={t('fund.money.title')}>
            <p>{t('fund.money.lead')}</p>
          </PageHeading>
          {actor.powers.has('fund') && (
            <Actions>
              <LinkButton href="/funds/new">{t('fund.money.open')}</LinkButton>
            </Actions>
          )}
          {funds.length === 0 ? (
            <Empty icon="coin" title={t('fund.money.none')} />
          ) : (
            funds.map(({ fund, sums }) => (
              <Card
                key={fund.id}
                title={fund.name}
                href={`/funds/${fund.id}`}
                step="promised"
                label={t(fund.closedAt ? 'fund.label.closed' : 'fund.label.open', { date: t.date(fund.openedOn) })}
              >
                <p dir="auto">{fund.purpose}</p>
                <MoneyBar t={t} whole={fund.totalPence} wholeLabel={t('fund.bar.whole')} sums={sums} />
                <p className="quiet">
                  {t('fund.money.who', { holder: fund.holder, decider: fund.decider })}{' '}
                  {!fund.closedAt && t('fund.money.left', { left: t.money(leftIn(fund.totalPence, sums)) })}
                </p>
              </Card>
            ))
          )}
          <p>
            <a href="/api/funds">{t('fund.data.json')}</a>
          </p>
        </>
      ),
    };
  },
});
