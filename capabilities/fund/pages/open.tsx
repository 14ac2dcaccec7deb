import { listGroups } from '@upwell/ground';
import { form } from '@upwell/platform/http';
import {
  Button,
  DateField,
  Fieldset,
  Form,
  MoneyField,
  PageHeading,
  Select,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { recordsOfType } from '@upwell/thread';
import { z } from 'zod';
import { openFund } from '../actions/open-fund.ts';
import { USUAL_CAP } from '../model.ts';

/** Opening a fund. */
export const openForm = form({
  name: 'fund.open',
  path: '/funds/new',
  limit: 'write',
  action: openFund,
  query: z.strictObject({ from: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t, place } = context;
    const [groups, insights] = await context.read((tx) =>
      Promise.all([
        listGroups(tx, { limit: 200 }),
        recordsOfType(tx, { placeId: place.id, type: 'insight', signedIn: true, limit: 50 }),
      ]),
    );
    const asChoices = groups.map(({ id, name }) => ({ value: id, label: name }));
    return {
      title: t('fund.open.title'),
      under: '/money',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href="/money">{t('fund.money.title')}</a>} title={t('fund.open.title')}>
            <p>{t('fund.open.lead')}</p>
          </PageHeading>
          <Form action="/funds/new" hidden={context.hidden()} {...state}>
            <TextField name="name" label={t('fund.open.name')} />
            <TextArea name="purpose" label={t('fund.open.purpose')} hint={t('fund.open.purpose.hint')} rows={3} />
            <Select
              name="from"
              label={t('fund.open.from')}
              hint={t('fund.open.from.hint')}
              empty={t('fund.open.from.none')}
              value={query.from}
              choices={insights.records.map(({ id, title }) => ({ value: id, label: title }))}
              optional
            />
            <MoneyField name="total" label={t('fund.open.total')} />
            <MoneyField name="least" label={t('fund.open.least')} />
            <MoneyField name="most" label={t('fund.open.most')} />
            <TextField name="holder" label={t('fund.open.holder')} hint={t('fund.open.holder.hint')} />
            {groups.length > 0 && (
              <Select
                name="holderGroup"
                label={t('fund.open.holder-group')}
                empty={t('fund.open.no-group-chosen')}
                choices={asChoices}
                optional
              />
            )}
            <TextField name="decider" label={t('fund.open.decider')} hint={t('fund.open.decider.hint')} />
            {groups.length > 0 && (
              <Select
                name="deciderGroup"
                label={t('fund.open.decider-group')}
                empty={t('fund.open.no-group-chosen')}
                choices={asChoices}
                optional
              />
            )}
            <Fieldset legend={t('fund.open.burden')}>
              <TextField name="askMinutes" label={t('fund.open.ask')} inputMode="numeric" width={4} />
              <TextField name="reportMinutes" label={t('fund.open.report')} inputMode="numeric" width={4} />
              <TextField
                name="capMinutes"
                label={t('fund.open.cap')}
                hint={t('fund.open.cap.hint')}
                inputMode="numeric"
                width={4}
                value={String(USUAL_CAP)}
              />
            </Fieldset>
            <DateField name="endsOn" label={t('fund.open.ends')} optional />
            <TextField
              name="continuesWith"
              label={t('fund.open.continues')}
              hint={t('fund.open.continues.hint')}
              optional
            />
            <Button>{t('fund.open.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/funds/${output.id}`, notice: 'fund.notice.opened' }),
});
