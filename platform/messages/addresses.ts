import { done, type Outcome, refuse } from '@upwell/platform/outcome';
import type { Channel } from './tables.ts';

/** RFC 5321 allows 254 characters; quoted local parts and bare IP addresses are nobody's address here. */
const email =
  /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*@((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63})$/u;

const problem = (key: string) => refuse('invalid', { problem: { key } });

/**
 * An e-mail address in the form that is kept: trimmed, lower case. Only its shape is checked; the message sent to it
 * is the real check. Holds no space, comma, bracket or line end, so it can never become two addresses or a header.
 */
export function emailAddress(typed: string): Outcome<string> {
  const address = typed.trim().normalize('NFKC').toLowerCase();
  return address.length <= 254 && email.test(address) ? done(address) : problem('error.bad-email');
}

interface Country {
  callingCode: string;
  /** Dialled before a number inside the country, and left out from abroad. */
  trunk: string;
  /** National numbers without the trunk prefix. */
  national: RegExp;
  /** Those of them that can be sent a text. */
  mobile: RegExp;
}

/** Ofcom's National Telephone Numbering Plan: 070 are personal numbers and 076 pagers (but 07624, Isle of Man). */
const COUNTRIES = {
  GB: {
    callingCode: '44',
    trunk: '0',
    national: /^(?:7\d{9}|[1238]\d{8,9}|5[56]\d{8})$/,
    mobile: /^(?:7[1-57-9]\d{8}|7624\d{6})$/,
  },
  IE: { callingCode: '353', trunk: '0', national: /^\d{7,9}$/, mobile: /^8[35679]\d{7}$/ },
  PL: { callingCode: '48', trunk: '', national: /^[1-9]\d{8}$/, mobile: /^(?:4[5]|5[0137]|6[069]|7[2389]|88)\d{7}$/ },
  PK: { callingCode: '92', trunk: '0', national: /^[1-9]\d{7,9}$/, mobile: /^3\d{9}$/ },
} as const satisfies Record<string, Country>;

export type CountryCode = keyof typeof COUNTRIES;

/**
 * A telephone number in E.164 form, `+447700900123`. Takes spaces, dots, brackets, `00`, `+44 (0)`, and the digits of
 * Arabic and Urdu keyboards. A number without a country is one of the place's country.
 */
export function phoneNumber(typed: string, country: CountryCode = 'GB'): Outcome<string> {
  const digits = typed
    .slice(0, 60)
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹]/g, westernDigit)
    .trim();
  if (!/^\+?[\d\s().\-\u2010-\u2015/\u2066-\u2069\u200e\u200f]+$/.test(digits)) return problem('error.bad-phone');
  const bare = digits
    .replace(/^\s*(\+|00)/, '+')
    .replace(/\(0\)/, '')
    .replace(/[^\d+]/g, '');
  const { callingCode, trunk } = COUNTRIES[country];
  const international = bare.startsWith('+')
    ? bare
    : `+${callingCode}${trunk && bare.startsWith(trunk) ? bare.slice(trunk.length) : bare}`;
  return isDiallable(international) ? done(international) : problem('error.bad-phone');
}

const westernDigit = (digit: string) => String(digit.charCodeAt(0) % 16);

function isDiallable(number: string): boolean {
  const known = countryOf(number);
  if (known) return known.national.test(number.slice(1 + known.callingCode.length));
  return /^\+[1-9]\d{7,14}$/.test(number);
}

const countryOf = (number: string): Country | undefined =>
  Object.values(COUNTRIES).find(({ callingCode }) => number.startsWith(`+${callingCode}`));

/** Whether a text can reach an E.164 number: a mobile, where the country's plan is known here. */
export function canText(number: string): boolean {
  const known = countryOf(number);
  return known ? known.mobile.test(number.slice(1 + known.callingCode.length)) : true;
}

/**
 * A postal address as lines, name first: three to seven, the last one a postcode or a country (GOV.UK Notify asks for
 * no less), kept with line ends between.
 */
export function postalAddress(typed: string): Outcome<string> {
  const lines = typed
    .normalize('NFC')
    .split(/\r\n|[\n\r,]/)
    .map((line) => line.replace(/[\p{Cc}\p{Cf}]/gu, '').trim())
    .filter(Boolean);
  const fits = lines.length >= 3 && lines.length <= 7 && lines.every((line) => line.length <= 100);
  return fits ? done(lines.join('\n')) : problem('error.bad-postal-address');
}

/** The address as it is kept, for the way a message travels. */
export function addressFor(channel: Channel, typed: string, country: CountryCode = 'GB'): Outcome<string> {
  if (channel === 'email') return emailAddress(typed);
  if (channel === 'letter') return postalAddress(typed);
  const number = phoneNumber(typed, country);
  return number.ok && !canText(number.value) ? problem('error.not-a-mobile') : number;
}
