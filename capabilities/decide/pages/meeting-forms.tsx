import { powerLevels } from '@upwell/listen';
import { form } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import {
  Button,
  Checkboxes,
  DateField,
  Details,
  Form,
  Notice,
  PageHeading,
  Radios,
  Select,
  TextArea,
  TextField,
} from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import { addRecording } from '../actions/add-recording.ts';
import { callMeeting } from '../actions/call-meeting.ts';
import { putPaper } from '../actions/put-paper.ts';
import { ROWS } from '../form-rows.ts';
import { meetingById } from '../meetings.ts';
import { aheadOf, PAPERS_DAYS_AHEAD } from '../model.ts';
import { weighable } from '../queries.ts';
import { mayAnswerFor } from '../rules.ts';
import { groupChoices } from '../seats.ts';
import { meetingWhen } from './meeting-words.ts';
import { InputRow } from './row-fields.tsx';

/** Calling an open meeting. */
export const meetingForm = form({
  name: 'decide.callMeeting',
  path: '/meetings/new',
  limit: 'write',
  action: callMeeting,
  async view(context, { state }) {
    const { t, place } = context;
    const groups = await context.read(groupChoices);
    return {
      title: t('decide.meeting.new'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading title={t('decide.meeting.new')}>
            <p>{t('decide.meeting.lead', { days: PAPERS_DAYS_AHEAD })}</p>
          </PageHeading>
          <Form action="/meetings/new" hidden={context.hidden()} {...state}>
            <TextField name="title" label={t('decide.meeting.title')} hint={t('decide.meeting.title.hint')} />
            <TextField name="body" label={t('decide.meeting.body')} hint={t('decide.meeting.body.hint')} />
            <Select
              name="group"
              label={t('decide.group')}
              hint={t('decide.meeting.group.hint')}
              empty={t('decide.group.none')}
              choices={groups}
              optional
            />
            <DateField name="heldOn" label={t('decide.meeting.day')} />
            <TextField
              name="startsAt"
              label={t('decide.meeting.time')}
              hint={t('decide.meeting.time.hint')}
              width={5}
            />
            <TextField name="minutes" label={t('decide.meeting.minutes')} value="120" inputMode="numeric" width={5} />
            <TextField name="venue" label={t('decide.meeting.venue')} hint={t('decide.meeting.venue.hint')} />
            <TextField
              name="link"
              type="url"
              label={t('decide.meeting.link')}
              hint={t('decide.meeting.link.hint')}
              optional
            />
            <TextField
              name="phone"
              type="tel"
              label={t('decide.meeting.phone')}
              hint={t('decide.meeting.phone.hint')}
              value={place.phone ?? undefined}
              width={20}
            />
            <TextArea name="about" label={t('decide.meeting.about')} optional />
            <TextArea
              name="canChange"
              label={t('decide.meeting.can-change')}
              hint={t('decide.meeting.can-change.hint')}
              rows={3}
            />
            <Radios
              name="power"
              label={t('decide.meeting.power')}
              choices={powerLevels.map((power) => ({ value: power, label: t(`decide.power.${power}`) }))}
            />
            <DateField
              name="replyDue"
              label={t('decide.meeting.reply-due')}
              hint={t('decide.meeting.reply-due.hint')}
            />
            <Button>{t('decide.meeting.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/meetings/${output.id}`, notice: 'decide.notice.called' }),
});

/** Putting a paper to a meeting, with what went into it. */
export const paperForm = form({
  name: 'decide.putPaper',
  path: '/meetings/:id/papers/new',
  limit: 'write',
  action: putPaper,
  async view(context, { params, state }) {
    const { t, place, now, actor } = context;
    const id = params.id as string;
    const { meeting, offered } = await context.read(async (tx) => ({
      meeting: await meetingById(tx, place.id, id),
      offered: await weighable(tx, place.id, 40),
    }));
    if (!meeting) return refuse('not-found');
    if (!mayAnswerFor.may(actor, meeting)) return refuse('not-allowed');
    const { days, late } = aheadOf(dayOf(now, place.timeZone), meeting.heldOn);
    return {
      title: t('decide.paper.new'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/meetings/${id}`}>{meeting.title}</a>} title={t('decide.paper.new')}>
            <p>{meetingWhen(t, meeting)}</p>
          </PageHeading>
          {late && (
            <Notice kind="care" title={t('decide.paper.late', { days })}>
              {t('decide.paper.late.words', { days: PAPERS_DAYS_AHEAD })}
            </Notice>
          )}
          <Form action={`/meetings/${id}/papers/new`} hidden={context.hidden()} {...state}>
            <TextField name="title" label={t('decide.paper.title')} />
            <TextArea name="summary" label={t('decide.paper.summary')} hint={t('decide.paper.summary.hint')} rows={3} />
            <TextArea name="asks" label={t('decide.paper.asks')} rows={2} optional />
            <TextArea name="text" label={t('decide.paper.text')} rows={10} optional />
            {offered.length > 0 && (
              <Details summary={t('decide.inputs.from-here')}>
                <Checkboxes
                  name="weighed"
                  label={t('decide.decision.weigh')}
                  hint={t('decide.decision.weigh.hint')}
                  choices={offered.map(({ id: value, type, title }) => ({
                    value,
                    label: title,
                    hint: t(`decide.weighed.${type}`),
                  }))}
                />
              </Details>
            )}
            <Details summary={t('decide.inputs.elsewhere')} open>
              {ROWS.map((row) => (
                <InputRow key={row} t={t} row={row} legend={t('decide.input.legend', { n: Number(row) })} />
              ))}
            </Details>
            <Button>{t('decide.paper.button')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/papers/${output.id}`, notice: 'decide.notice.paper' }),
});

/** Saying where a meeting can be heard again. */
export const recordingForm = form({
  name: 'decide.addRecording',
  path: '/meetings/:id/recording',
  limit: 'write',
  action: addRecording,
  async view(context, { params, state }) {
    const { t, place, actor } = context;
    const id = params.id as string;
    const meeting = await context.read((tx) => meetingById(tx, place.id, id));
    if (!meeting) return refuse('not-found');
    if (!mayAnswerFor.may(actor, meeting)) return refuse('not-allowed');
    return {
      title: t('decide.recording.title'),
      under: '/decisions',
      private: true,
      body: (
        <>
          <PageHeading kicker={<a href={`/meetings/${id}`}>{meeting.title}</a>} title={t('decide.recording.title')} />
          <Form action={`/meetings/${id}/recording`} hidden={context.hidden()} {...state}>
            <TextField
              name="recording"
              type="url"
              label={t('decide.recording.where')}
              hint={t('decide.meeting.link.hint')}
              value={meeting.recording ?? undefined}
            />
            <Button>{t('platform.button.save')}</Button>
          </Form>
        </>
      ),
    };
  },
  done: (output: { id: string }) => ({ to: `/meetings/${output.id}`, notice: 'decide.notice.recording' }),
});
