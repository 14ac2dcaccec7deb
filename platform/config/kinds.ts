import { isAbsolute, resolve } from 'node:path';
import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** Kinds of values a setting can have: each reads the text of the environment and gives the value the app uses. */

/** A whole number between two others, both included. */
export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);

/** `true` or `false`, also as `yes`, `no`, `1`, `0`, `on`, `off`. */
export const yesOrNo = z
  .string()
  .toLowerCase()
  .refine((text) => ['true', 'yes', '1', 'on', 'false', 'no', '0', 'off'].includes(text))
  .transform((text) => ['true', 'yes', '1', 'on'].includes(text));

/** A path; one that does not start at the root is taken from the folder Upwell is started in. */
export const path = z
  .string()
  .refine((text) => !text.includes('\0'))
  .transform((text) => (isAbsolute(text) ? text : resolve(text)));

/** An address with one of these schemes, as it was written. */
export const address = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
    abort: true,
  });

/** An http or https address without a path: scheme, host and port, no slash at the end. */
export const origin = address('http', 'https')
  .refine((text) => {
    const url = new URL(text);
    return url.pathname === '/' && !url.search && !url.hash && !url.username;
  })
  .transform((text) => new URL(text).origin);

const hostName = /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Items with commas or spaces between them, each once. */
const list = z.string().transform((text) => [...new Set(text.split(/[\s,]+/).filter(Boolean))]);

/** Host names, small letters, without ports; `*.example.org` stands for every name directly or deeper under it. */
export const hosts = list
  .transform((items) => items.map((item) => item.toLowerCase()))
  .refine((items) => items.every((item) => hostName.test(item) || isAddress(item)));

/** An IPv4 address needs its four parts: shorter forms are read as something nobody meant. */
const isAddress = (text: string) => ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
const isNetwork = (text: string) => isAddress(text) || (ipaddr.isValidCIDR(text) && isAddress(text.split('/')[0]!));

/** Networks in CIDR form or single addresses; `none` for none. */
export const networks = list
  .transform((items) => items.filter((item) => item !== 'none'))
  .refine((items) => items.every((item) => isNetwork(item)));

/** Codes out of a given list, in the order written. */
export const someOf = <T extends string>(all: readonly T[]) =>
  list
    .refine((items) => items.length > 0 && items.every((item) => (all as readonly string[]).includes(item)))
    .transform((items) => items as T[]);

/** Country calling codes, without + or zeros: `44`. */
export const callingCodes = list.refine(
  (items) => items.length > 0 && items.every((item) => /^[1-9]\d{0,2}$/.test(item)),
);

/** Exactly 32 bytes in base64. */
export const key = z
  .string()
  .refine((text) => /^[A-Za-z0-9+/_-]{43}=?$/.test(text) && Buffer.from(text, 'base64').length === 32)
  .transform((text) => Buffer.from(text, 'base64'));

/** One line of ordinary text. */
export const line = (most = 200) =>
  z
    .string()
    .min(1)
    .max(most)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    .regex(/^[^\u0000-\u001f\u007f]+$/);

/** `a@b.example` or `Name <a@b.example>`. */
export const sender = line().regex(/^([^<>@]+<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/);

/** A moment, as `2026-03-01T09:00:00Z`. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
