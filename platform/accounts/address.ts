import { type CountryCode, canText, emailAddress, phoneNumber } from '@upwell/platform/messages';
import { done, type Outcome, refuseField } from '@upwell/platform/outcome';
import type { Channel } from './model.ts';

export interface Texting {
  /** Whose numbers are meant when no country is typed. */
  country: CountryCode;
  /** Calling codes of countries texts may go to. */
  countries: readonly string[];
}

/** An address or number as the message room writes to it, so that both rooms mean the same one. */
export function addressTyped(channel: Channel, typed: unknown, { country, countries }: Texting): Outcome<string> {
  const text = typeof typed === 'string' ? typed.slice(0, 400) : '';
  if (channel === 'email') {
    const address = emailAddress(text);
    // RFC 2606: nothing under .invalid exists; accounts without an address have one there.
    return address.ok && !address.value.endsWith('.invalid') ? address : refuseField('address', 'error.bad-email');
  }
  const number = phoneNumber(text, country);
  if (!number.ok) return refuseField('address', 'error.bad-phone');
  if (!countries.some((callingCode) => number.value.startsWith(`+${callingCode}`)))
    return refuseField('address', 'error.phone-country');
  return canText(number.value) ? done(number.value) : refuseField('address', 'error.not-a-mobile');
}

/** Enough to recognise one's own, not enough to learn somebody else's: `a…@example.org`, `…789`. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at > 0 ? `${address[0]}…${address.slice(at)}` : `…${address.slice(-3)}`;
}
