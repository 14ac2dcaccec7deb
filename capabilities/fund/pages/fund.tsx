import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, Empty, LinkButton, Notice, PageHeading, Section, SummaryList, Table } from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import { burdenOf, leftIn, unspent } from '../model.ts';
import { openForAwards } from '../phases.ts';
import { awardsOf, fundById, insightBehind, sumsOfFund } from '../queries.ts';
import { MoneyBar } from './money-bar.tsx';

/** One fund: what for, who holds it and who decides, how little it asks of people, and every award. */
export const fundPage = page({
  name: 'fund.fund',
  path: '/funds/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor, now } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const fund = await fundById(tx, place.id, id);
      if (!fund) return null;
      const [sums, awards, insight] = await Promise.all([
        sumsOfFund(tx, place.id, id),
        awardsOf(tx, place.id, id),
        insightBehind(tx, place.id, id),
      ]);
      return { fund, sums, awards, insight };
    });
    if (!found) return refuse('not-found');
    const { fund, sums, awards, insight } = found;
    const isOpen = openForAwards(fund, dayOf(now, place.timeZone)) === null;
    const minutes = fund.askMinutes + fund.reportMinutes;
    return {
      title: fund.name,
      under: '/money',
      body: (
        <>
          <PageHeading
            kicker={t(isOpen ? 'fund.label.open' : 'fund.label.closed', { date: t.date(fund.openedOn) })}
            title={fund.name}
          >
            <p dir="auto">{fund.purpose}</p>
          </PageHeading>
          {fund.closedAt && (
            <Notice kind="info" title={t('fund.fund.closed', { date: t.date(fund.closedAt) })}>
              {fund.closedBecause}
            </Notice>
          )}
          <MoneyBar t={t} whole={fund.totalPence} wholeLabel={t('fund.bar.whole')} sums={sums} />
          <p>{t('fund.money.left', { left: t.money(leftIn(fund.totalPence, sums)) })}</p>
          {actor.powers.has('fund') && isOpen && (
            <Actions>
              <LinkButton href={`/funds/${id}/awards/new`}>{t('fund.fund.award')}</LinkButton>
              <LinkButton kind="quiet" href={`/funds/${id}/close`}>
                {t('fund.close.title')}
              </LinkButton>
            </Actions>
          )}
          <SummaryList
            items={[
              {
                term: t('fund.fund.answers'),
                value: insight ? (
                  <a href={`/insights/${insight.id}`}>{insight.title}</a>
                ) : (
                  t('fund.fund.answers-nothing')
                ),
              },
              { term: t('fund.fund.holder'), value: fund.holder },
              { term: t('fund.fund.decider'), value: fund.decider },
              {
                term: t('fund.fund.size'),
                value: t('fund.fund.from-to', { least: t.money(fund.leastPence), most: t.money(fund.mostPence) }),
              },
              {
                term: t('fund.fund.burden'),
                value: t('fund.fund.minutes', {
                  ask: fund.askMinutes,
                  report: fund.reportMinutes,
                  least: burdenOf(minutes, fund.leastPence),
                  most: burdenOf(minutes, fund.mostPence),
                  cap: fund.capMinutes,
                }),
              },
              {
                term: t('fund.fund.ends'),
                value: fund.endsOn
                  ? t('fund.fund.ends-on', { date: t.date(fund.endsOn), who: fund.continuesWith as string })
                  : t('fund.fund.no-end'),
              },
            ]}
          />
          <Section
            title={t('fund.fund.awards', { n: awards.length })}
            more={{ href: `/funds/${id}/ledger`, label: t('fund.ledger.title') }}
          >
            {awards.length === 0 ? (
              <Empty icon="coin" title={t('fund.fund.no-awards')} />
            ) : (
              <Table
                caption={t('fund.fund.caption')}
                hideCaption
                columns={[
                  { label: t('fund.award.to') },
                  { label: t('fund.kind.promised'), numeric: true },
                  { label: t('fund.kind.paid'), numeric: true },
                  { label: t('fund.kind.spent'), numeric: true },
                  { label: t('fund.kind.unspent'), numeric: true },
                ]}
                rows={awards.map(({ award, sums: of }) => [
                  <a key={award.id} href={`/awards/${award.id}`}>
                    {award.to}
                  </a>,
                  t.money(of.promised),
                  t.money(of.paid),
                  t.money(of.spent),
                  t.money(unspent(of)),
                ])}
                foot={[
                  t('fund.ledger.together'),
                  t.money(sums.promised),
                  t.money(sums.paid),
                  t.money(sums.spent),
                  t.money(unspent(sums)),
                ]}
              />
            )}
          </Section>
          <p>
            <a href={`/thread/${id}`}>{t('fund.thread')}</a> · <a href={`/thread/${id}/history`}>{t('fund.history')}</a>
          </p>
        </>
      ),
    };
  },
});
