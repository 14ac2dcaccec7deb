import type { Actor, RoleRow, Rule } from '@upwell/platform/access';
import type { Action, Browser, PlaceFacts, Services } from '@upwell/platform/action';
import type { Tx } from '@upwell/platform/database';
import type { Lang, Translator, WordSource } from '@upwell/platform/i18n';
import type { EventHandler, Schedule } from '@upwell/platform/jobs';
import type { Failure, Problem } from '@upwell/platform/outcome';
import type { ReactNode } from 'react';
import type { ZodType } from 'zod';
import type { LimitName } from './limits.ts';

/** What one package adds to the running whole. The server is built from a list of these and knows none of them. */
export interface Surface {
  name: string;
  words: WordSource;
  routes: readonly Route[];
  /** The role matrix: for every route, by its name, the roles that may use it. Held against the rules by a guard test. */
  matrix: Readonly<Record<string, RoleRow>>;
  /** What it does when something happened elsewhere, made once at start. */
  hears?(services: HandlerServices): readonly EventHandler[];
  jobs?(services: HandlerServices): readonly Schedule[];
  navigation?: readonly NavigationItem[];
}

/** What handlers and jobs may use: they have no request, so they ask for the place by its id. */
export interface HandlerServices extends Services {
  placeFacts(tx: Tx, placeId: string): Promise<PlaceFacts>;
}

export interface NavigationItem {
  /** Message key. */
  label: string;
  path: string;
  order: number;
}

/** Everything a page may look at. Pages read and never write. */
export interface PageContext {
  actor: Actor;
  place: PlaceFacts;
  lang: Lang;
  dir: 'ltr' | 'rtl';
  now: Date;
  t: Translator;
  services: Services;
  browser: Browser;
  /** The path asked for, without its query. */
  path: string;
  /** One read-only transaction as this actor. */
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Fresh hidden fields for one form: proof that it is ours, and the key that makes a repeat harmless. */
  hidden(): HiddenFields;
}

/** A type and not an interface, so that it passes where any record of texts is asked for. */
export type HiddenFields = { _csrf: string; _once: string };

export interface View {
  title: string;
  body: ReactNode;
  /** Path of the navigation item this page belongs under. */
  under?: string;
  status?: number;
  description?: string;
  /** 'wide' for pages that lay out their own columns, 'bare' for posters and cards without navigation. */
  frame?: 'page' | 'wide' | 'bare';
  /** Kept out of search engines and shared caches. */
  private?: boolean;
  /** Parts of this page that run in the browser, by name. The page works before and without them. */
  islands?: string[];
}

/**
 * What a form shows again after a refusal; empty on first sight. Spread it into `<Form {...state}>`:
 * the fields inside find their words and their problems by name. The summary above the page is the frame's.
 */
export interface FormState {
  typed: Record<string, unknown>;
  problems: Record<string, Problem>;
}

interface Common {
  /** Unique, `<surface>.<page>`; the key in the role matrix. */
  name: string;
  /** Fastify path: '/conversations/:id'. Parameters named `id` or ending in `Id` must be UUIDs, others short slugs. */
  path: string;
  limit: LimitName;
}

export type Params = Record<string, string>;
// biome-ignore lint/suspicious/noExplicitAny: a query is whatever its schema makes of it
export type Query = any;

export interface PageRoute extends Common {
  kind: 'page';
  rule: Rule;
  /** Known query fields; unknown ones are refused with 400. `lang` and `notice` are always known. */
  query?: ZodType;
  view(context: PageContext, asked: { params: Params; query: Query }): Promise<View | Failure>;
}

export interface FormRoute extends Common {
  kind: 'form';
  // biome-ignore lint/suspicious/noExplicitAny: forms carry actions of every shape
  action: Action<any, any, any>;
  query?: ZodType;
  /** Files are read into the body as `{ fileName, bytes }` under their field's name. */
  files?: { maxBytes: number };
  view(context: PageContext, asked: { params: Params; query: Query; state: FormState }): Promise<View | Failure>;
  /** Where to go once it is done, with a notice to show there. */
  done(
    // biome-ignore lint/suspicious/noExplicitAny: the action's own output
    output: any,
    asked: { params: Params; body: Record<string, unknown> },
  ): { to: string; notice?: string; cookies?: SetCookie[]; setCookies?: string[] };
}

/** A machine-readable answer: JSON, CSV, calendar, image. */
export interface DataRoute extends Common {
  kind: 'data';
  rule: Rule;
  query?: ZodType;
  /** Shape of a JSON answer, for OpenAPI. */
  response?: ZodType;
  answer(context: PageContext, asked: { params: Params; query: Query }): Promise<DataAnswer | Failure>;
}

export interface DataAnswer {
  type: string;
  body: string | Buffer | NodeJS.ReadableStream;
  fileName?: string;
  /** Public answers may be cached for a minute; others are never stored. */
  public?: boolean;
  headers?: Record<string, string>;
}

/** A signed call from a machine outside: a text message that came in. The action's rule decides; the signature is checked first. */
export interface HookRoute extends Common {
  kind: 'hook';
  // biome-ignore lint/suspicious/noExplicitAny: hooks carry actions of every shape
  action: Action<any, any, any>;
  /** Checks the signature over the raw body and gives the action's body and key, or a refusal. */
  receive(
    raw: Buffer,
    headers: Record<string, string | string[] | undefined>,
    services: Services,
    place: PlaceFacts,
  ): Promise<{ body: Record<string, unknown>; key: string } | Failure>;
}

export type Route = PageRoute | FormRoute | DataRoute | HookRoute;

export interface SetCookie {
  name: string;
  value: string;
  /** Seconds; 0 forgets it. */
  maxAge: number;
}

export const page = (route: Omit<PageRoute, 'kind'>): PageRoute => ({ kind: 'page', ...route });
export const form = (route: Omit<FormRoute, 'kind'>): FormRoute => ({ kind: 'form', ...route });
export const data = (route: Omit<DataRoute, 'kind'>): DataRoute => ({ kind: 'data', ...route });
export const hook = (route: Omit<HookRoute, 'kind'>): HookRoute => ({ kind: 'hook', ...route });
