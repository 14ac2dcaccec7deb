import type { Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import type { CountryCode } from '@upwell/platform/messages';
import type { Outcome } from '@upwell/platform/outcome';

/** The part of a place that signing in needs. `PlaceFacts` of `platform/action` fits. */
export interface AccountPlace {
  id: string;
  /** Address people reach it by, as configured, without a slash at the end. Never taken from a request. */
  origin: string;
  name: string;
  demo: boolean;
}

/** Request cookies by name, values already decoded. */
export type Cookies = Readonly<Record<string, string | undefined>>;

/** What every call about a browser carries. */
export interface Visit {
  place: AccountPlace;
  cookies: Cookies;
  /** The visitor's IP address as the HTTP room trusts it; limits are kept per network. */
  network: string;
  userAgent?: string;
}

export type Channel = 'email' | 'phone';

/** A message with a proof in it, to be queued in the given transaction. */
export interface CodeMessage {
  place: AccountPlace;
  channel: Channel;
  /** E-mail address or E.164 number. */
  address: string;
  code: string;
  /** Lands on a page with a button; null for SMS and for adding an address. */
  link: string | null;
  purpose: 'sign-in' | 'add';
  lang: Lang;
  expiresAt: Date;
}

/** A refusal goes back to the person who asked. */
export type SendCode = (tx: Tx, message: CodeMessage) => Promise<Outcome<unknown>>;

/** An OpenID Connect provider, as the operator set it up. */
export interface OidcProvider {
  /** Short and lasting: part of the redirect address `/sign-in/oidc/callback/<id>`. */
  id: string;
  /** As people see it on the button. */
  name: string;
  /** The issuer; its `/.well-known/openid-configuration` tells the rest. */
  issuer: string;
  clientId: string;
  /** Either a secret or a private key (PEM, PKCS #8), which NHS login asks for; neither for a public client. */
  clientSecret?: string;
  privateKey?: { pem: string; algorithm: 'RS256' | 'RS512' | 'PS256' | 'ES256' | 'EdDSA'; keyId?: string };
  /** Besides `openid`. Default: `email`. */
  scopes?: string[];
  /** Further parameters of the authorisation request, for instance `vtr` of NHS login. */
  authorizationParams?: Record<string, string>;
  /** Only in these places; everywhere when left out. */
  placeIds?: string[];
}

export interface AccountsConfig {
  /** The installation's secret, at least 32 characters; every key is derived from it. */
  secret: string | Buffer;
  demo: boolean;
  oidc?: OidcProvider[];
  /** Days a session lasts. Default 30. */
  sessionDays?: number;
  /** Whose telephone numbers are meant when no country is typed. Default 'GB'. */
  country?: CountryCode;
  /** Calling codes of the countries texts may go to. Default ['44']. */
  smsCountries?: readonly string[];
  /** SMS codes a place may send a day. Default 300. */
  smsPerDay?: number;
}

/** Who is behind a request. */
export interface SignedIn {
  accountId: string;
  /** Null until the account has a person in this place. */
  personId: string | null;
  sessionId: string;
  /** When this session began with a proof. */
  provedAt: Date;
}

/** Somebody has just come in. */
export interface Arrival extends SignedIn {
  /** Made by this very proof. */
  newAccount: boolean;
  /** A path of this place to go on to. */
  returnTo: string;
  /** `Set-Cookie` lines for the answer. */
  setCookies: string[];
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** How long a code or link works. */
export const CODE_LIFE = 10 * MINUTE;
export const GUESSES = 5;
/** A way in may be added this long after a proof. */
export const RECENT = 15 * MINUTE;
