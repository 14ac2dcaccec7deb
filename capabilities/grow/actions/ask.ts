import { calendarDay, defineAction, optionalId, shortText } from '@upwell/platform/action';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, recordHead, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { mayAsk } from '../rules.ts';
import '../tables.ts';

/** Opens a round of the eight signs (LE06), about the whole place or about one activity, conversation or programme. */
export const ask = defineAction({
  name: 'grow.ask',
  rule: mayAsk,
  input: z.strictObject({
    title: shortText({ missing: 'grow.ask.missing-title' }),
    closesOn: calendarDay(),
    about: optionalId(),
  }),
  async do({ tx, actor, place, now, announce, about }, input) {
    const { placeId } = actor;
    const today = dayOf(now, place.timeZone);
    if (input.closesOn < today) return refuseField('closesOn', 'error.in-past');
    const behind = input.about ? await recordHead(tx, placeId, input.about, false) : null;
    if (input.about && !behind) return refuse('not-found');
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'reflection',
      step: 'changed',
      title: input.title,
      state: 'open',
      onDay: today,
      now,
    });
    await tx
      .insertInto('reflection')
      .values({
        place_id: placeId,
        id,
        title: input.title,
        opened_on: today,
        closes_on: input.closesOn,
        working_on: null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    if (behind) await link(tx, { placeId, from: behind.id, to: id, kind: 'reflects-on', madeBy: actor.personId, now });
    about('reflection', id);
    announce({ name: 'reflection.opened', subject: { type: 'reflection', id } });
    return done({ id });
  },
});
