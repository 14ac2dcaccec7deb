import { addDays } from '@upwell/act';
import type { HandlerServices } from '@upwell/platform/http';
import { translator } from '@upwell/platform/i18n';
import { type EventHandler, on, type Schedule, schedule } from '@upwell/platform/jobs';
import { queueMessage } from '@upwell/platform/messages';
import { amend, dayOf } from '@upwell/thread';
import { gapContext } from './gaps.ts';
import { heldFor, introductionById, openDetails } from './introductions.ts';
import { CHECK_BACK_DAYS, DRAFT_HOURS } from './model.ts';
import { langOf, tellPerson, travel } from './sending.ts';
import { targetOf } from './targets.ts';
import './tables.ts';

/** A group has room again: what was held for it travels, in the order it came (CO06). */
export const releaseHeld = (services: HandlerServices): EventHandler =>
  on('group.room-changed', 'connect.release-held', async (tx, { placeId, subject }, now) => {
    const { sealer, catalogue } = services;
    const target = await targetOf(tx, sealer, { placeId, kind: 'group', id: subject.id, connector: true });
    if (!target || target.full) return;
    const place = await services.placeFacts(tx, placeId);
    for (const introduction of await heldFor(tx, placeId, subject.id)) {
      const sent = await travel(tx, { sealer, catalogue, place, now }, introduction, target);
      if (!sent.ok) throw new Error(`A held introduction could not travel: ${sent.code}.`);
    }
  });

/** Something was opened from a wish: the gap is answered, and whoever wished is told once. */
export const answerGap = (services: HandlerServices): EventHandler =>
  on('activity.opened', 'connect.answer-gap', async (tx, { placeId, subject, data }, now) => {
    if (typeof data?.from !== 'string') return;
    const gap = await tx
      .updateTable('gap')
      .set({ state: 'answered' })
      .where('place_id', '=', placeId)
      .where('id', '=', data.from)
      .returning(['id', 'words', 'channel', 'address', 'lang'])
      .executeTakeFirst();
    if (!gap) return;
    await amend(tx, { placeId, id: gap.id }, { state: 'answered' });
    if (gap.channel === null || gap.address === null) return;
    const { channel } = gap;
    const place = await services.placeFacts(tx, placeId);
    const lang = langOf(gap.lang, place);
    const t = translator(services.catalogue, lang, place.words, { timeZone: place.timeZone });
    const body = t('connect.message.gap', {
      place: place.name,
      words: gap.words,
      link: `${place.origin}/activities/${subject.id}`,
    });
    await queueMessage(
      tx,
      { sealer: services.sealer, origin: place.origin },
      {
        placeId,
        to: { personId: null, channel, address: services.sealer.openText(gap.address, gapContext(placeId, gap.id)) },
        purpose: 'reply',
        lang,
        sender: null,
        sealed: true,
        onceKey: `gap:${gap.id}:${subject.id}`,
        compose: ({ stop }) =>
          channel === 'sms'
            ? { body }
            : {
                subject: t('connect.message.subject'),
                body: `${body}\n\n${t('connect.message.stop', { link: stop })}`,
              },
      },
      now,
    );
  });

/**
 * Every morning: people whose day of checking back has come are asked how it went, once and never again; those who are
 * still held for a full group are told so, with a new date; drafts that nobody sent are deleted.
 */
export const askBack = (services: HandlerServices): Schedule =>
  schedule('connect.check-back', '0 8 * * *', async ({ db, placeId, now }) => {
    const due = await db.write({ placeId }, async (tx) => {
      await tx
        .deleteFrom('introduction')
        .where('place_id', '=', placeId)
        .where('state', '=', 'draft')
        .where('made_at', '<', new Date(now.getTime() - DRAFT_HOURS * 3_600_000))
        .execute();
      const place = await services.placeFacts(tx, placeId);
      return await tx
        .selectFrom('introduction')
        .select('id')
        .where('place_id', '=', placeId)
        .where('check_on', '<=', dayOf(now, place.timeZone))
        .where((where) =>
          where.or([
            where.and([where('state', '=', 'waiting'), where('asked_at', 'is', null)]),
            where('state', '=', 'held'),
          ]),
        )
        .orderBy('check_on')
        .limit(500)
        .execute();
    });
    for (const { id } of due) await db.write({ placeId }, (tx) => askOne(tx, services, placeId, id, now));
  });

async function askOne(
  tx: Parameters<typeof introductionById>[0],
  services: HandlerServices,
  placeId: string,
  id: string,
  now: Date,
): Promise<void> {
  const introduction = await introductionById(tx, placeId, id, true);
  if (!introduction || (introduction.state !== 'waiting' && introduction.state !== 'held')) return;
  const held = introduction.state === 'held';
  if (!held && introduction.askedAt !== null) return;
  const { sealer, catalogue } = services;
  const place = await services.placeFacts(tx, placeId);
  const today = dayOf(now, place.timeZone);
  const nextLook = addDays(today, CHECK_BACK_DAYS);
  const target = await targetOf(tx, sealer, {
    placeId,
    kind: introduction.targetKind,
    id: introduction.targetId,
    connector: true,
  });
  const details = openDetails(sealer, placeId, introduction);
  const t = translator(catalogue, langOf(introduction.lang, place), place.words, { timeZone: place.timeZone });
  await tellPerson(tx, { sealer, catalogue, place, now }, introduction, details, {
    body: held
      ? t('connect.message.still-held', { target: target?.title ?? '…', date: t.date(nextLook, 'long') })
      : t('connect.message.ask', {
          target: target?.title ?? '…',
          code: details.code.replaceAll('-', ' '),
          link: `${place.origin}/check-back?code=${details.code}`,
        }),
    onceKey: held ? `introduction:${id}:held:${introduction.checkOn}` : `introduction:${id}:ask`,
  });
  await tx
    .updateTable('introduction')
    .set(held ? { check_on: nextLook } : { asked_at: now })
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .execute();
}
