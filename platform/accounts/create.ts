import type { Clock } from '@upwell/platform/clock';
import type { Database, Tx } from '@upwell/platform/database';
import * as messages from './by-message.ts';
import { createEngine, type Engine } from './engine.ts';
import type { AccountPlace, AccountsConfig, Cookies, SendCode, Visit } from './model.ts';
import * as oidc from './oidc.ts';
import * as owner from './owner.ts';
import * as passkeys from './passkeys.ts';
import { PROVIDER_PATIENCE, within } from './patience.ts';
import * as people from './people.ts';
import { deriveKeys } from './secrets.ts';
import * as sessions from './sessions.ts';
import { sweep } from './sweep.ts';
import * as ways from './ways-in.ts';
import type { Workshop } from './workshop.ts';

export interface AccountsOptions {
  db: Database;
  clock: Clock;
  config: AccountsConfig;
  /** Queues the message in the transaction given; nothing is sent when that is dropped. */
  sendCode: SendCode;
}

/** Engines kept ready; those of places nobody has signed in at for longest make room. */
const ENGINES_KEPT = 200;

/** Signing in, out and staying in: everything this room offers. It knows no pages, no people and no powers. */
export function createAccounts({ db, clock, config, sendCode }: AccountsOptions) {
  const keys = deriveKeys(config.secret);
  const sessionDays = config.sessionDays ?? 30;
  const providers = config.oidc ?? [];
  const engines = keeper((place: AccountPlace) => createEngine({ place, keys, clock, sessionDays, providers: [] }));
  const withProviders = keeper((place: AccountPlace) =>
    createEngine({ place, keys, clock, sessionDays, providers: oidc.providersOf(providers, place) }),
  );
  const shop: Workshop = {
    db,
    clock,
    keys,
    sendCode,
    config: {
      demo: config.demo,
      oidc: providers,
      sessionDays,
      country: config.country ?? 'GB',
      smsCountries: config.smsCountries ?? ['44'],
      smsPerDay: config.smsPerDay ?? 300,
    },
    engine: engines.get,
    oidcEngine: async (place) => {
      const engine = withProviders.get(place);
      try {
        await within(PROVIDER_PATIENCE, engine.$context);
        return engine;
      } catch (error) {
        withProviders.forget(place);
        throw error;
      }
    },
  };

  return {
    /** Who is behind a request, or null. One indexed read; none without a cookie. */
    actorOf: (visit: { place: AccountPlace; cookies: Cookies }) => sessions.actorOf(shop, visit),
    startEmail: (visit: messages.StartMessage) => messages.start(shop, 'email', visit),
    finishEmailCode: (visit: Visit & { code: string }) => messages.finishCode(shop, 'email', visit),
    lookAtEmailLink: (visit: { place: AccountPlace; token: unknown }) => messages.lookAtEmailLink(shop, visit),
    followEmailLink: (visit: Visit & { token: unknown }) => messages.followLink(shop, visit),
    startPhone: (visit: messages.StartMessage) => messages.start(shop, 'phone', visit),
    finishPhoneCode: (visit: Visit & { code: string }) => messages.finishCode(shop, 'phone', visit),
    finishAddingEmail: (visit: Visit & { code: string }) => messages.finishAdding(shop, 'email', visit),
    finishAddingPhone: (visit: Visit & { code: string }) => messages.finishAdding(shop, 'phone', visit),
    providersOf: (place: AccountPlace) => oidc.providersOf(providers, place).map(({ id, name }) => ({ id, name })),
    startOidc: (visit: oidc.StartOidc) => oidc.startOidc(shop, visit),
    finishOidc: (visit: oidc.FinishOidc) => oidc.finishOidc(shop, visit),
    passkeyOptionsToAdd: (visit: Visit & { personName: string }) => passkeys.passkeyOptionsToAdd(shop, visit),
    addPasskey: (visit: Visit & { response: unknown; label: string }) => passkeys.addPasskey(shop, visit),
    passkeyOptionsToSignIn: (visit: Visit & { returnTo?: unknown }) => passkeys.passkeyOptionsToSignIn(shop, visit),
    signInWithPasskey: (visit: Visit & { response: unknown }) => passkeys.signInWithPasskey(shop, visit),
    waysIn: (visit: Visit) => ways.waysIn(shop, visit),
    removeWayIn: (visit: Visit, way: ways.WayIn) => ways.removeWayIn(shop, visit, way),
    signOut: (visit: Visit) => sessions.signOut(shop, visit),
    signOutEverywhere: (visit: Visit) => sessions.signOutEverywhere(shop, visit),
    sessionsOf: (visit: Visit) => sessions.sessionsOf(shop, visit),
    endSession: (visit: Visit, sessionId: string) => sessions.endSession(shop, visit, sessionId),
    linkPerson: (tx: Tx, link: people.Link) => people.linkPerson(tx, link, clock.now()),
    endSessionsOfPerson: people.endSessionsOfPerson,
    forgetPerson: people.forgetPerson,
    setBlocked: (tx: Tx, accountId: string, blocked: boolean) => people.setBlocked(tx, accountId, blocked, clock.now()),
    openSessionFor: (tx: Tx, visit: Parameters<typeof people.openSessionFor>[2]) =>
      people.openSessionFor(tx, shop, visit),
    ownerCode: (subject: owner.OwnerSubject) => owner.ownerCode(shop, subject),
    renewOwnerCode: (subject: owner.OwnerSubject) => owner.renewOwnerCode(shop, subject),
    awaitsOwner: (subject: owner.OwnerSubject) => owner.awaitsOwner(shop, subject),
    checkOwnerCode: (claim: owner.OwnerClaim) => owner.checkOwnerCode(shop, claim),
    spendOwnerCode: (tx: Tx, claim: owner.OwnerClaim) => owner.spendOwnerCode(tx, shop, claim),
    sweep: (placeId: string) => sweep(shop, placeId),
  };
}

export type Accounts = ReturnType<typeof createAccounts>;

function keeper(make: (place: AccountPlace) => Engine) {
  const kept = new Map<string, Engine>();
  return {
    get(place: AccountPlace): Engine {
      const key = `${place.id} ${place.origin}`;
      const engine = kept.get(key) ?? make(place);
      kept.delete(key);
      kept.set(key, engine);
      if (kept.size > ENGINES_KEPT) kept.delete(kept.keys().next().value!);
      return engine;
    },
    forget: (place: AccountPlace) => kept.delete(`${place.id} ${place.origin}`),
  };
}
