import type { Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import { done, type Failure, type Outcome, refuse } from '@upwell/platform/outcome';
import { addressTyped, masked } from './address.ts';
import { lookAtLink, pose, spend, spendLink, takeGuess } from './challenges.ts';
import { cookieLine } from './cookies.ts';
import { accountFor, attach, wrongCode } from './find-account.ts';
import { isKnown, rememberAddress } from './known.ts';
import { LIMITS, type Limit, networkOf, take } from './limits.ts';
import { type Arrival, type Channel, DAY, type Visit } from './model.ts';
import { safePath } from './safe-path.ts';
import { hashToken, keyedHash, randomDigits, randomToken, sameBytes } from './secrets.ts';
import { actorIn, openSession, recentActorIn } from './sessions.ts';
import type { AccountChallengeTable } from './tables.ts';
import type { Workshop } from './workshop.ts';

export interface StartMessage extends Visit {
  /** As typed. */
  address: string;
  lang: Lang;
  /** Where to go afterwards; anything but a path of our own becomes `/`. */
  returnTo?: unknown;
  /** Add the address to the account signed in, instead of signing in with it. */
  add?: boolean;
}

export interface Started {
  /** The address as it will be written to. */
  address: string;
  expiresAt: Date;
  setCookies: string[];
}

/** Where a link in a message lands; the token follows as `?token=`. */
export const LINK_PATH = '/sign-in/link';

const DIGITS = { email: 8, phone: 6 } as const;

/**
 * Sends a code, and for signing in by e-mail a link. It never looks whether anybody has the address: known, unknown and
 * blocked get the same answer in the same time.
 */
export async function start(shop: Workshop, channel: Channel, visit: StartMessage): Promise<Outcome<Started>> {
  const { clock, config, db } = shop;
  const typed = addressTyped(channel, visit.address, { country: config.country, countries: config.smsCountries });
  if (!typed.ok) return typed;
  const address = typed.value;
  const now = clock.now();
  const placeId = visit.place.id;

  return await db.write({ placeId }, async (tx) => {
    const adding = visit.add ? await recentActorIn(tx, shop, visit) : null;
    if (adding && !adding.ok) return adding;
    const tooMuch = await countMessage(tx, shop, channel, visit, address, now);
    if (tooMuch) return tooMuch;
    const code = randomDigits(DIGITS[channel]);
    // Adding takes the code only: a link opened by the owner of the mailbox would give it to somebody else's account.
    const token = channel === 'email' && !adding ? randomToken() : null;
    const challenge = await pose(tx, visit, now, {
      kind: adding ? `add-${channel}` : channel,
      address,
      codeHash: (id) => codeHash(shop, id, code),
      linkHash: token ? linkHash(token) : undefined,
      accountId: adding?.value.accountId,
      returnTo: safePath(visit.returnTo),
    });
    const sent = await shop.sendCode(tx, {
      place: visit.place,
      channel,
      address,
      code,
      link: token && `${visit.place.origin}${LINK_PATH}?token=${token}`,
      purpose: adding ? 'add' : 'sign-in',
      lang: visit.lang,
      expiresAt: challenge.expiresAt,
    });
    if (!sent.ok) return sent;
    return done({ address, ...challenge });
  });
}

/** Signs in with a code typed into the browser that asked for it. Every code that does not fit gets the same answer. */
export async function finishCode(
  shop: Workshop,
  channel: Channel,
  visit: Visit & { code: string },
): Promise<Outcome<Arrival>> {
  return await shop.db.write({ placeId: visit.place.id }, async (tx) => {
    const now = shop.clock.now();
    const challenge = await takeGuess(tx, visit, channel, now);
    if (!fits(shop, challenge, visit.code)) return wrongCode();
    await spend(tx, challenge, now);
    return await arrive(tx, shop, visit, challenge, channel);
  });
}

/** Adds an address with a code. The session must still be the one that asked, and recent. */
export async function finishAdding(
  shop: Workshop,
  channel: Channel,
  visit: Visit & { code: string },
): Promise<Outcome<{ address: string; returnTo: string; setCookies: string[] }>> {
  return await shop.db.write({ placeId: visit.place.id }, async (tx) => {
    const now = shop.clock.now();
    const actor = await actorIn(tx, shop, visit);
    if (!actor) return refuse('sign-in-first');
    const challenge = await takeGuess(tx, visit, `add-${channel}`, now);
    if (!fits(shop, challenge, visit.code) || challenge.account_id !== actor.accountId) return wrongCode();
    await spend(tx, challenge, now);
    const attached = await attach(tx, shop, channel, challenge.address!, actor.accountId);
    if (!attached.ok) return attached;
    return done({
      address: challenge.address!,
      returnTo: challenge.return_to,
      setCookies: [cookieLine(visit.place, 'code', '', 0), rememberAddress(shop.keys.known, visit, challenge.address!)],
    });
  });
}

/** What the page of a link shows beside its button; spends nothing, so that a mail scanner may fetch it. */
export async function lookAtEmailLink(
  shop: Workshop,
  { place, token }: Pick<Visit, 'place'> & { token: unknown },
): Promise<{ address: string } | null> {
  if (!isToken(token)) return null;
  const found = await shop.db.read({ placeId: place.id }, (tx) =>
    lookAtLink(tx, place.id, linkHash(token), shop.clock.now()),
  );
  return found ? { address: masked(found.address ?? '') } : null;
}

/** Signs in by the button of a link's page: for a POST only. Works on any device, once. */
export async function followLink(shop: Workshop, visit: Visit & { token: unknown }): Promise<Outcome<Arrival>> {
  const { token } = visit;
  const stale = () => refuse('invalid', { problem: { key: 'accounts.link.stale' } });
  if (!isToken(token)) return stale();
  return await shop.db.write({ placeId: visit.place.id }, async (tx) => {
    const challenge = await spendLink(tx, visit, linkHash(token), shop.clock.now());
    return challenge ? await arrive(tx, shop, visit, challenge, 'email') : stale();
  });
}

async function arrive(
  tx: Tx,
  shop: Workshop,
  visit: Visit,
  challenge: AccountChallengeTable,
  channel: Channel,
): Promise<Outcome<Arrival>> {
  const address = challenge.address!;
  const found = await accountFor(tx, shop, visit.place, channel, address);
  const arrival = await openSession(tx, shop, visit, { ...found, returnTo: challenge.return_to });
  if (!arrival.ok) return arrival;
  arrival.value.setCookies.push(
    cookieLine(visit.place, 'code', '', 0),
    rememberAddress(shop.keys.known, visit, address),
  );
  return arrival;
}

/** Whether the code answers the challenge; as much work is done when there is none. */
function fits(
  shop: Workshop,
  challenge: AccountChallengeTable | null,
  typed: string,
): challenge is AccountChallengeTable {
  const code = typeof typed === 'string' && typed.length < 40 ? typed.normalize('NFKC').replace(/[\s-]/g, '') : '';
  const hash = codeHash(shop, challenge?.id ?? '', code);
  return sameBytes(challenge?.code_hash ?? Buffer.alloc(hash.length), hash) && challenge !== null;
}

const codeHash = ({ keys }: Workshop, challengeId: string, code: string) => keyedHash(keys.codes, challengeId, code);

/** The purpose is hashed in, so that a token of another kind of message can never stand in. */
const linkHash = (token: string): Buffer => hashToken(`sign-in link ${token}`);

const isToken = (token: unknown): token is string => typeof token === 'string' && /^[\w-]{43}$/.test(token);

/** Counts one message against every limit it falls under. */
async function countMessage(
  tx: Tx,
  { keys, config }: Workshop,
  channel: Channel,
  visit: Visit,
  address: string,
  now: Date,
): Promise<Failure | null> {
  const network = networkOf(visit.network);
  const ofPlace = { name: 'texts of place daily', most: config.smsPerDay, per: DAY };
  const known = isKnown(keys.known, visit, address);
  const limits: [Limit, ...string[]][] =
    channel === 'email'
      ? known
        ? [[LIMITS.messagesToKnown, address]]
        : [
            [LIMITS.emailsFromNetwork, network],
            [LIMITS.emailsToAddressFromNetwork, address, network],
            [LIMITS.emailsToAddressFromNetworkDaily, address, network],
            [LIMITS.emailsToAddressDaily, address],
          ]
      : known
        ? [
            [LIMITS.messagesToKnown, address],
            [LIMITS.textsToKnownDaily, address],
            [ofPlace, visit.place.id],
          ]
        : [
            [LIMITS.textsFromNetwork, network],
            [LIMITS.textsToAddress, address],
            [LIMITS.textsToAddressDaily, address],
            [ofPlace, visit.place.id],
          ];
  for (const [limit, ...about] of limits)
    if (!(await take(tx, keys.limits, limit, about, now)))
      return refuse('too-much', { problem: { key: 'accounts.messages.enough' } });
  return null;
}
