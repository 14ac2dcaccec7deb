import { createHmac } from 'node:crypto';
import type { AccountPlace, Cookies } from './model.ts';
import { sameBytes } from './secrets.ts';

export const isSecure = (place: AccountPlace): boolean => place.origin.startsWith('https:');

/**
 * `session` who is signed in · `state` on the way to a provider · `code` the code asked for · `passkey` the question to a
 * passkey, which a page may put while a code is awaited · `known` signed in here before
 */
export type CookieUse = 'session' | 'state' | 'code' | 'passkey' | 'known';

/** With https the browser itself binds the cookie to this host: RFC 6265bis, the `__Host-` prefix. */
export const cookieName = (place: AccountPlace, use: CookieUse): string =>
  `${isSecure(place) ? '__Host-' : ''}upwell_${use}`;

export const cookieFlags = (place: AccountPlace) =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(place) }) as const;

/** One `Set-Cookie` line; a lifetime of 0 s takes the cookie away. */
export function cookieLine(place: AccountPlace, use: CookieUse, value: string, seconds: number): string {
  const secure = isSecure(place) ? '; Secure' : '';
  return `${cookieName(place, use)}=${encodeURIComponent(value)}; Max-Age=${seconds}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

export const readCookie = (place: AccountPlace, use: CookieUse, cookies: Cookies): string | undefined =>
  cookies[cookieName(place, use)];

/** Our cookies as a request header for Better Auth, which reads requests and nothing else. */
export function cookieHeader(place: AccountPlace, cookies: Cookies): string {
  return (['session', 'state'] as const)
    .map((use) => [cookieName(place, use), readCookie(place, use, cookies)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value!)}`)
    .join('; ');
}

/**
 * The session token of a cookie written by Better Auth, or null when its signature is not ours.
 * The form is `token.base64(HMAC-SHA-256(secret, token))`.
 */
export function tokenOf(value: string | undefined, secret: string): string | null {
  if (!value || value.length > 400) return null;
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const expected = createHmac('sha256', secret).update(token).digest();
  return sameBytes(Buffer.from(value.slice(dot + 1), 'base64'), expected) ? token : null;
}
