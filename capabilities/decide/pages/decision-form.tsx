import { powerLevels } from '@upwell/listen';
import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Button,
  Checkboxes,
  DateField,
  Details,
  Form,
  PageHeading,
  Radios,
  Select,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { dayOf, recordHead } from '@upwell/thread';
import { z } from 'zod';
import { recordDecision } from '../actions/record-decision.ts';
import { ROWS } from '../form-rows.ts';
import { meetingById, meetingsList } from '../meetings.ts';
import { dayAfter } from '../model.ts';
import { conversationsBehind, isWeighable, weighable } from '../queries.ts';
import { groupChoices } from '../seats.ts';
import { InputRow, PromiseRow } from './row-fields.tsx';

/** Writing down a decision. The level of power is taken from what people took part in. */
export const decisionForm = form({
  name: 'decide.recordDecision',
  path: '/decisions/new',
  limit: 'write',
  action: recordDecision,
  query: z.strictObject({ from: z.uuid().optional(), meeting: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t, place, now } = context;
    const today = dayOf(now, place.timeZone);
    const found = await context.read(async (tx) => {
      const meeting = query.meeting ? await meetingById(tx, place.id, query.meeting) : null;
      const newest = await weighable(tx, place.id);
      const first = query.from ? await recordHead(tx, place.id, query.from, true) : null;
      const offered =
        first && isWeighable(first) && !newest.some(({ id }) => id === first.id) ? [first, ...newest] : newest;
      return {
        meeting,
        offered,
        groups: await groupChoices(tx),
        meetings: [
          ...(await meetingsList(tx, { placeId: place.id, today, limit: 10 })),
          ...(await meetingsList(tx, { placeId: place.id, today, past: true, limit: 20 })),
        ],
        behind: query.from ? await conversationsBehind(tx, place.id, [query.from]) : [],
      };
    });
    if (query.meeting && !found.meeting) return refuse('not-found');
    if (query.from && !found.offered.some(({ id }) => id === query.from)) return refuse('not-found');
    const { meeting, offered, groups, meetings, behind } = found;
    const locked = behind[0] ?? null;
    return {
      title: t('decide.decision.new'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading title={t('decide.decision.new')}>
            <p>{t('decide.decision.lead')}</p>
          </PageHeading>
          <Form
            action={`/decisions/new${query.from || query.meeting ? `?${new URLSearchParams(query)}` : ''}`}
            hidden={context.hidden()}
            {...state}
          >
            <TextField
              name="question"
              label={t('decide.decision.question')}
              hint={t('decide.decision.question.hint')}
            />
            <TextArea
              name="decided"
              label={t('decide.decision.decided')}
              hint={t('decide.decision.decided.hint')}
              rows={2}
            />
            <TextArea name="reason" label={t('decide.decision.reason')} hint={t('decide.decision.reason.hint')} />
            <TextField
              name="decidedBy"
              label={t('decide.decision.decided-by')}
              hint={t('decide.decision.decided-by.hint')}
              value={meeting?.body}
            />
            <DateField name="decidedOn" label={t('decide.decision.decided-on')} value={today} />
            {offered.length > 0 && (
              <Checkboxes
                name="weighed"
                label={t('decide.decision.weigh')}
                hint={t('decide.decision.weigh.hint')}
                values={query.from ? [query.from] : []}
                choices={offered.map(({ id, type, title }) => ({
                  value: id,
                  label: title,
                  hint: t(`decide.weighed.${type}`),
                }))}
              />
            )}
            <Radios
              name="power"
              label={t('decide.decision.power')}
              hint={t('decide.decision.power.hint')}
              value={locked?.power}
              choices={powerLevels.map((power) => ({ value: power, label: t(`decide.power.${power}`) }))}
            />
            <Details summary={t('decide.decision.table')}>
              <Select
                name="group"
                label={t('decide.group')}
                hint={t('decide.decision.group.hint')}
                empty={t('decide.group.none')}
                choices={groups}
                value={meeting?.groupId ?? undefined}
                optional
              />
              <TextArea
                name="seats"
                label={t('decide.decision.seats')}
                hint={t('decide.decision.seats.hint')}
                optional
              />
              <Select
                name="meeting"
                label={t('decide.decision.meeting')}
                empty={t('decide.decision.meeting.none')}
                choices={meetings.map(({ id, title, heldOn }) => ({
                  value: id,
                  label: `${title} · ${t.date(heldOn)}`,
                }))}
                value={meeting?.id}
                optional
              />
            </Details>
            <Details summary={t('decide.decision.options')}>
              <TextArea
                name="framing"
                label={t('decide.decision.framing')}
                hint={t('decide.decision.framing.hint')}
                optional
              />
              <TextArea
                name="options"
                label={t('decide.decision.option-lines')}
                hint={t('decide.decision.option-lines.hint')}
                optional
              />
            </Details>
            <Details summary={t('decide.inputs.elsewhere')}>
              {ROWS.map((row) => (
                <InputRow key={row} t={t} row={row} legend={t('decide.input.legend', { n: Number(row) })} />
              ))}
            </Details>
            <Details summary={t('decide.decision.promised')} open>
              {ROWS.map((row) => (
                <PromiseRow key={row} t={t} row={row} legend={t('decide.commitment.legend', { n: Number(row) })} />
              ))}
            </Details>
            <DateField
              name="reviewOn"
              label={t('decide.decision.review-on')}
              hint={t('decide.decision.review-on.hint', { date: t.date(dayAfter(today, 182)) })}
              optional
            />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/decisions/${output.id}`, notice: 'decide.notice.recorded' }),
});
