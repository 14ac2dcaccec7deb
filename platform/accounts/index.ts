import './tables.ts';

export type { Started, StartMessage } from './by-message.ts';
export { LINK_PATH } from './by-message.ts';
export { type CodeMessages, codesByMessage } from './code-message.ts';
export { accountsConfigFrom } from './config-from.ts';
export { type CookieUse, cookieName } from './cookies.ts';
export { type Accounts, type AccountsOptions, createAccounts } from './create.ts';
export { OIDC_PATH } from './engine.ts';
export type {
  AccountPlace,
  AccountsConfig,
  Arrival,
  Channel,
  CodeMessage,
  Cookies,
  OidcProvider,
  SendCode,
  SignedIn,
  Visit,
} from './model.ts';
export type { FinishOidc, OidcReturn, StartOidc } from './oidc.ts';
export type { OwnerClaim, OwnerSubject } from './owner.ts';
export type { Link } from './people.ts';
export { safePath } from './safe-path.ts';
export type { SessionLine } from './sessions.ts';
export type { WayIn, WaysIn } from './ways-in.ts';
export { accountsWords } from './words.ts';
