import { defineAction, longText, optionalDay, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { amend, dayOf, remember } from '@upwell/thread';
import { z } from 'zod';
import { type Insight, insightById } from '../insights.ts';
import { mayHost } from '../rules.ts';
import '../tables.ts';

/** Writes down what people say an insight means, or puts it right after they checked it. What stood before stays in view (GO12). */
export const interpret = defineAction({
  name: 'listen.interpret',
  rule: mayHost,
  subject: ({ tx, actor }, { id }) => insightById(tx, actor.placeId, id as string),
  input: z.strictObject({
    meaning: longText({ max: 5000, missing: 'listen.interpret.missing-meaning' }),
    checkedBy: shortText({ missing: 'listen.interpret.missing-checked-by' }),
    checkedOn: optionalDay(),
  }),
  async do({ tx, actor, place, now, announce, about }, { meaning, checkedBy, checkedOn }, before: Insight) {
    const { placeId } = actor;
    if (meaning === before.meaning && checkedBy === before.checkedBy)
      return refuseField('meaning', 'listen.interpret.same');
    await tx
      .updateTable('insight')
      .set({ meaning, checked_by: checkedBy, checked_on: checkedOn ?? dayOf(now, place.timeZone) })
      .where('place_id', '=', placeId)
      .where('id', '=', before.id)
      .execute();
    await amend(tx, { placeId, id: before.id }, { line: meaning, state: 'read' });
    await remember(tx, {
      placeId,
      recordId: before.id,
      happened: before.meaning === null ? 'listen.history.interpreted' : 'listen.history.reinterpreted',
      before: before.meaning,
      after: meaning,
      byPerson: actor.personId,
      byWords: checkedBy,
      now,
    });
    about('insight', before.id);
    announce({ name: 'insight.interpreted', subject: { type: 'insight', id: before.id } });
    return done({ id: before.id });
  },
});
