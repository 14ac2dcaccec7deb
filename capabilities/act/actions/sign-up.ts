import { choice, defineAction, optionalDay, optionalText } from '@upwell/platform/action';
import { done, refuse, refuseField } from '@upwell/platform/outcome';
import { amend, dayOf, newCode } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { confirm } from '../messages.ts';
import { addDays, booked, comingDates, firstWithRoom, NEXT_CHANCE_DAYS, ways } from '../model.ts';
import { type Activity, activityById, placesTaken } from '../queries.ts';
import { mayCome } from '../rules.ts';
import { addressContext, codeContext, whoContext } from '../sign-ups.ts';
import { readWay } from '../way.ts';
import '../tables.ts';

const several = z.preprocess(
  (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.enum(booked, { error: 'error.choose-one' })).max(booked.length),
);

/**
 * Takes a place, without an account. The activity's row is held while places are counted, so the last place goes to
 * one person only; who comes too late is given the next date with room, or a day by which they hear of one (AC03).
 */
export const signUp = defineAction({
  name: 'act.signUp',
  rule: mayCome,
  subject: ({ tx, actor }, { id }) => activityById(tx, actor.placeId, id as string, true),
  input: z.strictObject({
    day: optionalDay(),
    nickname: optionalText({ max: 60 }),
    supports: several,
    needs: optionalText({ max: 500, lines: true }),
    tell: choice(ways, 'act.tell.missing').default('code'),
    email: optionalText({ max: 254 }),
    phone: optionalText({ max: 40 }),
  }),
  async do({ tx, actor, place, now, lang, services, announce, about }, input, activity: Activity) {
    const { placeId } = actor;
    const { sealer, catalogue } = services;
    const way = readWay(input);
    if ('ok' in way) return way;
    const today = dayOf(now, place.timeZone);
    const dates = activity.stage === 'resting' ? [] : comingDates(activity, today);
    if (input.day && !dates.includes(input.day)) return refuseField('day', 'act.come.day-gone');
    const wished = input.day ?? dates[0] ?? null;
    const from = wished === null ? [] : dates.slice(dates.indexOf(wished));
    const taken = await placesTaken(tx, { placeId, activityId: activity.id, from: today });
    const onDay = firstWithRoom(from, activity.room, taken);
    const chanceBy = onDay === null ? addDays(today, NEXT_CHANCE_DAYS) : null;
    const id = newId();
    const code = newCode();
    await tx
      .insertInto('sign_up')
      .values({
        place_id: placeId,
        id,
        activity_id: activity.id,
        on_day: onDay,
        chance_by: chanceBy,
        told_at: null,
        who: sealer.seal(
          JSON.stringify({ nickname: input.nickname, supports: input.supports, needs: input.needs }),
          whoContext(placeId, id),
        ),
        channel: way.channel,
        address: way.address === null ? null : sealer.seal(way.address, addressContext(placeId, id)),
        code_print: sealer.fingerprint(code, codeContext(placeId)),
        lang,
        person_id: actor.personId,
        made_at: now,
      })
      .execute();
    // Somebody waits: that a next chance is owed, and by when, stands on the thread. The earliest promise holds.
    if (chanceBy !== null) {
      const owed = await tx
        .selectFrom('record')
        .select('due_on')
        .where('place_id', '=', placeId)
        .where('id', '=', activity.id)
        .executeTakeFirst();
      if (!owed?.due_on) await amend(tx, { placeId, id: activity.id }, { dueOn: chanceBy, owedBy: activity.ledBy });
    }
    const sent = await confirm(
      tx,
      { sealer, catalogue, place, lang, now },
      { id, activity, onDay, chanceBy, code, way },
    );
    if (!sent.ok)
      return sent.problem
        ? refuseField(way.channel === 'sms' ? 'phone' : 'email', sent.problem.key)
        : refuse('invalid');
    about('activity', activity.id);
    announce({ name: 'place.taken', subject: { type: 'activity', id: activity.id } });
    return done({ activityId: activity.id, code, onDay, chanceBy, wished });
  },
});
