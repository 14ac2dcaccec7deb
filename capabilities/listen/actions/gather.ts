import { defineAction, optionalDay, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { type Conversation, conversationById } from '../queries.ts';
import { mayHost } from '../rules.ts';
import '../tables.ts';

const ids = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.uuid({ error: 'error.choose-one' })).max(2000),
);

/** Gathers what people said into an insight, keeping those who said otherwise (LI05, LI06). */
export const gather = defineAction({
  name: 'listen.gather',
  rule: mayHost,
  subject: ({ tx, actor }, { id }) => conversationById(tx, actor.placeId, id as string),
  input: z.strictObject({
    title: shortText({ max: 200, missing: 'listen.gather.missing-title' }),
    meaning: optionalText({ max: 5000, lines: true }),
    checkedBy: optionalText({ max: 200 }),
    checkedOn: optionalDay(),
    means: ids,
    disagrees: ids,
    readings: ids,
  }),
  async do({ tx, actor, place, now, announce, about }, input, conversation: Conversation) {
    const { placeId } = actor;
    if (input.means.length === 0) return refuseField('means', 'listen.gather.missing-voices');
    const both = input.means.filter((id) => input.disagrees.includes(id));
    if (both.length > 0) return refuseField('disagrees', 'listen.gather.both');
    const chosen = [...new Set([...input.means, ...input.disagrees])];
    const known = await tx
      .selectFrom('contribution')
      .innerJoin('record', (join) =>
        join.onRef('record.place_id', '=', 'contribution.place_id').onRef('record.id', '=', 'contribution.id'),
      )
      .select('contribution.id')
      .where('contribution.place_id', '=', placeId)
      .where('contribution.id', 'in', chosen)
      .where('record.withdrawn_at', 'is', null)
      // Whoever takes their words back meanwhile waits, and is then counted off again.
      .forShare('record')
      .execute();
    if (known.length < chosen.length) return refuseField('means', 'listen.gather.gone');
    if (input.readings.length > 0) {
      const readings = await tx
        .selectFrom('reading')
        .select('id')
        .where('place_id', '=', placeId)
        .where('id', 'in', input.readings)
        .execute();
      if (readings.length < new Set(input.readings).size) return refuseField('readings', 'listen.gather.no-reading');
    }
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'insight',
      step: 'means',
      title: input.title,
      line: input.meaning,
      state: input.meaning ? 'read' : 'unread',
      onDay: dayOf(now, place.timeZone),
      now,
    });
    await tx
      .insertInto('insight')
      .values({
        place_id: placeId,
        id,
        title: input.title,
        meaning: input.meaning,
        checked_by: input.checkedBy,
        checked_on: input.checkedBy ? (input.checkedOn ?? dayOf(now, place.timeZone)) : null,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    const tie = { placeId, to: id, madeBy: actor.personId, now };
    await link(
      tx,
      { ...tie, from: conversation.id, kind: 'gathers-into' },
      ...input.means.map((from) => ({ ...tie, from, kind: 'means' as const })),
      ...input.disagrees.map((from) => ({ ...tie, from, kind: 'disagrees' as const })),
      ...[...new Set(input.readings)].map((from) => ({ ...tie, from, kind: 'shows' as const })),
    );
    about('insight', id);
    announce({ name: 'insight.gathered', subject: { type: 'insight', id } });
    return done({ id });
  },
});
