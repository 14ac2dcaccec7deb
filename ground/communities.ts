import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuseField } from '@upwell/platform/outcome';
import { v7 } from 'uuid';
import { noteChange } from './history.ts';
import type { CommunityKind } from './model.ts';

export interface Community {
  id: string;
  kind: CommunityKind;
  name: string;
  about: string;
  sharedKey: string | null;
  /** Nested places it belongs to; none means the whole tree. */
  inPlaces: string[];
}

export interface NewCommunity {
  placeId: string;
  kind: CommunityKind;
  name: string;
  about: string;
  inPlaces?: readonly string[];
  /** The same key in another tree of places makes it the same community. */
  sharedKey?: string | null;
  now: Date;
  byPerson: string | null;
}

/** Starts a community. */
export async function startCommunity(tx: Tx, community: NewCommunity): Promise<Outcome<{ id: string }>> {
  const { placeId, now, byPerson } = community;
  const id = v7();
  const sharedKey = community.sharedKey ?? null;
  if (sharedKey) {
    const tied = await tx
      .insertInto('community_across')
      .values({ shared_key: sharedKey, root_id: placeId, community_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('community_id')
      .executeTakeFirst();
    if (!tied) return refuseField('sharedKey', 'error.taken');
  }
  await tx
    .insertInto('community')
    .values({
      place_id: placeId,
      id,
      kind: community.kind,
      name: community.name,
      about: community.about,
      shared_key: sharedKey,
      created_at: now,
      created_by: byPerson,
      ended_at: null,
    })
    .execute();
  const inPlaces = [...new Set(community.inPlaces ?? [])];
  if (inPlaces.length > 0)
    await tx
      .insertInto('community_place')
      .values(inPlaces.map((in_place) => ({ place_id: placeId, community_id: id, in_place })))
      .execute();
  await noteChange(tx, {
    placeId,
    at: now,
    subject: { type: 'community', id },
    what: 'community.started',
    details: { values: { name: community.name } },
    byPerson,
  });
  return done({ id });
}

/** Communities that stand, by name. */
export async function listCommunities(tx: Tx): Promise<Community[]> {
  const [rows, places] = await Promise.all([
    tx
      .selectFrom('community')
      .selectAll()
      .where('ended_at', 'is', null)
      .orderBy('name')
      .orderBy('id')
      .limit(500)
      .execute(),
    tx.selectFrom('community_place').selectAll().execute(),
  ]);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    about: row.about,
    sharedKey: row.shared_key,
    inPlaces: places.filter((place) => place.community_id === row.id).map((place) => place.in_place),
  }));
}

export const findCommunity = async (tx: Tx, id: string): Promise<Community | null> =>
  (await listCommunities(tx)).find((community) => community.id === id) ?? null;

/** Members who said that they may be seen, by nickname. */
export async function shownMembers(tx: Tx, communityId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('community_member')
    .innerJoin('person', (join) =>
      join
        .onRef('person.place_id', '=', 'community_member.place_id')
        .onRef('person.id', '=', 'community_member.person_id'),
    )
    .select('person.nickname')
    .where('community_id', '=', communityId)
    .where('shown', '=', true)
    .where('person.nickname', 'is not', null)
    .where('person.removed_at', 'is', null)
    .orderBy('person.nickname')
    .limit(500)
    .execute();
  return rows.map((row) => row.nickname as string);
}

/** What a person is to a community: nothing, a hidden member, a shown one. Only ever for their own eyes. */
export async function membershipOf(tx: Tx, communityId: string, personId: string): Promise<{ shown: boolean } | null> {
  const row = await tx
    .selectFrom('community_member')
    .select('shown')
    .where('community_id', '=', communityId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ?? null;
}

/** Joins, or changes whether one may be seen. Hidden unless the person says otherwise. */
export const join = (
  tx: Tx,
  member: { placeId: string; communityId: string; personId: string; shown?: boolean; now: Date },
) =>
  tx
    .insertInto('community_member')
    .values({
      place_id: member.placeId,
      community_id: member.communityId,
      person_id: member.personId,
      shown: member.shown ?? false,
      joined_at: member.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['place_id', 'community_id', 'person_id']).doUpdateSet({ shown: member.shown ?? false }),
    )
    .execute();

/** Leaves without a trace. */
export const leave = (tx: Tx, communityId: string, personId: string) =>
  tx.deleteFrom('community_member').where('community_id', '=', communityId).where('person_id', '=', personId).execute();

/** Other trees of places that share this community, by their root. */
export async function sharedWith(tx: Tx, { sharedKey }: Community, placeId: string): Promise<string[]> {
  if (!sharedKey) return [];
  const rows = await tx
    .selectFrom('community_across')
    .innerJoin('place_directory', 'place_directory.root_id', 'community_across.root_id')
    .select('place_directory.slug')
    .where('shared_key', '=', sharedKey)
    .where('community_across.root_id', '<>', placeId)
    .orderBy('slug')
    .execute();
  return rows.map((row) => row.slug);
}
