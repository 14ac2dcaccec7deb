import type { Tx } from '@upwell/platform/database';
import { announce } from '@upwell/platform/jobs';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { v7 } from 'uuid';
import { recompute } from './recompute.ts';

/** What is consented to, one thing each. Capabilities may name their own: lower case, with hyphens. */
export type Item = 'publish-words' | 'name' | 'contact-reply' | 'research' | 'photo' | (string & {});

/** What the consent is about: a contribution, a photo, a story. */
export interface Subject {
  placeId: string;
  type: string;
  id: string;
}

/** One answer to one question, as the person gave it. */
export interface Answer {
  item: Item;
  given: boolean;
  /** The message key of the question, and the very words the person saw or heard. */
  words: { key: string; text: string; lang: string };
  /** How they answered: 'web', 'phone', 'paper', 'text', 'in-person'. */
  channel: string;
  /** Who answered, where they are known. */
  personId?: string | null;
  now: Date;
}

/**
 * Keeps an answer. A no is kept as well as a yes, and a no withdraws the yes that stood before, with everything that
 * `withdraw` does. Gives the id of the consent.
 */
export async function give(tx: Tx, subject: Subject, answer: Answer): Promise<string> {
  const { item, given, words, channel, personId = null, now } = answer;
  if (!given) await withdraw(tx, subject, { item, by: 'self', now });
  const id = v7();
  await tx
    .insertInto('consent')
    .values({
      place_id: subject.placeId,
      id,
      subject_type: subject.type,
      subject_id: subject.id,
      person_id: personId,
      item,
      given,
      words_key: words.key,
      words_text: words.text,
      lang: words.lang,
      channel,
      given_at: now,
      withdrawn_at: null,
      withdrawn_by: null,
    })
    .execute();
  return id;
}

/** What a recomputer is told of a withdrawal. */
export interface Withdrawn {
  subject: Subject;
  item: Item;
  at: Date;
}

/**
 * Withdraws what stood of one item and, in the same transaction, has every dependent count, quote and page made anew by
 * the recomputers of the subject's type; then announces `consent.withdrawn`. When the transaction is kept nothing shows
 * the old answer any more. Doing it twice does no harm.
 * @param by who withdrew: 'self', 'helper', 'guardian', 'organiser', 'erasure'.
 * @returns whether anything stood.
 */
export async function withdraw(
  tx: Tx,
  subject: Subject,
  { item, by, now }: { item: Item; by: string; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('consent')
    .set({ withdrawn_at: now, withdrawn_by: by })
    .where('place_id', '=', subject.placeId)
    .where('subject_type', '=', subject.type)
    .where('subject_id', '=', subject.id)
    .where('item', '=', item)
    .where('given', '=', true)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await recompute(tx, { subject, item, at: now });
  await announce(tx, {
    placeId: subject.placeId,
    name: 'consent.withdrawn',
    subject: { type: subject.type, id: subject.id },
    data: { item },
    now,
  });
  return true;
}

/** Withdraws every item of a subject that stands. Gives the items withdrawn. */
export async function withdrawAll(tx: Tx, subject: Subject, how: { by: string; now: Date }): Promise<Item[]> {
  const items = (await history(tx, subject)).filter((answer) => answer.given && !answer.withdrawnAt);
  const names = [...new Set(items.map((answer) => answer.item))];
  for (const item of names) await withdraw(tx, subject, { item, ...how });
  return names;
}

/** Whether consent to an item stands. What was never asked does not stand. */
export async function stands(tx: Tx, subject: Subject, item: Item): Promise<boolean> {
  return (await standing(tx, { ...subject, ids: [subject.id] }, item)).has(subject.id);
}

/** Of many subjects of one type, those for which consent to an item stands. */
export async function standing(
  tx: Tx,
  { placeId, type, ids }: { placeId: string; type: string; ids: readonly string[] },
  item: Item,
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom('consent')
    .select('subject_id')
    .distinct()
    .where('place_id', '=', placeId)
    .where('subject_type', '=', type)
    .where(sql<SqlBool>`subject_id = any (${ids}::uuid[])`)
    .where('item', '=', item)
    .where('given', '=', true)
    .where('withdrawn_at', 'is', null)
    .execute();
  return new Set(rows.map((row) => row.subject_id));
}

/**
 * A condition for queries: `.where(whereStands('contribution', 'publish-words', 'c'))` keeps the rows of `c` (with
 * `place_id` and `id`) whose consent stands.
 */
export const whereStands = (type: string, item: Item, table: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`consent_stands(${sql.ref(`${table}.place_id`)}, ${type}, ${sql.ref(`${table}.id`)}, ${item})`;

/** One answer as its history shows it: never what the person said, only what they were asked and what they answered. */
export interface PastAnswer {
  id: string;
  item: Item;
  given: boolean;
  words: { key: string; text: string; lang: string };
  channel: string;
  givenAt: Date;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
}

/** Every answer about a subject, oldest first, withdrawn ones too. */
export async function history(tx: Tx, { placeId, type, id }: Subject): Promise<PastAnswer[]> {
  const rows = await tx
    .selectFrom('consent')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('subject_type', '=', type)
    .where('subject_id', '=', id)
    .orderBy('given_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    item: row.item,
    given: row.given,
    words: { key: row.words_key, text: row.words_text, lang: row.lang },
    channel: row.channel,
    givenAt: row.given_at,
    withdrawnAt: row.withdrawn_at,
    withdrawnBy: row.withdrawn_by,
  }));
}
