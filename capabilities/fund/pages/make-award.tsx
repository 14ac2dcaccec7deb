import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, MoneyField, Notice, PageHeading, Radios, TextArea, TextField } from '@upwell/platform/ui';
import { dayOf, recordHead } from '@upwell/thread';
import { z } from 'zod';
import { makeAward } from '../actions/make-award.ts';
import { leftIn } from '../model.ts';
import { openForAwards } from '../phases.ts';
import { fundById, sumsOfFund } from '../queries.ts';

/** Making an award. The limits and who decides are said before anything is typed. */
export const awardForm = form({
  name: 'fund.makeAward',
  path: '/funds/:id/awards/new',
  limit: 'write',
  action: makeAward,
  query: z.strictObject({ from: z.uuid().optional(), for: z.uuid().optional() }),
  async view(context, { params, query, state }) {
    const { t, place, now } = context;
    const id = params.id as string;
    const given = (field: 'from' | 'for'): string | undefined =>
      typeof state.typed[field] === 'string' && state.typed[field] !== ''
        ? (state.typed[field] as string)
        : query[field];
    const [from, paysFor] = [given('from'), given('for')];
    const found = await context.read(async (tx) => {
      const fund = await fundById(tx, place.id, id);
      return (
        fund && {
          fund,
          sums: await sumsOfFund(tx, place.id, id),
          decision: from ? await recordHead(tx, place.id, from, true) : null,
          activity: paysFor ? await recordHead(tx, place.id, paysFor, true) : null,
        }
      );
    });
    if (!found) return refuse('not-found');
    const { fund, sums, decision, activity } = found;
    const shut = openForAwards(fund, dayOf(now, place.timeZone));
    return {
      title: t('fund.award.title'),
      under: '/money',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/funds/${id}`}>{fund.name}</a>} title={t('fund.award.title')}>
            <p>{t('fund.fund.decided-by', { decider: fund.decider })}</p>
          </PageHeading>
          {shut?.problem && <Notice kind="care">{t(shut.problem.key)}</Notice>}
          {decision && <p>{t('fund.award.from', { title: decision.title })}</p>}
          {activity && <p>{t('fund.award.for', { title: activity.title })}</p>}
          <Form
            action={`/funds/${id}/awards/new`}
            hidden={{ ...context.hidden(), ...(from && { from }), ...(paysFor && { for: paysFor }) }}
            {...state}
          >
            <TextField name="to" label={t('fund.award.to')} hint={t('fund.award.to.hint')} />
            <Radios
              name="standing"
              label={t('fund.award.standing')}
              choices={[
                {
                  value: 'informal',
                  label: t('fund.standing.informal'),
                  more: <TextField name="host" label={t('fund.award.host')} />,
                },
                { value: 'constituted', label: t('fund.standing.constituted') },
              ]}
            />
            <TextArea name="forWhat" label={t('fund.award.for-what')} rows={2} value={activity?.title} />
            <TextArea
              name="ownGoals"
              label={t('fund.award.goals')}
              hint={t('fund.award.goals.hint')}
              rows={3}
              optional
            />
            <MoneyField
              name="amount"
              label={t('fund.bar.amount')}
              hint={t('fund.award.amount.hint', {
                least: t.money(fund.leastPence),
                most: t.money(fund.mostPence),
                left: t.money(leftIn(fund.totalPence, sums)),
              })}
            />
            <Button>{t('fund.award.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/awards/${output.id}`, notice: 'fund.notice.awarded' }),
});
