import { form } from '@upwell/platform/http';
import {
  Button,
  DateField,
  Form,
  List,
  ListItem,
  PageHeading,
  Radios,
  Section,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { dayOf, recordsDue } from '@upwell/thread';
import { openConversation } from '../actions/open-conversation.ts';
import { powerLevels } from '../model.ts';

const offered = ['open', 'event', 'call', 'talk', 'panel', 'room'] as const;

/** Opening a conversation. What was promised here before and never answered is shown first (LI13). */
export const openForm = form({
  name: 'listen.openConversation',
  path: '/conversations/new',
  limit: 'write',
  action: openConversation,
  async view(context, { state }) {
    const { t, place, now } = context;
    const today = dayOf(now, place.timeZone);
    const unanswered = await context.read((tx) =>
      recordsDue(tx, { placeId: place.id, before: today, signedIn: true, type: 'conversation', limit: 10 }),
    );
    return {
      title: t('listen.open.title'),
      under: '/have-a-say',
      private: true,
      body: (
        <>
          <PageHeading title={t('listen.open.title')}>
            <p>{t('listen.open.lead')}</p>
          </PageHeading>
          {unanswered.length > 0 && (
            <Section title={t('listen.open.unanswered', { n: unanswered.length })}>
              <List kind="rows">
                {unanswered.map((record) => (
                  <ListItem
                    key={record.id}
                    title={record.title}
                    href={`/conversations/${record.id}`}
                    step="slipped"
                    label={t('listen.list.owed', {
                      date: t.date(record.dueOn as string),
                      host: record.owedBy ?? place.name,
                    })}
                  />
                ))}
              </List>
            </Section>
          )}
          <Form action="/conversations/new" hidden={context.hidden()} {...state}>
            <TextField name="question" label={t('listen.open.question')} hint={t('listen.open.question.hint')} />
            <TextArea name="about" label={t('listen.open.about')} optional />
            <Radios
              name="kind"
              label={t('listen.open.kind')}
              value="open"
              choices={offered.map((kind) => ({ value: kind, label: t(`listen.kind.${kind}`) }))}
            />
            <Radios
              name="stage"
              label={t('listen.open.stage')}
              choices={[
                { value: 'before-decision', label: t('listen.stage.before-decision') },
                { value: 'decided', label: t('listen.stage.decided') },
              ]}
            />
            <Radios
              name="purpose"
              label={t('listen.open.purpose')}
              choices={[
                { value: 'say', label: t('listen.purpose.say') },
                { value: 'know', label: t('listen.purpose.know') },
              ]}
            />
            <TextArea
              name="canChange"
              label={t('listen.open.can-change')}
              hint={t('listen.open.can-change.hint')}
              rows={3}
            />
            <Radios
              name="power"
              label={t('listen.open.power')}
              hint={t('listen.open.power.hint')}
              choices={powerLevels.map((power) => ({
                value: power,
                label: t(`listen.power.${power}`),
                hint: t(`listen.power.${power}.hint`),
              }))}
            />
            <TextField name="host" label={t('listen.open.host')} hint={t('listen.open.host.hint')} />
            <DateField name="replyDue" label={t('listen.open.reply-due')} hint={t('listen.open.reply-due.hint')} />
            <DateField name="closesOn" label={t('listen.open.closes-on')} optional />
            <Button>{t('listen.open.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/conversations/${output.id}`, notice: 'listen.notice.opened' }),
});
