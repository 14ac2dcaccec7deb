import type { Database, Tx } from '@upwell/platform/database';
import type { Lang, PlaceWords } from '@upwell/platform/i18n';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import type { Boundary, NamedOutline } from './geojson.ts';
import { noteChange } from './history.ts';
import { type Inherited, inherit } from './inherit.ts';
import type { Place, PlaceKind, PlaceSettings } from './model.ts';
import { insertPerson } from './people.ts';
import { giveRole } from './roles.ts';
import { slugOf } from './slug.ts';
import type { PlaceTable } from './tables.ts';

/** What a new place begins with. */
export interface NewPlace {
  name: string;
  kind?: PlaceKind;
  /** Short name for its address; made from the name when left out, and made free either way. */
  slug?: string;
  words?: PlaceWords;
  principles?: string[];
  settings?: PlaceSettings;
  languages?: Lang[];
  timeZone?: string;
  phone?: string | null;
  textNumber?: string | null;
  postalAddress?: string | null;
  neighbourhoods?: (string | NamedOutline)[];
  /** A host name of its own besides `<slug>.<host of PUBLIC_URL>`. */
  hostname?: string | null;
  demo?: boolean;
  /** Becomes the owner: the first organiser. */
  firstOrganiser?: { nickname: string; roleName: string; lang?: Lang | null } | null;
}

export interface CreatedPlace {
  placeId: string;
  slug: string;
  neighbourhoods: { id: string; name: string }[];
  /** The first organiser's person; null when none was given. */
  organiserId: string | null;
}

/** Makes a place of this installation: a tree of its own with its neighbourhoods, address and first organiser. */
export async function createPlace(db: Database, place: NewPlace, now: Date): Promise<CreatedPlace> {
  const placeId = v7();
  return db.write({ placeId }, (tx) => insertPlace(tx, placeId, place, now));
}

/**
 * The same inside a transaction that stands somewhere else: before the first place there is nowhere to stand.
 * The transaction goes back to where it stood.
 * @param inside what else belongs to the making, done while the transaction stands in the new place
 */
export async function createPlaceFrom<T = null>(
  tx: Tx,
  place: NewPlace,
  now: Date,
  inside: (created: CreatedPlace) => Promise<T> = async () => null as T,
): Promise<CreatedPlace & { inside: T }> {
  const placeId = v7();
  const before = await sql<{ place: string | null }>`select current_setting('upwell.place', true) as place`.execute(tx);
  await sql`select set_config('upwell.place', ${placeId}, true)`.execute(tx);
  const created = await insertPlace(tx, placeId, place, now);
  const more = await inside(created);
  await sql`select set_config('upwell.place', ${before.rows[0]?.place ?? ''}, true)`.execute(tx);
  return { ...created, inside: more };
}

async function insertPlace(tx: Tx, placeId: string, place: NewPlace, now: Date): Promise<CreatedPlace> {
  const demo = place.demo ?? false;
  const slug = await freeSlug(tx, place.slug ?? place.name);
  await tx.insertInto('place_directory').values({ root_id: placeId, slug, demo, created_at: now }).execute();
  if (place.hostname)
    await tx
      .insertInto('place_address')
      .values({ hostname: place.hostname.toLowerCase(), root_id: placeId, created_at: now })
      .execute();
  await tx
    .insertInto('place')
    .values({
      place_id: placeId,
      id: placeId,
      parent_id: null,
      kind: place.kind ?? 'town',
      name: place.name,
      slug,
      words: place.words ?? {},
      principles: place.principles ?? [],
      settings: place.settings ?? {},
      languages: place.languages ?? ['en'],
      time_zone: place.timeZone ?? 'Europe/London',
      phone: place.phone ?? null,
      text_number: place.textNumber ?? null,
      postal_address: place.postalAddress ?? null,
      boundary: null,
      demo,
      created_at: now,
      ended_at: null,
      succeeded_by: null,
    })
    .execute();
  const neighbourhoods = await addNeighbourhoods(tx, {
    placeId,
    parentId: placeId,
    outlines: place.neighbourhoods ?? [],
    now,
  });
  await noteChange(tx, {
    placeId,
    at: now,
    subject: { type: 'place', id: placeId },
    what: 'place.made',
    byPerson: null,
  });
  const organiser = place.firstOrganiser;
  if (!organiser) return { placeId, slug, neighbourhoods, organiserId: null };
  const organiserId = await insertPerson(
    tx,
    { placeId, nickname: organiser.nickname, lang: organiser.lang ?? null, demo },
    now,
  );
  await giveRole(tx, {
    placeId,
    personId: organiserId,
    home: { inPlace: placeId },
    name: organiser.roleName,
    powers: ['own'],
    kind: 'volunteer',
    now,
    byPerson: organiserId,
  });
  return { placeId, slug, neighbourhoods, organiserId };
}

async function freeSlug(tx: Tx, wished: string): Promise<string> {
  const start = slugOf(wished);
  const taken = await tx.selectFrom('place_directory').select('slug').where('slug', 'like', `${start}%`).execute();
  return slugOf(wished, new Set(taken.map((row) => row.slug)));
}

