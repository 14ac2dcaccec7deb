import { contributionsOf, conversationById, powerLevels } from '@upwell/listen';
import { form, page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Button,
  Card,
  Checkboxes,
  DateField,
  Form,
  PageHeading,
  Radios,
  Select,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { dayOf, readCode } from '@upwell/thread';
import { z } from 'zod';
import { addMembers } from '../actions/add-members.ts';
import { logSession } from '../actions/log-session.ts';
import { openPanel } from '../actions/open-panel.ts';
import { recommend } from '../actions/recommend.ts';
import { memberCount, panelById, sessionsOf } from '../panels.ts';
import { mayHost } from '../rules.ts';
import { groupChoices } from '../seats.ts';

/** Opening a citizens' panel. */
export const panelForm = form({
  name: 'decide.openPanel',
  path: '/panels/new',
  limit: 'write',
  action: openPanel,
  async view(context, { state }) {
    const { t } = context;
    return {
      title: t('decide.panel.new'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading title={t('decide.panel.new')}>
            <p>{t('decide.panel.lead')}</p>
          </PageHeading>
          <Form action="/panels/new" hidden={context.hidden()} {...state}>
            <TextField name="question" label={t('decide.panel.question')} hint={t('decide.panel.question.hint')} />
            <TextArea name="about" label={t('decide.panel.about')} rows={3} optional />
            <TextArea
              name="canChange"
              label={t('decide.meeting.can-change')}
              hint={t('decide.meeting.can-change.hint')}
              rows={3}
            />
            <Radios
              name="power"
              label={t('decide.panel.power')}
              choices={powerLevels.map((power) => ({ value: power, label: t(`decide.power.${power}`) }))}
            />
            <TextField name="host" label={t('decide.panel.host')} hint={t('decide.panel.host.hint')} />
            <TextArea
              name="recruited"
              label={t('decide.panel.recruited')}
              hint={t('decide.panel.recruited.hint')}
              rows={2}
            />
            <TextField name="members" label={t('decide.panel.how-many')} inputMode="numeric" width={4} />
            <TextField name="sessions" label={t('decide.panel.how-many-sessions')} inputMode="numeric" width={4} />
            <TextField name="minutes" label={t('decide.panel.minutes')} value="120" inputMode="numeric" width={4} />
            <TextField
              name="everyDays"
              label={t('decide.panel.every-days')}
              hint={t('decide.panel.every-days.hint')}
              value="14"
              inputMode="numeric"
              width={4}
            />
            <DateField name="firstOn" label={t('decide.panel.first-on')} />
            <DateField name="replyDue" label={t('decide.panel.reply-due')} hint={t('decide.panel.reply-due.hint')} />
            <Button>{t('decide.panel.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/panels/${output.id}`, notice: 'decide.notice.panel' }),
});

/** Writing down one session. */
export const sessionForm = form({
  name: 'decide.logSession',
  path: '/panels/:id/sessions/new',
  limit: 'write',
  action: logSession,
  async view(context, { params, state }) {
    const { t, place, now } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const panel = await panelById(tx, place.id, id);
      const conversation = panel && (await conversationById(tx, place.id, id));
      return panel && conversation && { panel, conversation, held: await sessionsOf(tx, place.id, id) };
    });
    if (!found) return refuse('not-found');
    const { panel, conversation, held } = found;
    const title = t('decide.panel.session', { n: Math.min(held.length + 1, panel.sessions), of: panel.sessions });
    return {
      title,
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/panels/${id}`}>{conversation.question}</a>} title={title}>
            <p>{t('decide.session.lead')}</p>
          </PageHeading>
          <Form action={`/panels/${id}/sessions/new`} hidden={context.hidden()} {...state}>
            <DateField name="heldOn" label={t('decide.session.held-on')} value={dayOf(now, place.timeZone)} />
            <TextField name="attended" label={t('decide.session.attended')} inputMode="numeric" width={4} />
            <TextArea
              name="listened"
              label={t('decide.session.listened')}
              hint={t('decide.session.listened.hint')}
              rows={4}
              value={held.at(-1)?.listened.join('\n')}
            />
            <TextArea
              name="note"
              label={t('decide.session.note')}
              hint={t('decide.session.note.hint')}
              rows={3}
              optional
            />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/panels/${output.id}#sessions`, notice: 'decide.notice.session' }),
});

/** Writing down what the panel asks for. */
export const recommendForm = form({
  name: 'decide.recommend',
  path: '/panels/:id/recommendations/new',
  limit: 'write',
  action: recommend,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const panel = await panelById(tx, place.id, id);
      const conversation = panel && (await conversationById(tx, place.id, id));
      if (!conversation) return null;
      return {
        conversation,
        said: await contributionsOf(tx, { placeId: place.id, conversationId: id, signedIn: true, limit: 200 }),
        groups: await groupChoices(tx),
      };
    });
    if (!found) return refuse('not-found');
    const { conversation, said, groups } = found;
    return {
      title: t('decide.recommendation.new'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading
            kicker={<a href={`/panels/${id}`}>{conversation.question}</a>}
            title={t('decide.recommendation.new')}
          >
            <p>{t('decide.recommendation.lead')}</p>
          </PageHeading>
          <Form action={`/panels/${id}/recommendations/new`} hidden={context.hidden()} {...state}>
            <TextArea
              name="words"
              label={t('decide.recommendation.words')}
              hint={t('decide.recommendation.words.hint')}
              rows={2}
            />
            <TextArea name="why" label={t('decide.recommendation.why')} rows={3} optional />
            <TextField
              name="owedBy"
              label={t('decide.recommendation.owed-by')}
              hint={t('decide.commitment.owner.hint')}
              value={conversation.host}
            />
            <Select
              name="group"
              label={t('decide.group')}
              hint={t('decide.group.hint')}
              empty={t('decide.group.none')}
              choices={groups}
              optional
            />
            <DateField name="answerDue" label={t('decide.recommendation.due')} value={conversation.replyDue} />
            {said.length > 0 && (
              <Checkboxes
                name="rests"
                label={t('decide.recommendation.rests')}
                choices={said.map((each) => ({ value: each.id, label: each.words ?? '' }))}
              />
            )}
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { panelId: string }) => ({
    to: `/panels/${output.panelId}#recommendations`,
    notice: 'decide.notice.recommended',
  }),
});

/** Making private codes for members. */
export const membersForm = form({
  name: 'decide.addMembers',
  path: '/panels/:id/members',
  limit: 'write',
  action: addMembers,
  async view(context, { params, state }) {
    const { t, place } = context;
    const id = params.id as string;
    const found = await context.read(async (tx) => {
      const panel = await panelById(tx, place.id, id);
      const conversation = panel && (await conversationById(tx, place.id, id));
      return panel && conversation && { panel, conversation, there: await memberCount(tx, place.id, id) };
    });
    if (!found) return refuse('not-found');
    const { panel, conversation, there } = found;
    return {
      title: t('decide.members.title'),
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/panels/${id}`}>{conversation.question}</a>} title={t('decide.members.title')}>
            <p>{t('decide.members.lead', { there, of: panel.members })}</p>
          </PageHeading>
          <Form action={`/panels/${id}/members`} hidden={context.hidden()} {...state}>
            <TextField
              name="members"
              label={t('decide.members.how-many')}
              value={String(Math.max(1, Math.min(50, panel.members - there)))}
              inputMode="numeric"
              width={4}
            />
            <Button>{t('decide.members.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string; codes: string[] }) => ({
    to: `/panels/${output.id}/slips?${new URLSearchParams({ codes: output.codes.join('.') })}`,
  }),
});

/** The slips to hand to members, shown once: the code and the address. */
export const memberSlips = page({
  name: 'decide.memberSlips',
  path: '/panels/:id/slips',
  rule: mayHost,
  limit: 'read',
  query: z.strictObject({ codes: z.string().max(2000) }),
  async view(context, { params, query }) {
    const { t, place } = context;
    const id = params.id as string;
    const conversation = await context.read((tx) => conversationById(tx, place.id, id));
    const codes = (query.codes as string).split('.').map(readCode);
    if (!conversation || codes.some((code) => code === null)) return refuse('not-found');
    return {
      title: t('decide.members.slips'),
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/panels/${id}`}>{conversation.question}</a>} title={t('decide.members.slips')}>
            <p>{t('decide.members.slips.lead')}</p>
          </PageHeading>
          {codes.map((code) => (
            <Card key={code} kind="strong" title={conversation.question}>
              <p className="big-code" dir="ltr">
                {(code as string).replaceAll('-', ' ')}
              </p>
              <p>{t('decide.members.slip', { date: t.date(conversation.replyDue) })}</p>
              <p dir="ltr">
                <a
                  href={`/panels/${id}/heard?code=${code}`}
                >{`${place.origin.replace(/^https?:\/\//, '')}/panels/${id}/heard`}</a>
              </p>
            </Card>
          ))}
        </>
      ),
    };
  },
});
