import { defineAction } from '@upwell/platform/action';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf, remember } from '@upwell/thread';
import { z } from 'zod';
import { optionalLink } from '../form-rows.ts';
import { type Meeting, meetingById } from '../meetings.ts';
import { mayAnswerFor } from '../rules.ts';
import '../tables.ts';

/** Says where a meeting can be heard or seen again. */
export const addRecording = defineAction({
  name: 'decide.addRecording',
  rule: mayAnswerFor,
  subject: ({ tx, actor }, { id }) => meetingById(tx, actor.placeId, id as string),
  phase: (meeting: Meeting, { now, place }) =>
    meeting.heldOn > dayOf(now, place.timeZone)
      ? refuse('closed', { problem: { key: 'decide.phase.meeting-not-yet' } })
      : null,
  input: z.strictObject({ recording: optionalLink() }),
  async do({ tx, actor, now, about }, { recording }, meeting: Meeting) {
    if (recording === null) return refuseField('recording', 'error.bad-link');
    const { placeId } = actor;
    await tx
      .updateTable('meeting')
      .set({ recording })
      .where('place_id', '=', placeId)
      .where('id', '=', meeting.id)
      .execute();
    await remember(tx, {
      placeId,
      recordId: meeting.id,
      happened: 'decide.history.recording',
      before: meeting.recording,
      after: recording,
      byPerson: actor.personId,
      byWords: meeting.body,
      now,
    });
    about('meeting', meeting.id);
    return done({ id: meeting.id });
  },
});
