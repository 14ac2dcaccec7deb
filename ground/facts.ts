import type { PlaceFacts } from '@upwell/platform/action';
import type { Database, Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import { NIL } from 'uuid';
import { inherit } from './inherit.ts';
import { findPlace } from './places.ts';

export interface Addresses {
  /** As configured, without a slash at the end: `https://upwell.example.org`. */
  publicUrl: string;
  /** Further host names of the installation, `*.` in front for everything below: they count as the bare host. */
  allowedHosts: readonly string[];
}

/** How long a place found is believed, in milliseconds: what an organiser changes is everywhere after that. */
const believed = 5_000;

interface Seen {
  at: number;
  facts: Promise<PlaceFacts | null>;
}

const seenBy = new WeakMap<Database, Map<string, Seen>>();

/**
 * The place a request's host stands for: `<slug>.<host of PUBLIC_URL>`, a host name of its own, or the bare host, which
 * is the installation's first place. Null when it is none of ours, or when there is no place yet.
 * @param host the Host header as it came: with a port, in any capitals
 */
export function placeFactsAt(db: Database, host: string, addresses: Addresses): Promise<PlaceFacts | null> {
  const name = hostnameOf(host);
  if (!name) return Promise.resolve(null);
  const key = `${addresses.publicUrl} ${host.toLowerCase()}`;
  const seen = seenBy.get(db) ?? new Map<string, Seen>();
  seenBy.set(db, seen);
  const known = seen.get(key);
  const at = performance.now();
  if (known && at - known.at < believed) return known.facts;
  // Anybody can ask for names that are none of ours: they may fill this list, not the memory.
  if (seen.size > 1_000) seen.clear();
  const facts = readFacts(db, host, addresses);
  seen.set(key, { at, facts });
  facts.then(
    (found) => found ?? seen.delete(key),
    () => seen.delete(key),
  );
  return facts;
}

/** Forgets what was believed, after a change that this process made itself. */
export const forgetPlaces = (db: Database): void => seenBy.get(db)?.clear();

async function readFacts(db: Database, host: string, addresses: Addresses): Promise<PlaceFacts | null> {
  const name = hostnameOf(host) as string;
  const wish = wishOf(name, addresses);
  const found = await db.installation(async (tx) => {
    const own = await tx.selectFrom('place_address').select('root_id').where('hostname', '=', name).executeTakeFirst();
    if (own) return own;
    if (wish === null) return undefined;
    const query = tx.selectFrom('place_directory').select('root_id');
    return wish === 'first'
      ? query.orderBy('created_at').orderBy('root_id').limit(1).executeTakeFirst()
      : query.where('slug', '=', wish.slug).executeTakeFirst();
  });
  if (!found) return null;
  const origin = originOf(host, addresses.publicUrl);
  return db.read({ placeId: found.root_id }, (tx) => factsOf(tx, found.root_id, origin));
}

/** The facts of a tree's top, as they hold now. */
export async function factsOf(tx: Tx, placeId: string, origin: string): Promise<PlaceFacts | null> {
  const place = await findPlace(tx, placeId);
  if (!place) return null;
  const { words, languages, timeZone, phone, textNumber, postalAddress } = inherit([place]);
  return {
    id: place.id,
    slug: place.slug,
    name: place.name,
    languages,
    words,
    timeZone,
    phone,
    textNumber,
    postalAddress,
    demo: place.demo,
    origin,
  } as PlaceFacts;
}

/**
 * What a host name asks for where no place has it for its own: a place by its short name, the first place, or nothing
 * of ours.
 */
export function wishOf(name: string, { publicUrl, allowedHosts }: Addresses): { slug: string } | 'first' | null {
  const ours = new URL(publicUrl).hostname.toLowerCase();
  const bare = isLocal(ours) ? [...localNames] : [ours];
  if (bare.includes(name) || allowedHosts.includes(name)) return 'first';
  const above = [...bare, ...allowedHosts.map((allowed) => allowed.replace(/^\*\./, ''))];
  for (const base of above)
    if (name.endsWith(`.${base}`) && !name.slice(0, -base.length - 1).includes('.'))
      return { slug: name.slice(0, -base.length - 1) };
  return null;
}

/**
 * The address people reach a place by. The scheme is that of PUBLIC_URL, never the request's; the port is the one that
 * was asked for only on this machine itself, where no proxy stands before it.
 */
function originOf(host: string, publicUrl: string): string {
  const ours = new URL(publicUrl);
  const name = hostnameOf(host) as string;
  const port = isLocal(ours.hostname) ? (/:(\d{1,5})$/.exec(host)?.[1] ?? '') : ours.port;
  return `${ours.protocol}//${name}${port ? `:${port}` : ''}`;
}

/** A host without its port, in small letters; null when it is no host name. */
function hostnameOf(host: string): string | null {
  const parts = /^(\[[0-9a-f:.]+\]|[a-z0-9_.-]+?)\.?(?::\d{1,5})?$/i.exec(host);
  return parts?.[1] ? parts[1].toLowerCase() : null;
}

const localNames = ['localhost', '127.0.0.1', '[::1]'];
const isLocal = (name: string) => localNames.includes(name);

/**
 * The installation while it has no place yet: what the pages of the first start stand on.
 * @param languages the languages the installation offers
 * @param host the Host header: on this machine itself the address that was asked for holds, whatever its name and port
 */
export const unplaced = (publicUrl: string, languages: readonly Lang[], host = ''): PlaceFacts =>
  ({
    id: NIL,
    slug: 'start',
    name: 'Upwell',
    languages,
    words: {},
    timeZone: 'Europe/London',
    phone: null,
    textNumber: null,
    postalAddress: null,
    demo: false,
    origin:
      isLocal(new URL(publicUrl).hostname) && isLocal(hostnameOf(host) ?? '') ? originOf(host, publicUrl) : publicUrl,
  }) as PlaceFacts;
