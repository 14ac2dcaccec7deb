import type { PlaceFacts } from '@upwell/platform/action';
import type { Tx } from '@upwell/platform/database';
import type { HandlerServices } from '@upwell/platform/http';
import { type Catalogue, isLang, type Lang, translator } from '@upwell/platform/i18n';
import { type EventHandler, on, type Schedule, schedule } from '@upwell/platform/jobs';
import { queueMessage } from '@upwell/platform/messages';
import { done, type Outcome } from '@upwell/platform/outcome';
import type { Sealer } from '@upwell/platform/seal';
import { amend, dayOf, readCode } from '@upwell/thread';
import { comingDates, firstWithRoom } from './model.ts';
import { type Activity, activityById, placesTaken } from './queries.ts';
import { addressContext } from './sign-ups.ts';
import type { WayChosen } from './way.ts';
import './tables.ts';

interface Room {
  sealer: Sealer;
  catalogue: Catalogue;
  place: PlaceFacts;
  lang: Lang;
  now: Date;
}

/** Says yes to somebody who took a place, or by when they hear of a next chance. By a code alone nothing is sent. */
export async function confirm(
  tx: Tx,
  { sealer, catalogue, place, lang, now }: Room,
  told: { id: string; activity: Activity; onDay: string | null; chanceBy: string | null; code: string; way: WayChosen },
): Promise<Outcome<unknown>> {
  const { activity, way } = told;
  if (way.channel === 'code') return done(null);
  const { channel, address } = way;
  const t = translator(catalogue, lang, place.words, { timeZone: place.timeZone });
  const values = {
    activity: activity.title,
    date: t.date((told.onDay ?? told.chanceBy) as string, 'long'),
    time: activity.starts,
    venue: activity.venue,
    host: activity.host,
    code: readCode(told.code)?.replaceAll('-', ' ') ?? told.code,
    link: `${place.origin}/activities/${activity.id}`,
  };
  const body = t(told.onDay ? 'act.message.coming' : 'act.message.waiting', values);
  return await queueMessage(
    tx,
    { sealer, origin: place.origin },
    {
      placeId: place.id,
      to: { personId: null, channel, address },
      purpose: 'invitation',
      lang,
      sender: null,
      // It says where somebody will be and holds their code.
      sealed: true,
      onceKey: `sign-up:${told.id}`,
      compose: ({ stop }) => written(t, body, stop, channel, activity.title),
    },
    now,
  );
}

const written = (
  t: ReturnType<typeof translator>,
  body: string,
  stop: string,
  channel: 'email' | 'sms',
  subject: string,
) => (channel === 'sms' ? { body } : { subject, body: `${body}\n\n${t('act.message.stop', { link: stop })}` });

/**
 * When an activity has new dates or more room, those who wait are given them in the order they came, and told once.
 * Who still finds no room keeps waiting, and the promise stays on the thread.
 */
export const tellWaiting = (services: HandlerServices): EventHandler =>
  on('activity.changed', 'act.tell-waiting', (tx, { placeId, subject }, now) =>
    giveChances(tx, services, placeId, subject.id, now),
  );

export const tellWaitingOnRestart = (services: HandlerServices): EventHandler =>
  on('activity.stage-changed', 'act.tell-waiting-on-restart', (tx, { placeId, subject }, now) =>
    giveChances(tx, services, placeId, subject.id, now),
  );

async function giveChances(
  tx: Tx,
  services: HandlerServices,
  placeId: string,
  activityId: string,
  now: Date,
): Promise<void> {
  const activity = await activityById(tx, placeId, activityId, true);
  if (!activity || activity.stage === 'resting') return;
  const place = await services.placeFacts(tx, placeId);
  const today = dayOf(now, place.timeZone);
  const dates = comingDates(activity, today);
  const taken = new Map(await placesTaken(tx, { placeId, activityId, from: today }));
  const waiting = await tx
    .selectFrom('sign_up')
    .select(['id', 'channel', 'address', 'lang', 'person_id'])
    .where('place_id', '=', placeId)
    .where('activity_id', '=', activityId)
    .where('on_day', 'is', null)
    .orderBy('made_at')
    .orderBy('id')
    .limit(500)
    .execute();
  let left = waiting.length;
  for (const each of waiting) {
    const day = firstWithRoom(dates, activity.room, taken);
    if (day === null) break;
    taken.set(day, (taken.get(day) ?? 0) + 1);
    left -= 1;
    await tx
      .updateTable('sign_up')
      .set({ on_day: day, chance_by: null, told_at: now })
      .where('place_id', '=', placeId)
      .where('id', '=', each.id)
      .execute();
    if (each.address === null || each.channel === 'code') continue;
    const { channel } = each;
    const lang: Lang = isLang(each.lang) ? each.lang : (place.languages[0] ?? 'en');
    const t = translator(services.catalogue, lang, place.words, { timeZone: place.timeZone });
    const body = t('act.message.chance', {
      activity: activity.title,
      date: t.date(day, 'long'),
      time: activity.starts,
      venue: activity.venue,
      host: activity.host,
      link: `${place.origin}/activities/${activityId}`,
    });
    await queueMessage(
      tx,
      { sealer: services.sealer, origin: place.origin },
      {
        placeId,
        to: {
          personId: each.person_id,
          channel,
          address: services.sealer.openText(each.address, addressContext(placeId, each.id)),
        },
        purpose: 'invitation',
        lang,
        sender: null,
        sealed: true,
        onceKey: `chance:${each.id}`,
        compose: ({ stop }) => written(t, body, stop, channel, activity.title),
      },
      now,
    );
  }
  if (left === 0) await amend(tx, { placeId, id: activityId }, { dueOn: null, owedBy: null });
}

/** Once a day dates move on: those who wait are given what has come free. */
export const nextChances = (services: HandlerServices): Schedule =>
  schedule('act.next-chances', '0 7 * * *', async ({ db, placeId, now }) => {
    const waiting = await db.read({ placeId }, (tx) =>
      tx
        .selectFrom('sign_up')
        .select('activity_id')
        .distinct()
        .where('place_id', '=', placeId)
        .where('on_day', 'is', null)
        .limit(1000)
        .execute(),
    );
    for (const { activity_id } of waiting)
      await db.write({ placeId }, (tx) => giveChances(tx, services, placeId, activity_id, now));
  });
