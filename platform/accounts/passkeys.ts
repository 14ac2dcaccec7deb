import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { done, type Outcome, refuse, refuseField } from '@upwell/platform/outcome';
import { v7 } from 'uuid';
import { pose, spend, takeGuess } from './challenges.ts';
import { cookieLine } from './cookies.ts';
import { wrongPasskey } from './find-account.ts';
import { LIMITS, networkOf, take } from './limits.ts';
import { type AccountPlace, type Arrival, CODE_LIFE, type Visit } from './model.ts';
import { assertion, attestation } from './passkey-shapes.ts';
import { safePath } from './safe-path.ts';
import { actorIn, openSession, recentActorIn } from './sessions.ts';
import type { Workshop } from './workshop.ts';

/** The host: browsers offer a passkey of one place nowhere else (WebAuthn Level 3, RP ID). */
const hostOf = (place: AccountPlace): string => new URL(place.origin).hostname;

/** EdDSA, ES256 and RS256 of the COSE registry: what devices have. */
const ALGORITHMS = [-8, -7, -257];

/** What `navigator.credentials.create` needs. For somebody who has just proved who they are. */
export async function passkeyOptionsToAdd(
  shop: Workshop,
  visit: Visit & { /** Shown by the device beside the passkey. */ personName: string },
): Promise<Outcome<{ options: PublicKeyCredentialCreationOptionsJSON; setCookies: string[] }>> {
  return await shop.db.write({ placeId: visit.place.id }, async (tx) => {
    const actor = await recentActorIn(tx, shop, visit);
    if (!actor.ok) return actor;
    const { accountId } = actor.value;
    const have = await tx
      .selectFrom('account_passkey')
      .select(['credential_id', 'transports'])
      .where('account_id', '=', accountId)
      .where('rp_id', '=', hostOf(visit.place))
      .execute();
    const options = await generateRegistrationOptions({
      rpName: visit.place.name,
      rpID: hostOf(visit.place),
      userID: new TextEncoder().encode(accountId),
      userName: visit.personName,
      userDisplayName: visit.personName,
      timeout: CODE_LIFE,
      attestationType: 'none',
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: have.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    const { setCookies } = await pose(tx, visit, shop.clock.now(), {
      kind: 'add-passkey',
      question: options.challenge,
      accountId,
    });
    return done({ options, setCookies });
  });
}

/** Keeps a new passkey. `response` is what `navigator.credentials.create` gave, as JSON. */
export async function addPasskey(
  shop: Workshop,
  visit: Visit & { response: unknown /** So that its owner knows it from others. */; label: string },
): Promise<Outcome<{ passkeyId: string; setCookies: string[] }>> {
  const label = typeof visit.label === 'string' ? visit.label.trim() : '';
  if (label.length < 1 || label.length > 80 || /\p{Cc}/u.test(label))
    return refuseField('label', 'accounts.passkey.label');
  const given = attestation.safeParse(visit.response);
  const { place } = visit;
  return await shop.db.write({ placeId: place.id }, async (tx) => {
    const now = shop.clock.now();
    const actor = await actorIn(tx, shop, visit);
    if (!actor) return refuse('sign-in-first');
    const challenge = await takeGuess(tx, visit, 'add-passkey', now);
    if (!challenge || challenge.account_id !== actor.accountId || !given.success) return wrongPasskey();
    await spend(tx, challenge, now);
    const verified = await verifyRegistrationResponse({
      response: given.data as RegistrationResponseJSON,
      expectedChallenge: challenge.question!,
      expectedOrigin: place.origin,
      expectedRPID: hostOf(place),
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(() => null);
    if (!verified?.verified) return wrongPasskey();
    const { credential, credentialBackedUp } = verified.registrationInfo;
    const kept = await tx
      .insertInto('account_passkey')
      .values({
        id: v7(),
        account_id: actor.accountId,
        rp_id: hostOf(place),
        credential_id: credential.id,
        public_key: Buffer.from(credential.publicKey),
        counter: credential.counter,
        transports: given.data.response.transports ?? [],
        backed_up: credentialBackedUp,
        label,
        created_at: now,
        used_at: null,
      })
      .onConflict((conflict) => conflict.column('credential_id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!kept) return refuse('conflict', { problem: { key: 'accounts.passkey.known' } });
    return done({ passkeyId: kept.id, setCookies: [cookieLine(place, 'passkey', '', 0)] });
  });
}

/** What `navigator.credentials.get` needs. Names no account, so it tells a stranger nothing. */
export async function passkeyOptionsToSignIn(
  shop: Workshop,
  visit: Visit & { returnTo?: unknown },
): Promise<Outcome<{ options: PublicKeyCredentialRequestOptionsJSON; setCookies: string[] }>> {
  const now = shop.clock.now();
  return await shop.db.write({ placeId: visit.place.id }, async (tx) => {
    if (!(await take(tx, shop.keys.limits, LIMITS.passkeyQuestions, [networkOf(visit.network)], now)))
      return refuse('too-much');
    const options = await generateAuthenticationOptions({
      rpID: hostOf(visit.place),
      timeout: CODE_LIFE,
      userVerification: 'required',
    });
    const { setCookies } = await pose(tx, visit, now, {
      kind: 'passkey',
      question: options.challenge,
      returnTo: safePath(visit.returnTo),
    });
    return done({ options, setCookies });
  });
}

/** Signs in. `response` is what `navigator.credentials.get` gave, as JSON. Every refusal is the same. */
export async function signInWithPasskey(
  shop: Workshop,
  visit: Visit & { response: unknown },
): Promise<Outcome<Arrival>> {
  const given = assertion.safeParse(visit.response);
  const { place } = visit;
  return await shop.db.write({ placeId: place.id }, async (tx) => {
    const now = shop.clock.now();
    const challenge = await takeGuess(tx, visit, 'passkey', now);
    if (!challenge || !given.success) return wrongPasskey();
    await spend(tx, challenge, now);
    const passkey = await tx
      .selectFrom('account_passkey')
      .selectAll()
      .where('credential_id', '=', given.data.id)
      .where('rp_id', '=', hostOf(place))
      .forUpdate()
      .executeTakeFirst();
    if (!passkey) return wrongPasskey();
    const handle = given.data.response.userHandle;
    if (handle && Buffer.from(handle, 'base64url').toString() !== passkey.account_id) return wrongPasskey();
    const verified = await verifyAuthenticationResponse({
      response: given.data as AuthenticationResponseJSON,
      expectedChallenge: challenge.question!,
      expectedOrigin: place.origin,
      expectedRPID: hostOf(place),
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
      },
      requireUserVerification: true,
    }).catch(() => null);
    if (!verified?.verified) return wrongPasskey();
    await tx
      .updateTable('account_passkey')
      .set({
        counter: verified.authenticationInfo.newCounter,
        backed_up: verified.authenticationInfo.credentialBackedUp,
        used_at: now,
      })
      .where('id', '=', passkey.id)
      .execute();
    const arrival = await openSession(tx, shop, visit, {
      accountId: passkey.account_id,
      newAccount: false,
      returnTo: challenge.return_to,
    });
    if (arrival.ok) arrival.value.setCookies.push(cookieLine(place, 'passkey', '', 0));
    return arrival;
  });
}
