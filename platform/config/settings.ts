import type { z } from 'zod';
import * as kind from './kinds.ts';

/** One setting: what it means to the person who hosts, what it must look like, and what holds when it is left out. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  group: Group;
  /** One or two sentences for the person who hosts. */
  means: string;
  /** Completes the sentence "NAME must …". */
  must: string;
  /** What holds when the setting is left out: a value that is read like any other, or words for the page. */
  usual?: string;
  without?: string;
  example?: string;
  /** Never shown, not even when it is wrong. */
  secret?: true;
  schema: S;
}

export const groups = [
  'Where people reach it',
  'Data',
  'Keys',
  'E-mail, text messages and letters',
  'Files',
  'Signing in',
  'Language and running',
  'Trying and testing',
] as const;
export type Group = (typeof groups)[number];

const setting = <S extends z.ZodType>(parts: Setting<S>): Setting<S> => parts;

export const languages = ['en', 'cy', 'pl', 'ur'] as const;
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const;

/** Every setting there is. `docs/configuration.md` is made from this table. */
export const settings = {
  PORT: setting({
    group: 'Where people reach it',
    means: 'The port the server listens on. 0 takes any free one.',
    must: 'be a whole number from 0 to 65535',
    usual: '3000',
    schema: kind.wholeNumber(0, 65535),
  }),
  HOST: setting({
    group: 'Where people reach it',
    means: 'The address the server listens on. Use 0.0.0.0 to be reached from other machines.',
    must: 'be a host name or an IP address',
    usual: '127.0.0.1',
    example: '0.0.0.0',
    schema: kind.line(253).regex(/^[A-Za-z0-9.:-]+$/),
  }),
  PUBLIC_URL: setting({
    group: 'Where people reach it',
    means: 'The address people type, used in every link that is sent out. Anything but localhost should be https.',
    must: 'be an address such as https://upwell.example.org, without a path',
    without: 'http://localhost and the port',
    example: 'https://upwell.example.org',
    schema: kind.origin,
  }),
  ALLOWED_HOSTS: setting({
    group: 'Where people reach it',
    means: 'Further host names that are answered, with commas between. A place can have a name of its own here.',
    must: 'be host names with commas between, without http:// and without ports',
    without: 'only the host of PUBLIC_URL, and localhost while PUBLIC_URL is on localhost',
    example: 'sandholme.example.org, *.places.example.org',
    schema: kind.hosts,
  }),
  TRUST_PROXY: setting({
    group: 'Where people reach it',
    means:
      'Networks of the load balancers whose X-Forwarded-For and X-Forwarded-Proto are believed. Nobody else is, so that limits cannot be dodged.',
    must: 'be IP addresses or networks with commas between, or none',
    usual: 'none',
    example: '10.0.0.0/8, 127.0.0.1',
    schema: kind.networks,
  }),
  DATA_DIR: setting({
    group: 'Data',
    means: 'The folder for the database, files, the key and backups. It is made when it is missing.',
    must: 'be a path',
    usual: './data',
    example: '/var/lib/upwell',
    schema: kind.path,
  }),
  DATABASE_URL: setting({
    group: 'Data',
    means: 'A PostgreSQL 15 or newer to use in place of the one that Upwell runs itself.',
    must: 'be an address such as postgres://name:password@host:5432/upwell',
    without: 'Upwell runs its own PostgreSQL in DATA_DIR',
    secret: true,
    schema: kind.address('postgres', 'postgresql'),
  }),
  DATABASE_OWNER_URL: setting({
    group: 'Data',
    means:
      'The address of the owner of the tables, when migrations should run under a login that the app does not have.',
    must: 'be an address such as postgres://owner:password@host:5432/upwell',
    without: 'DATABASE_URL',
    secret: true,
    schema: kind.address('postgres', 'postgresql'),
  }),
  DATABASE_POOL: setting({
    group: 'Data',
    means: 'The most connections to the database one process keeps.',
    must: 'be a whole number from 2 to 200',
    usual: '10',
    schema: kind.wholeNumber(2, 200),
  }),
  EMBEDDED_PG_PORT: setting({
    group: 'Data',
    means: 'A fixed port for the PostgreSQL that Upwell runs itself. It listens on this machine only.',
    must: 'be a whole number from 1 to 65535',
    without: 'any free port',
    schema: kind.wholeNumber(1, 65535),
  }),
  UPWELL_KEY: setting({
    group: 'Keys',
    means:
      'The secret that seals confidential words and signs visits: 32 random bytes, as `openssl rand -base64 32` prints them. Keep a copy apart from the backups. Without it sealed words are lost. Every process on the same database needs the same one.',
    must: 'be 32 bytes in base64, as "openssl rand -base64 32" prints them',
    without: 'a file upwell.key, made once in DATA_DIR and readable by its owner only',
    secret: true,
    schema: kind.key,
  }),
  SMTP_URL: setting({
    group: 'E-mail, text messages and letters',
    means: 'The server that sends e-mail.',
    must: 'be an address such as smtps://name:password@mail.example.org:465',
    without: 'e-mail goes to the outbox, where organisers can read it, and nowhere else',
    secret: true,
    schema: kind.address('smtp', 'smtps'),
  }),
  MAIL_FROM: setting({
    group: 'E-mail, text messages and letters',
    means: 'Who e-mail comes from. Needed with SMTP_URL.',
    must: 'be an e-mail address, such as Upwell <hello@example.org>',
    example: 'Upwell <hello@example.org>',
    schema: kind.sender,
  }),
  NOTIFY_API_KEY: setting({
    group: 'E-mail, text messages and letters',
    means:
      'A key of GOV.UK Notify, for public bodies: text messages and letters, and e-mail when there is no SMTP_URL.',
    must: 'be a key as GOV.UK Notify shows it once, with its name in front',
    secret: true,
    schema: kind.line(300).regex(/^\S+-[0-9a-f-]{36}-[0-9a-f-]{36}$/i),
  }),
  NOTIFY_EMAIL_TEMPLATE: setting({
    group: 'E-mail, text messages and letters',
    means: 'The GOV.UK Notify template for e-mail. Its subject is ((subject)), its message ((body)).',
    must: 'be the ID of a template, as GOV.UK Notify shows it',
    schema: kind.line().regex(/^[0-9a-f-]{36}$/i),
  }),
  NOTIFY_SMS_TEMPLATE: setting({
    group: 'E-mail, text messages and letters',
    means: 'The GOV.UK Notify template for text messages. Its message is ((body)).',
    must: 'be the ID of a template, as GOV.UK Notify shows it',
    schema: kind.line().regex(/^[0-9a-f-]{36}$/i),
  }),
  NOTIFY_LETTER_TEMPLATE: setting({
    group: 'E-mail, text messages and letters',
    means: 'The GOV.UK Notify template for letters. Its heading is ((subject)), its body ((body)).',
    must: 'be the ID of a template, as GOV.UK Notify shows it',
    schema: kind.line().regex(/^[0-9a-f-]{36}$/i),
  }),
  SMS_PER_DAY: setting({
    group: 'E-mail, text messages and letters',
    means: 'The most text messages sent in a day, all places together. They cost money and are a target for fraud.',
    must: 'be a whole number from 0 to 1000000',
    usual: '500',
    schema: kind.wholeNumber(0, 1_000_000),
  }),
  SMS_PER_NUMBER_PER_DAY: setting({
    group: 'E-mail, text messages and letters',
    means: 'The most text messages one number gets in a day.',
    must: 'be a whole number from 1 to 100',
    usual: '5',
    schema: kind.wholeNumber(1, 100),
  }),
  SMS_COUNTRIES: setting({
    group: 'E-mail, text messages and letters',
    means: 'Calling codes of the countries text messages may go to.',
    must: 'be calling codes with commas between, without + or zeros, such as 44, 353',
    usual: '44',
    example: '44, 353',
    schema: kind.callingCodes,
  }),
  WEBHOOK_SECRET: setting({
    group: 'E-mail, text messages and letters',
    means:
      'The secret your text message provider signs its calls with (Standard Webhooks). Without it no text messages are taken in.',
    must: 'have at least 16 characters',
    secret: true,
    schema: kind.line(500).min(16),
  }),
  MESSAGES_PER_PERSON_PER_WEEK: setting({
    group: 'E-mail, text messages and letters',
    means:
      'The most messages one person gets from a place in a week, whatever sends them. Codes to sign in and replies to what the person said do not wait for it.',
    must: 'be a whole number from 1 to 100',
    usual: '3',
    schema: kind.wholeNumber(1, 100),
  }),
  S3_ENDPOINT: setting({
    group: 'Files',
    means:
      'The address of an S3-compatible store for voice notes, photos and papers. Left out, with S3_BUCKET given: Amazon.',
    must: 'be an http or https address',
    example: 'https://s3.example.org',
    schema: kind.address('http', 'https'),
  }),
  S3_REGION: setting({
    group: 'Files',
    means: 'The region of the store.',
    must: 'be a name such as eu-west-2',
    usual: 'eu-west-2',
    schema: kind.line(50).regex(/^[a-z0-9-]+$/),
  }),
  S3_BUCKET: setting({
    group: 'Files',
    means: 'The bucket files are kept in. Setting it turns the store on.',
    must: 'be the name of a bucket, in small letters, numbers, dots and hyphens',
    without: 'files are kept in DATA_DIR',
    schema: kind.line(63).regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/),
  }),
  S3_ACCESS_KEY_ID: setting({
    group: 'Files',
    means: 'The name of the key to the store.',
    must: 'be one word',
    schema: kind.line(200).regex(/^\S+$/),
  }),
  S3_SECRET_ACCESS_KEY: setting({
    group: 'Files',
    means: 'The key to the store.',
    must: 'be one word',
    secret: true,
    schema: kind.line(300).regex(/^\S+$/),
  }),
  S3_PATH_STYLE: setting({
    group: 'Files',
    means: 'Whether the bucket is in the path of the address, as most stores outside Amazon want it.',
    must: 'be true or false',
    usual: 'false',
    schema: kind.yesOrNo,
  }),
  OIDC_ISSUER: setting({
    group: 'Signing in',
    means: 'The address of an OpenID Connect provider people can also sign in with, such as NHS login or the council.',
    must: 'be the https address of the provider (http only on localhost)',
    example: 'https://auth.login.nhs.uk',
    schema: kind
      .address('http', 'https')
      .refine((text) => text.startsWith('https:') || ['localhost', '127.0.0.1'].includes(new URL(text).hostname)),
  }),
  OIDC_CLIENT_ID: setting({
    group: 'Signing in',
    means: 'The name under which the provider knows this installation.',
    must: 'be one line of text',
    schema: kind.line(300),
  }),
  OIDC_CLIENT_SECRET: setting({
    group: 'Signing in',
    means: 'The secret shared with the provider.',
    must: 'be one line of text',
    secret: true,
    schema: kind.line(1000),
  }),
  OIDC_NAME: setting({
    group: 'Signing in',
    means: 'What the button says people sign in with.',
    must: 'be one line of text of at most 50 characters',
    usual: 'your organisation',
    example: 'NHS login',
    schema: kind.line(50),
  }),
  LANGUAGES: setting({
    group: 'Language and running',
    means: 'The languages places may offer, the first being the usual one.',
    must: `be some of ${languages.join(', ')}, with commas between`,
    usual: languages.join(', '),
    schema: kind.someOf(languages),
  }),
  LOG_LEVEL: setting({
    group: 'Language and running',
    means: 'How much the server writes down. No level writes what people said or who they are.',
    must: `be one of ${logLevels.join(', ')}`,
    usual: 'info',
    schema: kind
      .line(10)
      .refine((text) => (logLevels as readonly string[]).includes(text))
      .transform((text) => text as (typeof logLevels)[number]),
  }),
  DEMO: setting({
    group: 'Trying and testing',
    means:
      'Whether this is a demonstration with an invented place and people to be. Every page says so. Never for real people.',
    must: 'be true or false',
    usual: 'false',
    schema: kind.yesOrNo,
  }),
  RATE_LIMIT_SCALE: setting({
    group: 'Trying and testing',
    means: 'Multiplies every rate limit. Raise it only for load tests and benches on this machine.',
    must: 'be a whole number from 1 to 1000000',
    usual: '1',
    schema: kind.wholeNumber(1, 1_000_000),
  }),
  TEST_CLOCK: setting({
    group: 'Trying and testing',
    means: 'The moment at which a clock stands that tests can move. Only while PUBLIC_URL is on localhost.',
    must: 'be a moment such as 2026-03-01T09:00:00Z',
    without: 'the real time',
    schema: kind.moment,
  }),
  TEST_DATABASE_URL: setting({
    group: 'Trying and testing',
    means: 'A PostgreSQL for the test suite, as a role that may create databases and roles. The server never uses it.',
    must: 'be an address such as postgres://name:password@host:5432/postgres',
    without: 'the tests run their own PostgreSQL in a temporary folder',
    secret: true,
    schema: kind.address('postgres', 'postgresql'),
  }),
  UPWELL_DATA: setting({
    group: 'Trying and testing',
    means: 'A folder with public data sets that the conformance checks and benches read. The server never uses it.',
    must: 'be a path',
    without: 'checks that need it say that they were left out',
    schema: kind.path,
  }),
};

export type SettingName = keyof typeof settings;
/** What each setting reads as; undefined when it is left out and has no usual value. */
export type Values = { [Name in SettingName]?: z.output<(typeof settings)[Name]['schema']> };
