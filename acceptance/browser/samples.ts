import type { World } from '@upwell/app/testing.ts';
import type { Database } from '@upwell/platform/database';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { pathOf } from '@upwell/thread';
import { NIL } from 'uuid';
import type { Samples } from './door.ts';
import type { PageOfSurface } from './pages-of-surfaces.ts';
import { leadSomewhere, makeOneOfEach } from './seeds.ts';

/** Addresses tried for one page before the fullest of them is taken. */
const TRIED = 6;

/**
 * Finds an address for every page by walking the place as a visitor and as its owner: from page to link, from record
 * to page, and on to the pages that hang below what was found. Of several the fullest page is taken.
 */
export async function findSamples(world: World, db: Database, pages: readonly PageOfSurface[]): Promise<Samples> {
  const placed = world.placeId !== NIL;
  const owner = placed ? await world.person('Olwen', 'own') : world.visitor();
  const visitor = world.visitor();
  const begun = placed ? await beginnings(world, db, owner) : ['/start'];
  const found = await walk(owner, begun, pages);
  const made = await makeOneOfEach(owner, found, pages, world.clock.now());
  // What was made can have forms of its own, to make what hangs below it.
  const below = await walk(owner, made, pages);
  const fresh = Object.fromEntries(Object.entries(below).filter(([name]) => !(name in found)));
  made.push(...(await makeOneOfEach(owner, fresh, pages, world.clock.now())));
  // The introductions made so far are sent by now; the page before sending needs one that is not.
  const { 'connect.startIntroduction': start } = found;
  if (start)
    made.push(...(await makeOneOfEach(owner, { 'connect.startIntroduction': start }, pages, world.clock.now())));
  return {
    visitor: await walk(visitor, [...made, ...begun], pages),
    owner: await walk(owner, [...made, ...begun], pages),
    cookies: owner.cookies,
  };
}

async function beginnings(world: World, db: Database, owner: BrowserVisit): Promise<string[]> {
  const records = await recordPaths(db, world.placeId);
  const open = await owner.visit('/have-a-say');
  const asked = /href="(\/conversations\/[0-9a-f-]{36})"/.exec(open.body)?.[1];
  const own = ['/me', `/places/${world.placeId}`, `/places/${world.placeId}/settings`, '/people?who=e'];
  return [...own, ...(await leadSomewhere(world, owner, asked)), ...(await fromMessages(world)), ...records];
}

/** Where the links in messages lead. */
async function fromMessages(world: World): Promise<string[]> {
  await world.drain();
  const sent = await world.outbox();
  return sent.flatMap(({ body }) =>
    [...body.matchAll(/https?:\/\/[^/\s]+(\/[^\s)]+)/g)].map(([, path]) => path as string),
  );
}

/** The newest records of every type, by their pages and their threads. */
async function recordPaths(db: Database, placeId: string): Promise<string[]> {
  const records = await db.read({ placeId }, (tx) =>
    tx
      .selectFrom('record')
      .select(['type', 'id'])
      .where('place_id', '=', placeId)
      .where('withdrawn_at', 'is', null)
      .orderBy('made_at', 'desc')
      .limit(400)
      .execute(),
  );
  const seen = new Map<string, number>();
  return records.flatMap(({ type, id }) => {
    seen.set(type, (seen.get(type) ?? 0) + 1);
    return (seen.get(type) as number) > TRIED ? [] : [pathOf(type, id), `/thread/${id}`];
  });
}

async function walk(visit: BrowserVisit, begun: readonly string[], pages: readonly PageOfSurface[]) {
  const known = pages.map((page) => ({ ...page, fits: fitting(page.path), fullest: 0, tried: 0, sample: '' }));
  // A page with a name of its own comes before one that takes any id.
  known.sort((a, b) => a.path.split(':').length - b.path.split(':').length);
  const queue = [...begun, ...known.filter(({ path }) => !path.includes(':')).map(({ path }) => path)];
  const queued = new Set(queue);
  const add = (path: string) => {
    if (!path.startsWith('/') || /[?&](lang|notice)=|^\/(assets|api)\//.test(path) || queued.has(path)) return;
    queued.add(path);
    queue.push(path);
  };
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const bare = path.split(/[?#]/, 1)[0] as string;
    const page = known.find(({ fits }) => fits.test(bare));
    if (!page || page.tried >= TRIED) continue;
    page.tried += 1;
    const answer = await visit.ask(path, { follow: false });
    if (answer.status !== 200) continue;
    if (answer.body.length > page.fullest) {
      page.fullest = answer.body.length;
      page.sample = path;
    }
    for (const each of visit.page.querySelectorAll('a[href], form[action]'))
      add(
        (each.getAttribute('href') ?? each.getAttribute('action') ?? '').replaceAll('&amp;', '&').replace(/#.*$/, ''),
      );
    // What hangs below a page of this kind hangs below this one.
    for (const below of known)
      if (below.path.startsWith(`${page.path}/`) && below.path.slice(page.path.length + 1).split(':').length === 1)
        add(`${bare}${below.path.slice(page.path.length)}`);
  }
  return Object.fromEntries(known.filter(({ sample }) => sample).map(({ name, sample }) => [name, sample]));
}

const fitting = (path: string) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`);
