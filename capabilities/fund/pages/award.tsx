import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Actions, LinkButton, PageHeading, Section, SummaryList } from '@upwell/platform/ui';
import { pathOf } from '@upwell/thread';
import { unspent } from '../model.ts';
import { awardAndFund, linesOf, sumsOfAward, tiesOfAward } from '../queries.ts';
import { LedgerTable } from './ledger-table.tsx';
import { MoneyBar } from './money-bar.tsx';

/** One award: to whom, for what, with which goals of their own, and where every pound of it is. */
export const awardPage = page({
  name: 'fund.award',
  path: '/awards/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const both = await awardAndFund(tx, place.id, id);
      if (!both) return null;
      const [sums, lines, ties] = await Promise.all([
        sumsOfAward(tx, place.id, id),
        linesOf(tx, { placeId: place.id, awardId: id, limit: 500 }),
        tiesOfAward(tx, place.id, id),
      ]);
      return { ...both, sums, lines, ties };
    });
    if (!found) return refuse('not-found');
    const { award, fund, sums, lines, ties } = found;
    const mayFund = actor.powers.has('fund');
    const links = (records: readonly { id: string; type: string; title: string }[]) =>
      records.map((record) => (
        <p key={record.id}>
          <a href={pathOf(record.type, record.id)}>{record.title}</a>
        </p>
      ));
    return {
      title: t('fund.award.page', { to: award.to, amount: t.money(sums.promised) }),
      under: '/money',
      body: (
        <>
          <PageHeading
            kicker={<a href={`/funds/${fund.id}`}>{fund.name}</a>}
            title={t('fund.award.page', { to: award.to, amount: t.money(sums.promised) })}
          >
            <p dir="auto">{award.forWhat}</p>
          </PageHeading>
          <MoneyBar t={t} whole={sums.promised} wholeLabel={t('fund.kind.promised')} sums={sums} showPromised={false} />
          <p>{t('fund.award.unspent', { unspent: t.money(unspent(sums)) })}</p>
          {mayFund && (
            <Actions>
              <LinkButton href={`/awards/${id}/lines/new`}>{t('fund.line.title')}</LinkButton>
              <LinkButton kind="quiet" href={`/claims/new?about=${id}`}>
                {t('fund.award.claim')}
              </LinkButton>
              {actor.powers.has('host') && (
                <LinkButton kind="quiet" href={`/activities/new?from=${id}`}>
                  {t('act.open.title')}
                </LinkButton>
              )}
            </Actions>
          )}
          <SummaryList
            items={[
              { term: t('fund.fund.decider'), value: fund.decider },
              {
                term: t('fund.award.decision'),
                value: ties.decision ? links([ties.decision]) : t('fund.award.no-decision'),
              },
              {
                term: t('fund.award.standing'),
                value: award.constituted
                  ? t('fund.standing.constituted')
                  : t('fund.award.held', { host: award.host as string }),
              },
              { term: t('fund.award.goals'), value: award.ownGoals ?? t('fund.award.no-goals') },
              {
                term: t('fund.award.pays-for'),
                value: ties.paysFor.length > 0 ? links(ties.paysFor) : t('fund.award.nothing-yet'),
              },
              {
                term: t('fund.award.changed'),
                value: ties.claims.length > 0 ? links(ties.claims) : t('fund.award.nothing-yet'),
              },
            ]}
          />
          <Section
            title={t('fund.ledger.title')}
            more={{ href: `/funds/${fund.id}/ledger`, label: t('fund.ledger.whole') }}
          >
            <LedgerTable t={t} lines={lines} mayCorrect={mayFund} />
          </Section>
          <p>
            <a href={`/thread/${id}`}>{t('fund.thread')}</a> · <a href={`/thread/${id}/history`}>{t('fund.history')}</a>
          </p>
        </>
      ),
    };
  },
});
