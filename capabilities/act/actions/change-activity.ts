import { defineAction } from '@upwell/platform/action';
import { done } from '@upwell/platform/outcome';
import { amend, dayOf, remember } from '@upwell/thread';
import { z } from 'zod';
import { type Activity, activityById } from '../queries.ts';
import { mayRun } from '../rules.ts';
import { activityFields, readActivity } from './activity-fields.ts';
import '../tables.ts';

/** Changes what is told of an activity: its date, its place, its room. Everybody can see that it was changed; those who wait for a chance are told. */
export const changeActivity = defineAction({
  name: 'act.changeActivity',
  rule: mayRun,
  subject: ({ tx, actor }, { id }) => activityById(tx, actor.placeId, id as string, true),
  input: z.strictObject(activityFields),
  async do({ tx, actor, place, now, services, announce, about }, input, activity: Activity) {
    const { placeId } = actor;
    const { id } = activity;
    const today = dayOf(now, place.timeZone);
    const row = readActivity(input, { today, sealer: services.sealer, placeId, id });
    if ('ok' in row) return row;
    await tx.updateTable('activity').set(row).where('place_id', '=', placeId).where('id', '=', id).execute();
    await amend(tx, { placeId, id }, { title: row.title, line: `${row.rhythm_words} · ${row.venue}` });
    await remember(tx, {
      placeId,
      recordId: id,
      happened: 'act.history.changed',
      before: `${activity.title} · ${activity.rhythmWords} · ${activity.venue}`,
      after: `${row.title} · ${row.rhythm_words} · ${row.venue}`,
      byPerson: actor.personId,
      byWords: place.name,
      now,
    });
    about('activity', id);
    announce({ name: 'activity.changed', subject: { type: 'activity', id } });
    return done({ id });
  },
});
