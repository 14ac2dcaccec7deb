import { openConversation, powerLevels } from '@upwell/listen';
import {
  calendarDay,
  choice,
  defineAction,
  longText,
  optionalText,
  shortText,
  wholeNumber,
} from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf } from '@upwell/thread';
import { z } from 'zod';
import { problemAhead, sessionDays } from '../model.ts';
import { mayHost } from '../rules.ts';
import '../tables.ts';

/** Opens a citizens' panel: its remit with what can change, whom it is drawn from, and its rhythm (LI08). */
export const openPanel = defineAction({
  name: 'decide.openPanel',
  rule: mayHost,
  input: z.strictObject({
    question: shortText({ max: 300, missing: 'decide.panel.missing-question' }),
    about: optionalText({ max: 5000, lines: true }),
    canChange: longText({ max: 2000, missing: 'decide.panel.missing-can-change' }),
    power: choice(powerLevels, 'decide.decision.missing-power'),
    host: shortText({ missing: 'decide.panel.missing-host' }),
    recruited: shortText({ max: 1000, lines: true, missing: 'decide.panel.missing-recruited' }),
    members: wholeNumber({ min: 1, max: 2000 }),
    sessions: wholeNumber({ min: 1, max: 100 }),
    minutes: wholeNumber({ min: 15, max: 720 }),
    everyDays: wholeNumber({ min: 1, max: 366 }),
    firstOn: calendarDay('decide.panel.missing-first'),
    replyDue: calendarDay('decide.panel.missing-reply-due'),
  }),
  async do(context, input) {
    const { tx, actor, place, now, announce, about } = context;
    const wrongDay = problemAhead(input.firstOn, dayOf(now, place.timeZone));
    if (wrongDay) return refuseField('firstOn', wrongDay);
    const last = sessionDays(input.firstOn, input.sessions, input.everyDays).at(-1) as string;
    if (input.replyDue < last) return refuseField('replyDue', 'decide.panel.reply-before');
    const opened = await openConversation.do(
      context,
      {
        question: input.question,
        about: input.about,
        kind: 'panel',
        stage: 'before-decision',
        purpose: 'say',
        host: input.host,
        canChange: input.canChange,
        power: input.power,
        replyDue: input.replyDue,
        closesOn: null,
      },
      null,
    );
    if (!opened.ok) return opened;
    const { id } = opened.value;
    await tx
      .insertInto('panel')
      .values({
        place_id: actor.placeId,
        id,
        recruited: input.recruited,
        members: input.members,
        sessions: input.sessions,
        minutes: input.minutes,
        every_days: input.everyDays,
        first_on: input.firstOn,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    about('conversation', id);
    announce({ name: 'panel.opened', subject: { type: 'conversation', id } });
    return done({ id });
  },
});
