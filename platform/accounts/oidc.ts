import { done, type Failure, type Outcome, refuse } from '@upwell/platform/outcome';
import { parseSetCookieHeader } from 'better-auth/cookies';
import { cookieHeader, cookieName, readCookie, tokenOf } from './cookies.ts';
import { standingOn } from './dialect.ts';
import { OIDC_PATH } from './engine.ts';
import type { AccountPlace, Arrival, OidcProvider, Visit } from './model.ts';
import { PROVIDER_PATIENCE, within } from './patience.ts';
import { safePath } from './safe-path.ts';
import { holder, recentActorIn } from './sessions.ts';
import type { Workshop } from './workshop.ts';

/** The providers a place offers, for its sign-in page. */
export const providersOf = (providers: OidcProvider[], place: AccountPlace): OidcProvider[] =>
  providers.filter(({ placeIds }) => !placeIds || placeIds.includes(place.id));

export interface StartOidc extends Visit {
  providerId: string;
  returnTo?: unknown;
  /** Add the provider to the account signed in. Only ever by a POST of ours, never by a link from elsewhere. */
  add?: boolean;
}

const REFUSED = `${OIDC_PATH}/refused`;
const NEWLY_MADE = `${OIDC_PATH}/new`;
const failed = (): Failure => refuse('invalid', { problem: { key: 'accounts.oidc.failed' } });
const away = (): Failure => refuse('invalid', { problem: { key: 'accounts.oidc.away' } });

/** Begins the way to a provider: authorisation code with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636). */
export async function startOidc(
  shop: Workshop,
  visit: StartOidc,
): Promise<Outcome<{ url: string; setCookies: string[] }>> {
  const { place, providerId } = visit;
  if (!providersOf(shop.config.oidc, place).some(({ id }) => id === providerId)) return refuse('not-found');
  const scope = { placeId: place.id };
  if (visit.add) {
    const recent = await shop.db.read(scope, (tx) => recentActorIn(tx, shop, visit));
    if (!recent.ok) return recent;
  }
  const engine = await shop.oidcEngine(place).catch(() => null);
  if (!engine) return away();
  const returnTo = safePath(visit.returnTo);
  const body = {
    provider: providerId,
    callbackURL: place.origin + returnTo,
    // Better Auth tells a new account from a known one by the address alone; these two are never visited.
    newUserCallbackURL: `${place.origin}${NEWLY_MADE}?${new URLSearchParams({ to: returnTo })}`,
    errorCallbackURL: place.origin + REFUSED,
    disableRedirect: true,
  };
  const headers = new Headers({ cookie: cookieHeader(place, visit.cookies), origin: place.origin });
  const answer = await standingOn({ db: shop.db, scope }, () =>
    visit.add
      ? engine.api.linkSocialAccount({ body, headers, returnHeaders: true })
      : engine.api.signInSocial({ body, headers, returnHeaders: true }),
  ).catch(() => null);
  const url = answer?.response.url;
  return url ? done({ url, setCookies: answer.headers.getSetCookie() }) : away();
}

export interface FinishOidc extends Visit {
  providerId: string;
  /** The query the provider sent the browser back with. */
  query: Readonly<Record<string, unknown>>;
}

/** Somebody came back from a provider: signed in, or with the provider added to the account they were in. */
export type OidcReturn = { arrival: Arrival } | { added: true; returnTo: string; setCookies: string[] };

/** Ends the way: checks state, code, ID token (signature, issuer, audience, nonce) and opens the session. */
export async function finishOidc(shop: Workshop, visit: FinishOidc): Promise<Outcome<OidcReturn>> {
  const { place, providerId } = visit;
  if (!providersOf(shop.config.oidc, place).some(({ id }) => id === providerId)) return refuse('not-found');
  const engine = await shop.oidcEngine(place).catch(() => null);
  if (!engine) return away();
  const url = new URL(`${place.origin}${OIDC_PATH}/callback/${encodeURIComponent(providerId)}`);
  for (const name of ['code', 'state', 'iss', 'error']) {
    const value = visit.query[name];
    if (typeof value === 'string' && value.length <= 4000) url.searchParams.set(name, value);
  }
  const request = new Request(url, {
    headers: { cookie: cookieHeader(place, visit.cookies), 'user-agent': visit.userAgent ?? '' },
  });
  const response = await standingOn({ db: shop.db, scope: { placeId: place.id } }, () =>
    within(PROVIDER_PATIENCE, engine.handler(request)),
  ).catch(() => null);
  if (!response) return away();
  const onward = URL.parse(response.headers.get('location') ?? '', place.origin);
  if (response.status !== 302 || !onward || onward.origin !== place.origin) return failed();
  if (onward.searchParams.has('error') && onward.pathname.startsWith(OIDC_PATH)) return refusal(onward);
  const setCookies = response.headers.getSetCookie();
  const newAccount = onward.pathname === NEWLY_MADE;
  const returnTo = safePath(newAccount ? onward.searchParams.get('to') : onward.pathname + onward.search + onward.hash);
  const sessionCookie = parseSetCookieHeader(setCookies.join(', ')).get(cookieName(place, 'session'))?.value;
  if (!sessionCookie) return done({ added: true, returnTo, setCookies });
  return await settle(shop, visit, sessionCookie, { newAccount, returnTo, setCookies });
}

function refusal(onward: URL): Failure {
  switch (onward.searchParams.get('error')) {
    case 'account_not_linked':
      return refuse('conflict', { problem: { key: 'accounts.oidc.address-known' } });
    case 'account_already_linked_to_different_user':
      return refuse('conflict', { problem: { key: 'accounts.oidc.taken' } });
    case 'access_denied':
      return refuse('invalid', { problem: { key: 'accounts.oidc.declined' } });
    default:
      return failed();
  }
}

/** Reads back who has come in, refuses the blocked, and ends the session the browser held before. */
async function settle(
  shop: Workshop,
  visit: FinishOidc,
  sessionCookie: string,
  rest: Pick<Arrival, 'newAccount' | 'returnTo' | 'setCookies'>,
): Promise<Outcome<OidcReturn>> {
  const { place, cookies } = visit;
  const { keys, clock } = shop;
  const token = tokenOf(decodeURIComponent(sessionCookie), keys.cookies);
  const before = tokenOf(readCookie(place, 'session', cookies), keys.cookies);
  if (!token) return failed();
  return await shop.db.write({ placeId: place.id }, async (tx) => {
    const signedIn = await holder(tx, place.id, token, clock.now());
    const ended = [before, signedIn ? null : token].filter((each) => each !== null && each !== undefined);
    if (ended.length > 0)
      await tx.deleteFrom('account_session').where('place_id', '=', place.id).where('token', 'in', ended).execute();
    if (!signedIn) return refuse('not-allowed', { problem: { key: 'accounts.blocked' } });
    return done({ arrival: { ...signedIn, ...rest } });
  });
}
