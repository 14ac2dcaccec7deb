import { openConversation, powerLevels } from '@upwell/listen';
import {
  calendarDay,
  choice,
  defineAction,
  longText,
  optionalId,
  optionalText,
  shortText,
  wholeNumber,
} from '@upwell/platform/action';
import { translator } from '@upwell/platform/i18n';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { optionalLink, timeOfDay } from '../form-rows.ts';
import { problemAhead } from '../model.ts';
import { mayWriteDown, mayWriteFor } from '../rules.ts';
import { standingGroup } from '../seats.ts';
import '../tables.ts';

/** Calls an open meeting: day, place, link, a telephone number to challenge by, and a conversation that takes the challenges (DE07). */
export const callMeeting = defineAction({
  name: 'decide.callMeeting',
  rule: mayWriteDown,
  input: z.strictObject({
    title: shortText({ missing: 'decide.meeting.missing-title' }),
    body: shortText({ missing: 'decide.meeting.missing-body' }),
    group: optionalId(),
    heldOn: calendarDay('decide.meeting.missing-day'),
    startsAt: timeOfDay('decide.meeting.missing-time'),
    minutes: wholeNumber({ min: 15, max: 720 }),
    venue: shortText({ max: 300, missing: 'decide.meeting.missing-venue' }),
    link: optionalLink(),
    phone: shortText({ max: 60, missing: 'decide.meeting.missing-phone' }).refine(
      (typed) => typed.replace(/\D/g, '').length >= 5,
      { error: 'error.bad-phone' },
    ),
    about: optionalText({ max: 5000, lines: true }),
    canChange: longText({ max: 2000, missing: 'decide.meeting.missing-can-change' }),
    power: choice(powerLevels, 'decide.decision.missing-power'),
    replyDue: calendarDay('decide.meeting.missing-reply-due'),
  }),
  async do(context, input) {
    const { tx, actor, place, now, lang, services, announce, about } = context;
    const { placeId } = actor;
    if (!mayWriteFor(actor, input.group)) return refuse('not-allowed');
    if (input.group && !(await standingGroup(tx, input.group))) return refuseField('group', 'decide.no-group');
    const wrongDay = problemAhead(input.heldOn, dayOf(now, place.timeZone));
    if (wrongDay) return refuseField('heldOn', wrongDay);
    if (input.replyDue < input.heldOn) return refuseField('replyDue', 'decide.meeting.reply-before');
    const t = translator(services.catalogue, lang, place.words, { timeZone: place.timeZone });
    const asked = await openConversation.do(
      context,
      {
        question: t('decide.meeting.challenge-question', { body: input.body, date: t.date(input.heldOn) }).slice(
          0,
          300,
        ),
        about: null,
        kind: 'event',
        stage: 'before-decision',
        purpose: 'say',
        host: input.body,
        canChange: input.canChange,
        power: input.power,
        replyDue: input.replyDue,
        closesOn: input.heldOn,
      },
      null,
    );
    if (!asked.ok) return asked;
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'meeting',
      step: 'decided',
      title: input.title,
      line: input.body,
      state: 'called',
      onDay: input.heldOn,
      now,
    });
    await tx
      .insertInto('meeting')
      .values({
        place_id: placeId,
        id,
        title: input.title,
        body_words: input.body,
        group_id: input.group,
        held_on: input.heldOn,
        starts_at: input.startsAt,
        minutes: input.minutes,
        venue: input.venue,
        link: input.link,
        phone: input.phone,
        about: input.about,
        challenges: asked.value.id,
        recording: null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    await link(tx, { placeId, from: asked.value.id, to: id, kind: 'weighed-in', madeBy: actor.personId, now });
    about('meeting', id);
    announce({ name: 'meeting.called', subject: { type: 'meeting', id } });
    return done({ id });
  },
});
