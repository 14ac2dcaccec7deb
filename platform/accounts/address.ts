import { z } from 'zod';

const emailShape = z.email().max(254);

/**
 * An e-mail address as we keep it, or null when it is none. The domain is compared without case everywhere; providers
 * do the same with the part before it, so all of it is lowered.
 */
export function emailAddress(typed: unknown): string | null {
  if (typeof typed !== 'string' || typed.length > 400) return null;
  const address = typed.trim().normalize('NFKC').toLowerCase();
  // RFC 2606: nothing under .invalid exists; we use it for accounts without an address.
  return emailShape.safeParse(address).success && !address.endsWith('.invalid') ? address : null;
}

/**
 * A telephone number in E.164 form, or null when it is none.
 * @param countryCode added to numbers that begin with one nought, for instance `44`
 */
export function phoneNumber(typed: unknown, countryCode: string): string | null {
  if (typeof typed !== 'string' || typed.length > 60) return null;
  const digits = typed
    .normalize('NFKC')
    .trim()
    .replace(/\(0\)/g, '')
    .replace(/[\s().\-\u2010-\u2015]/g, '')
    .replace(/^00/, '+')
    .replace(/^0/, `+${countryCode}`);
  return /^\+[1-9][0-9]{6,14}$/.test(digits) ? digits : null;
}

/** Enough to recognise one's own, not enough to learn somebody else's: `a…@example.org`, `…789`. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at > 0 ? `${address[0]}…${address.slice(at)}` : `…${address.slice(-3)}`;
}
