import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Button, DateField, Form, MoneyField, PageHeading, Radios, TextArea, TextField } from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import { addLine } from '../actions/add-line.ts';
import { addedKinds } from '../model.ts';
import { awardAndFund, sumsOfAward } from '../queries.ts';
import { MoneyBar } from './money-bar.tsx';

/** Writing a line of the ledger. */
export const lineForm = form({
  name: 'fund.addLine',
  path: '/awards/:id/lines/new',
  limit: 'write',
  action: addLine,
  async view(context, { params, state }) {
    const { t, place, now } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const both = await awardAndFund(tx, place.id, id);
      return both && { ...both, sums: await sumsOfAward(tx, place.id, id) };
    });
    if (!found) return refuse('not-found');
    const { award, fund, sums } = found;
    return {
      title: t('fund.line.title'),
      under: '/money',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/awards/${id}`}>{award.to}</a>} title={t('fund.line.title')}>
            <p>{t('fund.line.lead')}</p>
          </PageHeading>
          <MoneyBar t={t} whole={sums.promised} wholeLabel={t('fund.kind.promised')} sums={sums} showPromised={false} />
          <Form action={`/awards/${id}/lines/new`} hidden={context.hidden()} {...state}>
            <Radios
              name="kind"
              label={t('fund.ledger.what')}
              choices={addedKinds.map((kind) => ({
                value: kind,
                label: t(`fund.line.kind.${kind}`),
                hint: t(`fund.line.kind.${kind}.hint`),
              }))}
            />
            <MoneyField name="amount" label={t('fund.bar.amount')} />
            <DateField name="day" label={t('fund.line.day')} value={dayOf(now, place.timeZone)} />
            <TextArea name="note" label={t('fund.ledger.note')} rows={2} optional />
            <TextField
              name="by"
              label={t('fund.line.by')}
              hint={t('fund.line.by.hint', { holder: fund.holder })}
              optional
            />
            <Button>{t('fund.line.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { awardId: string }) => ({ to: `/awards/${output.awardId}`, notice: 'fund.notice.written' }),
});
