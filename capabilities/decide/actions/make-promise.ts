import { calendarDay, defineAction, optionalId, optionalText, shortText } from '@upwell/platform/action';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { dayOf, recordHead } from '@upwell/thread';
import { z } from 'zod';
import { makeCommitment } from '../make-commitment.ts';
import { problemAhead } from '../model.ts';
import { mayWriteDown, mayWriteFor } from '../rules.ts';
import { standingGroup } from '../seats.ts';

/** Makes a promise, from a decision, an insight or a priority, or alone (AC11). */
export const makePromise = defineAction({
  name: 'decide.makePromise',
  rule: mayWriteDown,
  input: z.strictObject({
    promise: shortText({ max: 1000, lines: true, missing: 'decide.commitment.missing-promise' }),
    owner: shortText({ missing: 'decide.commitment.missing-owner' }),
    group: optionalId(),
    owedTo: optionalText({ max: 200 }),
    dueOn: calendarDay('decide.commitment.missing-due'),
    from: optionalId(),
  }),
  async do(context, input) {
    const { tx, actor, place, now, about } = context;
    if (!mayWriteFor(actor, input.group)) return refuse('not-allowed');
    if (input.group && !(await standingGroup(tx, input.group))) return refuseField('group', 'decide.no-group');
    const wrongDay = problemAhead(input.dueOn, dayOf(now, place.timeZone));
    if (wrongDay) return refuseField('dueOn', wrongDay);
    const from = input.from ? await recordHead(tx, actor.placeId, input.from, true) : null;
    if (input.from && (!from || !['decision', 'insight', 'priority', 'conversation'].includes(from.type)))
      return refuseField('from', 'decide.commitment.no-origin');
    const id = await makeCommitment(context, {
      promise: input.promise,
      owner: input.owner,
      groupId: input.group,
      owedTo: input.owedTo,
      dueOn: input.dueOn,
      from: from && { id: from.id, type: from.type },
    });
    about('commitment', id);
    return done({ id });
  },
});
