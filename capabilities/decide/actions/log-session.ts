import { calendarDay, defineAction, optionalText, shortText, wholeNumber } from '@upwell/platform/action';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf } from '@upwell/thread';
import { z } from 'zod';
import { linesOf, problemBefore } from '../model.ts';
import { holdPanel, type Panel, sessionsOf } from '../panels.ts';
import { mayHost } from '../rules.ts';
import '../tables.ts';

/** Writes down that a session was held: how many members came and which roles listened. Nobody is named. */
export const logSession = defineAction({
  name: 'decide.logSession',
  rule: mayHost,
  subject: ({ tx, actor }, { id }) => holdPanel(tx, actor.placeId, id as string),
  input: z.strictObject({
    heldOn: calendarDay(),
    attended: wholeNumber({ min: 0, max: 2000 }),
    listened: shortText({ max: 2000, lines: true, missing: 'decide.session.missing-listened' }),
    note: optionalText({ max: 2000, lines: true }),
  }),
  async do({ tx, actor, place, now, announce, about }, input, panel: Panel) {
    const { placeId } = actor;
    const held = await sessionsOf(tx, placeId, panel.id);
    if (held.length >= panel.sessions) return refuse('closed', { problem: { key: 'decide.phase.all-sessions-held' } });
    const wrongDay = problemBefore(input.heldOn, dayOf(now, place.timeZone));
    if (wrongDay) return refuseField('heldOn', wrongDay);
    const last = held.at(-1);
    if (last && input.heldOn <= last.heldOn) return refuseField('heldOn', 'decide.session.before-last');
    if (input.attended > panel.members) return refuseField('attended', 'decide.session.too-many', { n: panel.members });
    const listened = linesOf(input.listened);
    if (listened.length === 0) return refuseField('listened', 'decide.session.missing-listened');
    if (listened.length > 40) return refuseField('listened', 'error.choose-fewer', { max: 40 });
    const number = held.length + 1;
    await tx
      .insertInto('panel_session')
      .values({
        place_id: placeId,
        panel_id: panel.id,
        number,
        held_on: input.heldOn,
        attended: input.attended,
        listened,
        note: input.note,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    about('conversation', panel.id);
    announce({ name: 'panel.met', subject: { type: 'conversation', id: panel.id }, data: { number } });
    return done({ id: panel.id, number });
  },
});
