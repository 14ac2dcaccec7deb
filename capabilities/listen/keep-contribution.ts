import type { ActionContext } from '@upwell/platform/action';
import { give } from '@upwell/platform/consent';
import { type Lang, translator } from '@upwell/platform/i18n';
import { dayOf, leaveWayBack, register, shortened } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { addDays, type Channel, type Sharing, type Source, STANDING_PROMISE_DAYS } from './model.ts';
import type { Conversation } from './queries.ts';
import './tables.ts';

export interface Words {
  /** Null for words said outside any conversation: the place itself answers for them. */
  conversation: Conversation | null;
  words: string;
  sharing: Sharing;
  shownName: string | null;
  lang: Lang;
  source: Source;
  forSomeone: boolean;
  channel: Channel;
  heardWhere: string | null;
  serial: string;
  way: { channel: 'email' | 'sms' | 'letter' | 'code' | 'in-person'; address: string | null; code: string } | null;
}

/** What private words are sealed to. */
export const wordsContext = (placeId: string, id: string) => `contribution.words:${placeId}:${id}`;

/**
 * Keeps one contribution: its words (sealed where they are private), its head on the thread, the consent
 * given with it in the words that were shown, and the way back. Every channel comes through here.
 * @returns its id and the calendar day by which a reply is promised
 */
export async function keepContribution(
  { tx, actor, place, now, lang, services, announce, about }: ActionContext,
  said: Words,
): Promise<{ id: string; replyDue: string }> {
  const { placeId } = actor;
  const id = newId();
  const today = dayOf(now, place.timeZone);
  const replyDue = said.conversation?.replyDue ?? addDays(today, STANDING_PROMISE_DAYS);
  const sealed = said.sharing === 'confidential';
  const takenDown = said.channel !== 'web';
  // Sent together; PostgreSQL answers them in order.
  await Promise.all([
    register(tx, {
      placeId,
      id,
      type: 'contribution',
      step: 'said',
      parentId: said.conversation?.id ?? null,
      title: sealed ? '…' : shortened(said.words, 280),
      state: 'waiting',
      onDay: today,
      dueOn: said.conversation ? null : replyDue,
      owedBy: said.conversation ? null : place.name,
      sensitivity: said.sharing,
      now,
    }),
    tx
      .insertInto('contribution')
      .values({
        place_id: placeId,
        id,
        conversation_id: said.conversation?.id ?? null,
        words: sealed ? null : said.words,
        words_sealed: sealed ? services.sealer.seal(said.words, wordsContext(placeId, id)) : null,
        lang: said.lang,
        source: said.source,
        for_someone: said.forSomeone,
        channel: said.channel,
        shown_name: said.shownName,
        heard_where: said.heardWhere,
        person_id: takenDown ? null : actor.personId,
        taken_down_by: takenDown ? actor.personId : null,
        serial: said.serial,
        made_at: now,
      })
      .execute(),
    give(
      tx,
      { placeId, type: 'contribution', id },
      {
        item: `share-${said.sharing}`,
        given: true,
        words: {
          key: `listen.sharing.${said.sharing}`,
          text: translator(services.catalogue, lang, place.words)(`listen.sharing.${said.sharing}`),
          lang,
        },
        channel: said.channel,
        personId: takenDown ? null : actor.personId,
        now,
      },
    ),
    said.way
      ? leaveWayBack(tx, services.sealer, {
          placeId,
          recordId: id,
          channel: said.way.channel,
          address: said.way.address,
          code: said.way.code,
          lang: said.lang,
          personId: takenDown ? null : actor.personId,
          now,
        })
      : null,
  ]);
  about('contribution', id);
  announce({ name: 'contribution.made', subject: { type: 'contribution', id } });
  return { id, replyDue };
}
