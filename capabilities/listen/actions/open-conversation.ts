import {
  calendarDay,
  choice,
  defineAction,
  longText,
  optionalDay,
  optionalText,
  shortText,
} from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { addDays, conversationKinds, LONGEST_PROMISE_DAYS, mayAsk, powerLevels } from '../model.ts';
import { mayHost } from '../rules.ts';
import '../tables.ts';

/** Opens a conversation: a plain question, a host, what can change, a promised reply date, a level of power (LI02, DE02). */
export const openConversation = defineAction({
  name: 'listen.openConversation',
  rule: mayHost,
  input: z.strictObject({
    question: shortText({ max: 300, missing: 'listen.open.missing-question' }),
    about: optionalText({ max: 5000, lines: true }),
    kind: choice(conversationKinds, 'listen.open.missing-kind'),
    stage: choice(['before-decision', 'decided'], 'listen.open.missing-stage'),
    purpose: choice(['say', 'know'], 'listen.open.missing-purpose'),
    host: shortText({ missing: 'listen.open.missing-host' }),
    canChange: longText({ max: 2000, missing: 'listen.open.missing-can-change' }),
    power: choice(powerLevels, 'listen.open.missing-power'),
    replyDue: calendarDay('listen.open.missing-reply-due'),
    closesOn: optionalDay(),
  }),
  async do({ tx, actor, place, now, announce, about }, input) {
    const today = dayOf(now, place.timeZone);
    if (!mayAsk(input.stage, input.purpose)) return refuseField('purpose', 'listen.open.already-decided');
    if (input.replyDue < today) return refuseField('replyDue', 'error.in-past');
    if (input.replyDue > addDays(today, LONGEST_PROMISE_DAYS)) return refuseField('replyDue', 'listen.open.too-late');
    if (input.closesOn !== null && input.closesOn < today) return refuseField('closesOn', 'error.in-past');
    if (input.closesOn !== null && input.closesOn > input.replyDue)
      return refuseField('replyDue', 'listen.open.reply-before-close');
    const { placeId } = actor;
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'conversation',
      step: 'said',
      title: input.question,
      line: input.canChange,
      state: 'open',
      onDay: today,
      dueOn: input.replyDue,
      owedBy: input.host,
      now,
    });
    await tx
      .insertInto('conversation')
      .values({
        place_id: placeId,
        id,
        question: input.question,
        about: input.about,
        kind: input.kind,
        purpose: input.purpose,
        stage: input.stage,
        host_words: input.host,
        host_group: null,
        can_change: input.canChange,
        power: input.power,
        opened_on: today,
        closes_on: input.closesOn,
        closed_at: null,
        reply_due: input.replyDue,
        nested_place_id: null,
        made_at: now,
        made_by: actor.personId,
        source_words: null,
      })
      .execute();
    about('conversation', id);
    announce({ name: 'conversation.opened', subject: { type: 'conversation', id } });
    return done({ id });
  },
});
