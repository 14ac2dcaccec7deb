import { defineAction, optionalId, optionalText, shortText } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { dayOf, link, recordHead, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { mayHost } from '../rules.ts';
import '../tables.ts';

/** Adds a number with everything it needs to be understood: what it counts, where, when, out of whom, from whom (LI04, LE04). */
export const addReading = defineAction({
  name: 'listen.addReading',
  rule: mayHost,
  input: z.strictObject({
    shown: shortText({ max: 60, missing: 'listen.reading.missing-shown' }),
    says: shortText({ max: 300, missing: 'listen.reading.missing-says' }),
    definition: shortText({ max: 1000, lines: true, missing: 'listen.reading.missing-definition' }),
    area: shortText({ missing: 'listen.reading.missing-area' }),
    period: shortText({ max: 100, missing: 'listen.reading.missing-period' }),
    base: shortText({ missing: 'listen.reading.missing-base' }),
    source: shortText({ max: 500, missing: 'listen.reading.missing-source' }),
    gap: optionalText({ max: 500 }),
    /** A conversation it opens, or an insight it stands beside. */
    beside: optionalId(),
  }),
  async do({ tx, actor, place, now, about }, input) {
    const { placeId } = actor;
    const beside = input.beside ? await recordHead(tx, placeId, input.beside, true) : null;
    if (input.beside && !beside) return refuseField('beside', 'listen.reading.no-record');
    const id = newId();
    await register(tx, {
      placeId,
      id,
      type: 'reading',
      step: 'means',
      title: `${input.shown} ${input.says}`,
      line: `${input.area} · ${input.period} · ${input.base} · ${input.source}`,
      state: 'standing',
      onDay: dayOf(now, place.timeZone),
      now,
    });
    await tx
      .insertInto('reading')
      .values({
        place_id: placeId,
        id,
        shown: input.shown,
        says: input.says,
        definition: input.definition,
        area: input.area,
        period: input.period,
        base: input.base,
        source: input.source,
        gap: input.gap,
        made_at: now,
        made_by: actor.personId,
      })
      .execute();
    if (beside)
      await link(tx, {
        placeId,
        from: id,
        to: beside.id,
        kind: beside.type === 'conversation' ? 'opens' : 'shows',
        madeBy: actor.personId,
        now,
      });
    about('reading', id);
    return done({ id, beside: beside?.id ?? null });
  },
});
