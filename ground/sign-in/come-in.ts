import { safePath } from '@upwell/platform/accounts';
import type { ActionContext, Browser } from '@upwell/platform/action';
import type { PageContext } from '@upwell/platform/http';

/** Where somebody goes who has just come in: to say what to call them the first time, else to where they were going. */
export const onward = (arrival: { personId: string | null; returnTo: string; setCookies: string[] }) => ({
  to: arrival.personId ? arrival.returnTo : `/sign-in/welcome?${new URLSearchParams({ next: arrival.returnTo })}`,
  setCookies: arrival.setCookies,
});

/** What every call to the accounts carries. */
export function visitIn({ place, browser }: ActionContext | PageContext) {
  const known: Browser = browser ?? { cookies: {}, network: '' };
  return { place, ...known };
}

/** Where a sign-in page was asked to lead on to; a path of this place and nothing else. */
export const nextIn = (asked: unknown): string => (typeof asked === 'string' ? safePath(asked) : '/');
export const withNext = (path: string, next: string): string =>
  next === '/' ? path : `${path}?${new URLSearchParams({ next })}`;
