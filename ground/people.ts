import type { Power } from '@upwell/platform/access';
import type { Database, Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import { v7 } from 'uuid';
import type { Channel } from './model.ts';
import { giveRole } from './roles.ts';

export interface NewPerson {
  placeId: string;
  /** Given when the record was made elsewhere first, as on a device without signal. */
  id?: string;
  nickname: string;
  languages?: string[];
  lang?: Lang | null;
  channel?: Channel;
  inPlace?: string | null;
  demo?: boolean;
}

/** Adds a person; a nickname is enough. Gives the id. */
export async function insertPerson(tx: Tx, person: NewPerson, now: Date): Promise<string> {
  const id = person.id ?? v7();
  await tx
    .insertInto('person')
    .values({
      place_id: person.placeId,
      id,
      nickname: person.nickname,
      languages: person.languages ?? [],
      lang: person.lang ?? null,
      channel: person.channel ?? 'none',
      contact_sealed: null,
      access_needs_sealed: null,
      in_place: person.inPlace ?? null,
      demo: person.demo ?? false,
      created_at: now,
      removed_at: null,
      forgotten_at: null,
    })
    .execute();
  return id;
}

/** The same for commands and for signing in the first time: in a transaction of its own. */
export const createPerson = (db: Database, person: NewPerson, now: Date): Promise<string> =>
  db.write({ placeId: person.placeId }, (tx) => insertPerson(tx, person, now));

export interface PersonFacts {
  id: string;
  /** Null once forgotten. */
  nickname: string | null;
  languages: string[];
  lang: Lang | null;
  channel: Channel;
  inPlace: string | null;
  removed: boolean;
}

export async function findPerson(tx: Tx, id: string): Promise<PersonFacts | null> {
  const row = await tx
    .selectFrom('person')
    .select(['id', 'nickname', 'languages', 'lang', 'channel', 'in_place', 'removed_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        nickname: row.nickname,
        languages: row.languages,
        lang: row.lang,
        channel: row.channel,
        inPlace: row.in_place,
        removed: row.removed_at !== null,
      }
    : null;
}

/** Nicknames by person; those forgotten are left out. For people who may see them, never for public pages as such. */
export async function nicknamesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'nickname'])
    .where('id', 'in', [...new Set(ids)])
    .where('nickname', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.id, row.nickname as string]));
}

/** Shuts a person out: from now on they are a visitor here. Their roles stay on the register until ended. */
export async function removePerson(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('person')
    .set({ removed_at: now })
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export const letBackIn = (tx: Tx, id: string) =>
  tx.updateTable('person').set({ removed_at: null }).where('id', '=', id).execute();

/** A person with one power in the whole place, for tests and demo personas. No power makes a member. Gives the person's id. */
export async function addPersonWithPower(
  db: Database,
  placeId: string,
  power: Power | null,
  nickname: string,
  now: Date,
): Promise<string> {
  return db.write({ placeId }, async (tx) => {
    const personId = await insertPerson(tx, { placeId, nickname }, now);
    if (power)
      await giveRole(tx, {
        placeId,
        personId,
        home: { inPlace: placeId },
        name: power,
        powers: [power],
        kind: 'volunteer',
        now,
        byPerson: null,
      });
    return personId;
  });
}

/**
 * People by nickname, for whoever gives out roles.
 * @param exactly only the whole nickname counts, capitals aside: people who do not organise the place learn nobody's name by it
 */
export async function findPeople(
  tx: Tx,
  nickname: string,
  { exactly, most = 20 }: { exactly: boolean; most?: number },
): Promise<{ id: string; nickname: string; removed: boolean }[]> {
  const typed = nickname.trim();
  if (typed === '') return [];
  const pattern = `${exactly ? '' : '%'}${typed.replace(/[\\%_]/g, '\\$&')}${exactly ? '' : '%'}`;
  const rows = await tx
    .selectFrom('person')
    .select(['id', 'nickname', 'removed_at'])
    .where('nickname', 'ilike', pattern)
    .$if(exactly, (query) => query.where('removed_at', 'is', null))
    .orderBy('nickname')
    .orderBy('id')
    .limit(most)
    .execute();
  return rows.map((row) => ({ id: row.id, nickname: row.nickname as string, removed: row.removed_at !== null }));
}

/** Invented people of a demo place, whom anyone may try on, with the names of their roles. */
export async function personas(tx: Tx): Promise<{ id: string; nickname: string; roles: string[] }[]> {
  const rows = await tx
    .selectFrom('person')
    .leftJoin('role', (join) =>
      join
        .onRef('role.place_id', '=', 'person.place_id')
        .onRef('role.person_id', '=', 'person.id')
        .on('role.ended_at', 'is', null),
    )
    .select(['person.id', 'person.nickname', 'role.name'])
    .where('person.demo', '=', true)
    .where('person.nickname', 'is not', null)
    .where('person.removed_at', 'is', null)
    .orderBy('person.created_at')
    .orderBy('person.id')
    .limit(200)
    .execute();
  const people = new Map<string, { id: string; nickname: string; roles: string[] }>();
  for (const { id, nickname, name } of rows) {
    const person = people.get(id) ?? { id, nickname: nickname as string, roles: [] };
    if (name !== null) person.roles.push(name);
    people.set(id, person);
  }
  return [...people.values()];
}
