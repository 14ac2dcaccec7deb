import type { Actor } from '@upwell/platform/access';
import type { PlaceFacts, Services } from '@upwell/platform/action';
import { chooseLanguage, type Lang, type Translator, translator } from '@upwell/platform/i18n';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CsrfGuard, isVisitId, newVisitId } from './csrf.ts';

/** How the server learns where a request is and who makes it. The app hands these in; http knows neither ground nor accounts. */
export interface Doors {
  /** The place a host name stands for; null when it names none of ours. */
  placeAt(host: string): Promise<PlaceFacts | null>;
  /** The person behind the cookies, with their powers; null for a visitor. */
  personAt(place: PlaceFacts, cookies: Record<string, string | undefined>): Promise<KnownPerson | null>;
}

export interface KnownPerson {
  personId: string;
  sessionId: string;
  powers: Actor['powers'];
  groupPowers: Actor['groupPowers'];
  /** The language the person asked to be spoken to in. */
  lang: Lang | null;
}

/** One request, once its place, person and language are known. */
export interface Visit {
  place: PlaceFacts;
  actor: Actor;
  sessionId: string | null;
  lang: Lang;
  t: Translator;
}

export const visitCookie = 'upwell_visit';
export const languageCookie = 'upwell_lang';

export class WrongHost extends Error {}

/**
 * Finds place, person and language of a request. A visit without a cookie gets an id, which is set only
 * when a page with a form is answered (`keepVisit`), so that plain reading leaves no cookie.
 */
export async function findVisit(request: FastifyRequest, doors: Doors, services: Services): Promise<Visit> {
  const place = await doors.placeAt(request.host);
  if (!place) throw new WrongHost(request.host);
  const cookies = request.cookies;
  const person = await doors.personAt(place, cookies);
  const query = (request.query as Record<string, unknown>).lang;
  const lang = chooseLanguage({
    cookie: cookies[languageCookie] ?? person?.lang ?? undefined,
    query: typeof query === 'string' ? query : undefined,
    acceptLanguage: request.headers['accept-language'],
    placeLanguages: place.languages,
  });
  const seen = cookies[visitCookie];
  return {
    place,
    sessionId: person?.sessionId ?? null,
    lang,
    t: translator(services.catalogue, lang, place.words, { timeZone: place.timeZone }),
    actor: {
      placeId: place.id,
      personId: person?.personId ?? null,
      powers: person?.powers ?? new Set(),
      groupPowers: person?.groupPowers ?? new Map(),
      visitId: isVisitId(seen) ? seen : newVisitId(),
      via: 'web',
    },
  };
}

/** The hidden fields of a form, and the cookie they are held against. */
export function hiddenFor(
  visit: Visit,
  guard: CsrfGuard,
  reply: FastifyReply,
  request: FastifyRequest,
  newKey: () => string,
) {
  if (request.cookies[visitCookie] !== visit.actor.visitId)
    reply.setCookie(visitCookie, visit.actor.visitId as string, { maxAge: 60 * 60 * 24 * 30 });
  return { _csrf: guard.tokenFor(visit.actor.visitId as string, visit.sessionId), _once: newKey() };
}
