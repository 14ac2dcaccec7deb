import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Proof that a form came from one of our pages in the same visit (signed double submit, OWASP CSRF cheat
 * sheet). The token hangs on the visit cookie and the session, so it changes with signing in and out.
 */
export interface CsrfGuard {
  tokenFor(visitId: string, sessionId: string | null): string;
  matches(token: unknown, visitId: string | null, sessionId: string | null): boolean;
}

export function createCsrfGuard(key: Buffer): CsrfGuard {
  const tokenFor = (visitId: string, sessionId: string | null) =>
    createHmac('sha256', key)
      .update(`csrf\n${visitId}\n${sessionId ?? ''}`)
      .digest('base64url');
  return {
    tokenFor,
    matches(token, visitId, sessionId) {
      if (typeof token !== 'string' || visitId === null) return false;
      const expected = Buffer.from(tokenFor(visitId, sessionId));
      const given = Buffer.from(token);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

/** 128 random bits, meaning nothing. */
export const newVisitId = () => randomBytes(16).toString('base64url');
export const isVisitId = (value: string | undefined): value is string => /^[\w-]{22}$/.test(value ?? '');

/**
 * Whether a browser says that a write comes from another site. Browsers that send neither header are
 * left to the token.
 */
export function isForeign(headers: Record<string, string | string[] | undefined>, ownOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site === 'cross-site' || site === 'same-site') return true;
  const origin = headers.origin;
  return typeof origin === 'string' && origin !== ownOrigin;
}
