import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, Form, MoneyField, PageHeading, SummaryList, TextArea } from '@upwell/platform/ui';
import { correctLine } from '../actions/correct-line.ts';
import { lineById, standsFor } from '../queries.ts';

/** Putting a line of the ledger right. */
export const correctForm = form({
  name: 'fund.correctLine',
  path: '/awards/:id/lines/:lineId/correct',
  limit: 'write',
  action: correctLine,
  async view(context, { params, state }) {
    const { t, place } = context;
    const { id, lineId } = params as { id: string; lineId: string };
    const found = await context.read(async (tx) => {
      const line = await lineById(tx, place.id, id, lineId);
      return line && { line, stands: await standsFor(tx, place.id, lineId) };
    });
    if (!found) return refuse('not-found');
    const { line, stands } = found;
    return {
      title: t('fund.correct.title'),
      under: '/money',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/awards/${id}`}>{line.to}</a>} title={t('fund.correct.title')}>
            <p>{t('fund.correct.lead')}</p>
          </PageHeading>
          <SummaryList
            items={[
              { term: t('fund.ledger.what'), value: t(`fund.kind.${line.kind}`) },
              { term: t('fund.ledger.day'), value: t.date(line.day) },
              { term: t('fund.correct.stands'), value: t.money(stands) },
            ]}
          />
          <Form action={`/awards/${id}/lines/${lineId}/correct`} hidden={context.hidden()} {...state}>
            <MoneyField name="amount" label={t('fund.correct.amount')} />
            <TextArea name="because" label={t('fund.correct.because')} rows={2} />
            <Button>{t('fund.correct.title')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { awardId: string }) => ({ to: `/awards/${output.awardId}`, notice: 'fund.notice.corrected' }),
});
