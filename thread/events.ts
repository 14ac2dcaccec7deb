import type { Tx } from '@upwell/platform/database';
import type { HandlerServices } from '@upwell/platform/http';
import { isLang, type Lang, translator } from '@upwell/platform/i18n';
import { type EventHandler, on } from '@upwell/platform/jobs';
import { queueMessage } from '@upwell/platform/messages';
import { sql } from 'kysely';
import { count, countsOf } from './counts.ts';
import { contributionsReached } from './reached.ts';
import { type ReplyRead, replyById } from './told.ts';
import { addressContext } from './way-back.ts';
import './tables.ts';

const stateAfter: Record<string, string> = {
  done: 'acted-on',
  'passed-on': 'passed-on',
  'not-now': 'not-now',
  'still-open': 'still-open',
};

/**
 * After a reply: every contribution behind it ends in its answer, everybody who left a way is told, and it is
 * written down who was told by which channel. Running it again tells nobody twice.
 */
export const tellPeople = (services: HandlerServices): EventHandler =>
  on('reply.made', 'thread.tell-people', async (tx, { placeId, subject }, now) => {
    const reply = await replyById(tx, placeId, subject.id);
    if (!reply) return;
    await sql`
      update record r set state = ${stateAfter[reply.answer] ?? 'answered'}, due_on = ${reply.stillOpenUntil}::date
      where r.place_id = ${placeId} and r.id in (${contributionsReached(placeId, reply.aboutId)})`.execute(tx);
    const { rows } = await sql<NewlyTold>`
      with fresh as (
        insert into told (place_id, reply_id, contribution_id, channel, told_at)
        select w.place_id, ${reply.id}::uuid, w.record_id, w.channel, ${now}
        from way_back w where w.place_id = ${placeId} and w.record_id in (${contributionsReached(placeId, reply.aboutId)})
        on conflict do nothing
        returning contribution_id
      )
      select w.record_id, r.parent_id, w.channel, w.address, w.lang, w.person_id,
        not exists (select from told t where t.place_id = ${placeId} and t.contribution_id = w.record_id) as first
      from fresh
      join way_back w on w.place_id = ${placeId} and w.record_id = fresh.contribution_id
      join record r on r.place_id = ${placeId} and r.id = fresh.contribution_id`.execute(tx);
    await countTold(tx, placeId, reply, rows);
    await sendTold(tx, services, placeId, reply, rows, now);
  });

interface NewlyTold {
  record_id: string;
  parent_id: string | null;
  channel: 'email' | 'sms' | 'letter' | 'code' | 'in-person';
  address: Buffer | null;
  lang: string;
  person_id: string | null;
  /** Nobody had told them anything before. */
  first: boolean;
}

/** Keeps how far the reply came with the reply, and whoever is told for the first time with place and conversation. */
async function countTold(tx: Tx, placeId: string, reply: ReplyRead, told: readonly NewlyTold[]): Promise<void> {
  const counts = new Map<string, number>();
  const add = (subject: string, name: string) =>
    counts.set(`${subject} ${name}`, (counts.get(`${subject} ${name}`) ?? 0) + 1);
  for (const { parent_id, channel, first } of told) {
    add(reply.id, 'told');
    add(reply.id, `told-by-${channel}`);
    if (first) add(placeId, 'told');
    if (first && parent_id) add(parent_id, 'told');
  }
  const reached = await sql<{ n: number }>`
    select count(*) as n from (${contributionsReached(placeId, reply.aboutId)}) reached`.execute(tx);
  const before = (await countsOf(tx, placeId, reply.id)).get('reached') ?? 0;
  const more = Number(reached.rows[0]?.n ?? 0) - before;
  if (more !== 0) await count(tx, placeId, reply.id, 'reached', more);
  for (const [key, n] of counts) {
    const [subject = '', name = ''] = key.split(' ');
    await count(tx, placeId, subject, name, n);
  }
}

async function sendTold(
  tx: Tx,
  services: HandlerServices,
  placeId: string,
  reply: ReplyRead,
  told: readonly NewlyTold[],
  now: Date,
): Promise<void> {
  const place = await services.placeFacts(tx, placeId);
  for (const { record_id, channel, address, lang, person_id } of told) {
    if (address === null || channel === 'code' || channel === 'in-person') continue;
    const speak: Lang = isLang(lang) ? lang : (place.languages[0] ?? 'en');
    const t = translator(services.catalogue, speak, place.words, { timeZone: place.timeZone });
    const values = {
      place: place.name,
      answer: t(`thread.answer.${reply.answer}`),
      words: reply.words,
      by: reply.by,
      link: `${place.origin}/replies/${reply.id}`,
    };
    await queueMessage(
      tx,
      { sealer: services.sealer, origin: place.origin },
      {
        placeId,
        to: {
          personId: person_id,
          channel,
          address: services.sealer.openText(address, addressContext(placeId, record_id)),
        },
        purpose: 'reply',
        lang: speak,
        sender: null,
        onceKey: `reply:${reply.id}:${record_id}`,
        compose: ({ stop }) =>
          channel === 'sms'
            ? { body: t('thread.message.sms', { ...values, words: cut(reply.words, 300) }) }
            : {
                subject: t('thread.message.subject', { place: place.name }),
                body: `${t('thread.message.body', values)}\n\n${t('thread.message.stop', { link: stop })}`,
              },
      },
      now,
    );
  }
}

const cut = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
