import { cookieLine, readCookie } from './cookies.ts';
import { DAY, type Visit } from './model.ts';
import { keyedHash } from './secrets.ts';

const MOST = 5;
const YEAR_IN_SECONDS = (365 * DAY) / 1000;

const markOf = (key: Buffer, address: string): string => keyedHash(key, address).toString('base64url').slice(0, 32);

const marksIn = ({ place, cookies }: Visit): string[] =>
  (readCookie(place, 'known', cookies) ?? '').split('.').slice(0, MOST);

/** Whether somebody has signed in with this address in this browser before. */
export const isKnown = (key: Buffer, visit: Visit, address: string): boolean =>
  marksIn(visit).includes(markOf(key, address));

/** Remembers the address in this browser, unreadably, so that strangers cannot use up its messages. */
export function rememberAddress(key: Buffer, visit: Visit, address: string): string {
  const mark = markOf(key, address);
  const marks = [mark, ...marksIn(visit).filter((other) => other !== '' && other !== mark)].slice(0, MOST);
  return cookieLine(visit.place, 'known', marks.join('.'), YEAR_IN_SECONDS);
}
