import type { Clock } from '@upwell/platform/clock';
import type { Config } from '@upwell/platform/config';
import type { Database } from '@upwell/platform/database';
import type { FileStore } from '@upwell/platform/files';
import type { Catalogue, Lang, PlaceWords } from '@upwell/platform/i18n';
import type { Sealer } from '@upwell/platform/seal';

/** What the process owns once and every request may use. It holds no state of a place. */
export interface Services {
  config: Config;
  db: Database;
  clock: Clock;
  sealer: Sealer;
  files: FileStore;
  catalogue: Catalogue;
}

/** What every page and action knows of the place it is in. Ground fills it from the request's host. */
export interface PlaceFacts {
  /** The tenant: the root of the tree of places. */
  id: string;
  slug: string;
  name: string;
  languages: readonly Lang[];
  /** What this place calls things, by language; see `platform/i18n` terms. */
  words: PlaceWords;
  timeZone: string;
  /** The other ways to take part, as printed on every page; null where the place has none yet. */
  phone: string | null;
  textNumber: string | null;
  postalAddress: string | null;
  /** True for an invented place with personas anyone may try on. */
  demo: boolean;
  /** Address people reach it by, without a slash at the end: `https://sandholme.example`. */
  origin: string;
}

/** The browser behind a request: what signing in needs to know of it. */
export interface Browser {
  cookies: Readonly<Record<string, string | undefined>>;
  /** The visitor's network address, as far as the configured proxies are believed. */
  network: string;
  userAgent?: string;
}