/** Adds places inside a place, all of one kind. Names already there, whatever their capitals, are passed over. */
export async function addNeighbourhoods(
  tx: Tx,
  {
    placeId,
    parentId,
    kind = 'neighbourhood',
    outlines,
    now,
  }: { placeId: string; parentId: string; kind?: PlaceKind; outlines: readonly (string | NamedOutline)[]; now: Date },
): Promise<{ id: string; name: string }[]> {
  const there = await tx.selectFrom('place').select(['slug', 'name', 'parent_id']).execute();
  const slugs = new Set(there.map((row) => row.slug));
  const names = new Set(there.filter((row) => row.parent_id === parentId).map((row) => row.name.toLowerCase()));
  const added: { id: string; name: string }[] = [];
  const rows: { name: string; slug: string; id: string; boundary: Boundary | null }[] = [];
  for (const outline of outlines) {
    const { name, boundary } = typeof outline === 'string' ? { name: outline, boundary: null } : outline;
    if (names.has(name.toLowerCase())) continue;
    names.add(name.toLowerCase());
    const slug = slugOf(name, slugs);
    slugs.add(slug);
    const id = v7();
    rows.push({ id, name, slug, boundary });
    added.push({ id, name });
  }
  if (rows.length > 0)
    await tx
      .insertInto('place')
      .values(
        rows.map((row) => ({
          ...row,
          place_id: placeId,
          parent_id: parentId,
          kind,
          languages: null,
          time_zone: null,
          phone: null,
          text_number: null,
          postal_address: null,
          created_at: now,
          ended_at: null,
          succeeded_by: null,
        })),
      )
      .execute();
  return added;
}

/** Every place of the installation, in the order they were made. */
export async function listPlaces(
  db: Database,
): Promise<{ placeId: string; slug: string; name: string; demo: boolean }[]> {
  const known = await db.installation((tx) =>
    tx.selectFrom('place_directory').selectAll().orderBy('created_at').orderBy('root_id').execute(),
  );
  return Promise.all(
    known.map(async ({ root_id: placeId, slug, demo }) => {
      const row = await db.read({ placeId }, (tx) =>
        tx.selectFrom('place').select('name').where('id', '=', placeId).executeTakeFirstOrThrow(),
      );
      return { placeId, slug, name: row.name, demo };
    }),
  );
}

const light = [
  'place_id',
  'id',
  'parent_id',
  'kind',
  'name',
  'slug',
  'words',
  'principles',
  'settings',
  'languages',
  'time_zone',
  'phone',
  'text_number',
  'postal_address',
  'demo',
  'created_at',
  'ended_at',
  'succeeded_by',
] as const;

const placeOf = (row: Omit<Selectable<PlaceTable>, 'boundary'>): Place => ({
  placeId: row.place_id,
  id: row.id,
  parentId: row.parent_id,
  kind: row.kind,
  name: row.name,
  slug: row.slug,
  words: row.words,
  principles: row.principles,
  settings: row.settings,
  languages: row.languages,
  timeZone: row.time_zone,
  phone: row.phone,
  textNumber: row.text_number,
  postalAddress: row.postal_address,
  demo: row.demo,
  createdAt: row.created_at,
  endedAt: row.ended_at,
  succeededBy: row.succeeded_by,
});

/** The whole tree of places, ended ones too, without outlines; by name within each parent. */
export async function placesOf(tx: Tx): Promise<Place[]> {
  const rows = await tx.selectFrom('place').select(light).orderBy('name').execute();
  return rows.map(placeOf);
}

export async function findPlace(tx: Tx, id: string): Promise<Place | null> {
  const row = await tx.selectFrom('place').select(light).where('id', '=', id).executeTakeFirst();
  return row ? placeOf(row) : null;
}

/** The line from the top of the tree down to a place; empty when the place is not among `places`. */
export function lineTo(places: readonly Place[], id: string): Place[] {
  const byId = new Map(places.map((place) => [place.id, place]));
  const line: Place[] = [];
  for (let at = byId.get(id); at; at = at.parentId ? byId.get(at.parentId) : undefined) line.unshift(at);
  return line;
}

export interface PlaceWithInheritance {
  place: Place;
  /** From the top of the tree down to it. */
  line: Place[];
  inherited: Inherited;
}

/** A place and what it takes over; null when there is none of this id. */
export async function placeWithInheritance(tx: Tx, id: string): Promise<PlaceWithInheritance | null> {
  const line = lineTo(await placesOf(tx), id);
  const place = line.at(-1);
  return place ? { place, line, inherited: inherit(line) } : null;
}

/** Outlines of the places of a tree that have one: for maps. */
export async function outlinesOf(tx: Tx): Promise<{ id: string; name: string; boundary: Boundary }[]> {
  const rows = await tx
    .selectFrom('place')
    .select(['id', 'name', 'boundary'])
    .where('boundary', 'is not', null)
    .where('ended_at', 'is', null)
    .orderBy('name')
    .execute();
  return rows.map((row) => ({ id: row.id, name: row.name, boundary: row.boundary as Boundary }));
}
