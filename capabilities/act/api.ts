import { anyone } from '@upwell/platform/access';
import { data } from '@upwell/platform/http';
import { countsOf, dayOf } from '@upwell/thread';
import { z } from 'zod';
import { activitiesOn } from './queries.ts';

/** Activities that are on, as open data. Nobody who comes is in it, and nobody's name without their say-so. */
export const activitiesData = data({
  name: 'act.data.activities',
  path: '/api/activities',
  rule: anyone,
  limit: 'read',
  response: z.object({
    sessionsHeld: z.number(),
    activities: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        happens: z.string(),
        designedBy: z.string(),
        designedHands: z.string(),
        ledBy: z.string(),
        ledHands: z.string(),
        host: z.string(),
        rhythm: z.string(),
        repeats: z.string(),
        nextOn: z.string(),
        starts: z.string(),
        venue: z.string(),
        gettingThere: z.string().nullable(),
        barriersRemoved: z.string().nullable(),
        supports: z.array(z.string()),
        room: z.number().nullable(),
        stage: z.string(),
      }),
    ),
  }),
  async answer(context) {
    const { place, now } = context;
    const { on, counts } = await context.read(async (tx) => ({
      on: await activitiesOn(tx, { placeId: place.id, today: dayOf(now, place.timeZone) }),
      counts: await countsOf(tx, place.id, place.id),
    }));
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        sessionsHeld: counts.get('session') ?? 0,
        activities: on.map((activity) => ({
          id: activity.id,
          title: activity.title,
          happens: activity.happens,
          designedBy: activity.designedBy,
          designedHands: activity.designedHands,
          ledBy: activity.ledBy,
          ledHands: activity.ledHands,
          host: activity.host,
          rhythm: activity.rhythmWords,
          repeats: activity.rhythm,
          nextOn: activity.date,
          starts: activity.starts,
          venue: activity.venue,
          gettingThere: activity.gettingThere,
          barriersRemoved: activity.barriers,
          supports: activity.supports,
          room: activity.room,
          stage: activity.stage,
        })),
      }),
    };
  },
});
