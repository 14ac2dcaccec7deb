import { createHash, createHmac, hkdfSync, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Keys drawn from the installation's secret, one for each purpose, so that none can stand in for another. */
export interface Keys {
  /** For Better Auth: it signs the cookies. */
  cookies: string;
  codes: Buffer;
  limits: Buffer;
  known: Buffer;
}

/** @param secret the installation's secret, at least 32 characters or bytes */
export function deriveKeys(secret: string | Buffer): Keys {
  if (secret.length < 32) throw new Error('The secret for accounts must be at least 32 characters long.');
  const draw = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', `upwell accounts ${purpose}`, 32));
  return {
    cookies: draw('cookies').toString('base64url'),
    codes: draw('codes'),
    limits: draw('limits'),
    known: draw('known'),
  };
}

/** Uniformly random decimal digits, leading noughts included. */
export const randomDigits = (length: number): string => Array.from({ length }, () => randomInt(10)).join('');

/** 256 random bits that fit into an address or a cookie. */
export const randomToken = (): string => randomBytes(32).toString('base64url');

/** For tokens of full strength: guessing the input is hopeless, so a plain hash is enough. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

/** For short codes and addresses: without the key the hash tells nothing, even to somebody who has the database. */
export const keyedHash = (key: Buffer, ...parts: string[]): Buffer =>
  createHmac('sha256', key).update(JSON.stringify(parts)).digest();

export const sameBytes = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

// Crockford's alphabet: no I, L, O, U, so that it can be read out and typed in.
const READABLE = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 random bits in four groups of four, for the owner's claim code. */
export const readableCode = (): string =>
  Array.from({ length: 16 }, () => READABLE[randomInt(32)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-');

/** What somebody typed, as the code it was meant to be: case, spaces and look-alike letters do not matter. */
export const readableCodeTyped = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/(.{4})(?=.)/g, '$1-');
