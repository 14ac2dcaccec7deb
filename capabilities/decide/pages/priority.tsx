import { anyone } from '@upwell/platform/access';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Actions,
  Button,
  Checkboxes,
  DateField,
  Form,
  LinkButton,
  List,
  ListItem,
  PageHeading,
  Radios,
  Section,
  SummaryList,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { dayOf, recordHead, recordsOfType } from '@upwell/thread';
import { z } from 'zod';
import { choosePriority } from '../actions/choose-priority.ts';
import { commitmentsFrom } from '../commitments.ts';
import { methods } from '../model.ts';
import { insightsBehind, priorityById } from '../queries.ts';
import { mayWriteDown } from '../rules.ts';
import { Commitments } from './commitment-list.tsx';

/** Choosing what to work on, from insights. */
export const priorityForm = form({
  name: 'decide.choosePriority',
  path: '/priorities/new',
  limit: 'write',
  action: choosePriority,
  query: z.strictObject({ from: z.uuid().optional() }),
  async view(context, { query, state }) {
    const { t, place, now } = context;
    const found = await context.read(async (tx) => {
      const latest = await recordsOfType(tx, { placeId: place.id, type: 'insight', signedIn: true, limit: 30 });
      const first = query.from ? await recordHead(tx, place.id, query.from, true) : null;
      return { first, insights: latest.records };
    });
    if (query.from && found.first?.type !== 'insight') return refuse('not-found');
    const { first, insights } = found;
    const offered = first && !insights.some(({ id }) => id === first.id) ? [first, ...insights] : insights;
    return {
      title: t('decide.priority.new'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading title={t('decide.priority.new')}>
            <p>{t('decide.priority.lead')}</p>
          </PageHeading>
          <Form
            action={`/priorities/new${query.from ? `?from=${query.from}` : ''}`}
            hidden={context.hidden()}
            {...state}
          >
            <TextField name="title" label={t('decide.priority.title')} value={first?.title} />
            <TextArea name="why" label={t('decide.priority.why')} rows={3} optional />
            <Radios
              name="method"
              label={t('decide.priority.method')}
              choices={methods.map((method) => ({
                value: method,
                label: t(`decide.method.${method}`),
                hint: t(`decide.method.${method}.hint`),
              }))}
            />
            <TextField
              name="chosenBy"
              label={t('decide.priority.chosen-by')}
              hint={t('decide.priority.chosen-by.hint')}
            />
            <TextField name="people" label={t('decide.priority.people')} inputMode="numeric" width={5} optional />
            <DateField name="chosenOn" label={t('decide.priority.chosen-on')} value={dayOf(now, place.timeZone)} />
            {offered.length > 0 && (
              <Checkboxes
                name="from"
                label={t('decide.priority.from')}
                values={query.from ? [query.from] : []}
                choices={offered.map(({ id, title }) => ({ value: id, label: title }))}
              />
            )}
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/priorities/${output.id}`, notice: 'decide.notice.chosen' }),
});

/** What was chosen to work on, by whom, how, and what came of it. */
export const priorityPage = page({
  name: 'decide.priority',
  path: '/priorities/:id',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, actor, now } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const priority = await priorityById(tx, place.id, id);
      return (
        priority && {
          priority,
          insights: await insightsBehind(tx, place.id, id),
          promises: await commitmentsFrom(tx, place.id, id),
        }
      );
    });
    if (!found) return refuse('not-found');
    const { priority, insights, promises } = found;
    return {
      title: priority.title,
      under: '/decisions',
      body: (
        <>
          <PageHeading
            kicker={t('decide.priority.kicker', { date: t.date(priority.chosenOn) })}
            title={<span dir="auto">{priority.title}</span>}
          >
            {priority.why && <p dir="auto">{priority.why}</p>}
          </PageHeading>
          <SummaryList
            items={[
              { term: t('decide.priority.chosen-by'), value: <span dir="auto">{priority.chosenBy}</span> },
              { term: t('decide.priority.method'), value: t(`decide.method.${priority.method}`) },
              {
                term: t('decide.priority.people'),
                value: priority.people === null ? t('decide.inputs.not-counted') : t.number(priority.people),
              },
            ]}
          />
          {insights.length > 0 && (
            <Section title={t('decide.priority.from')}>
              <List kind="rows">
                {insights.map((insight) => (
                  <ListItem key={insight.id} title={insight.title} href={`/insights/${insight.id}`} step="means" />
                ))}
              </List>
            </Section>
          )}
          {promises.length > 0 && (
            <Section title={t('decide.decision.promised')}>
              <Commitments t={t} commitments={promises} today={dayOf(now, place.timeZone)} />
            </Section>
          )}
          <Actions>
            <LinkButton href={`/thread/${id}`}>{t('decide.thread')}</LinkButton>
            {mayWriteDown.mightEver(actor) && (
              <>
                <LinkButton kind="quiet" href={`/decisions/new?from=${id}`}>
                  {t('decide.decision.new')}
                </LinkButton>
                <LinkButton kind="quiet" href={`/commitments/new?from=${id}`}>
                  {t('decide.commitment.new')}
                </LinkButton>
              </>
            )}
          </Actions>
        </>
      ),
    };
  },
});
