import type { Answer, BrowserVisit } from '@upwell/platform/http/testing';
import { isFirstStart, reading } from './declared.ts';

/** What was found at an address. */
export type Found = Map<string, Answer>;

interface Crawl {
  /** Addresses to begin with, besides every one that is declared without parameters. */
  from?: Iterable<string>;
  /** Most addresses of one shape, so that a long list does not take all the time there is. */
  perShape?: number;
}

/**
 * Walks everything one browser can reach: every link, the address of every form, every file a page asks for.
 * Nothing is sent. Redirects are looked at and then followed as links.
 */
export async function crawl(visit: BrowserVisit, { from = [], perShape = 6 }: Crawl = {}): Promise<Found> {
  const found: Found = new Map();
  const shapes = new Map<string, number>();
  const known = new Set<string>();
  const waiting: string[] = [];
  const add = (address: string | undefined, base: string) => {
    const own = ownPath(address, base);
    if (own === null || known.has(own)) return;
    known.add(own);
    const shape = shapeOf(own);
    const seen = shapes.get(shape) ?? 0;
    if (seen >= perShape) return;
    shapes.set(shape, seen + 1);
    waiting.push(own);
  };
  for (const address of ['/', ...unparametered(), ...from]) add(address, '/');
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const answer = await visit.ask(address, { follow: false });
    found.set(address, answer);
    add(answer.headers.location as string | undefined, address);
    if (!String(answer.headers['content-type']).startsWith('text/html')) continue;
    for (const element of visit.page.querySelectorAll('a, form, link, script, img, source, iframe'))
      for (const name of ['href', 'action', 'src']) add(element.getAttribute(name), address);
  }
  return found;
}

const unparametered = () =>
  reading.filter((route) => !isFirstStart(route) && !route.path.includes(':')).map(({ path }) => path);

/** A path of this site with its query, or null for everything that leads elsewhere, says the same in another language, or ends the visit. */
function ownPath(address: string | undefined, base: string): string | null {
  if (!address) return null;
  const here = new URL(base, 'http://here.invalid');
  const url = URL.parse(address, here);
  if (url === null || url.origin !== here.origin || url.searchParams.has('lang')) return null;
  return `${url.pathname}${url.search}`;
}

const id = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Addresses of one shape differ in nothing but ids and values. */
export function shapeOf(address: string): string {
  const url = new URL(address, 'http://here.invalid');
  return `${url.pathname.replace(id, ':id')}?${[...url.searchParams.keys()].sort().join('&')}`;
}

export const isPage = (answer: Answer) => String(answer.headers['content-type']).startsWith('text/html');
