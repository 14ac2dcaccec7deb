import type { Tx } from '@upwell/platform/database';
import ipaddr from 'ipaddr.js';
import { sql } from 'kysely';
import { DAY, HOUR, MINUTE } from './model.ts';
import { keyedHash } from './secrets.ts';

/** So many in so many milliseconds. */
export interface Limit {
  /** What is counted; part of the key. */
  name: string;
  most: number;
  per: number;
}

/**
 * How often each thing may happen. Together with five guesses a code they bound what guessing can reach: 15 messages
 * a day to one address allow 75 guesses at one of 10^8 e-mail codes a day, 6 texts allow 30 at one of 10^6. What is
 * refused here is refused at once and aloud; the message room's own limit of 20 codes a day is never reached, where a
 * code would wait in silence until it is worth nothing.
 */
export const LIMITS = {
  /** A library or a community centre is one network: forty people behind one address must all get in. */
  emailsFromNetwork: { name: 'emails from network', most: 120, per: HOUR },
  textsFromNetwork: { name: 'texts from network', most: 60, per: HOUR },
  emailsToAddressFromNetwork: { name: 'emails to address from network', most: 8, per: 15 * MINUTE },
  /** Fewer than an address gets in all, so that one network cannot keep its owner out for the day. */
  emailsToAddressFromNetworkDaily: { name: 'emails to address from network daily', most: 10, per: DAY },
  emailsToAddressDaily: { name: 'emails to address daily', most: 15, per: DAY },
  textsToAddress: { name: 'texts to address', most: 3, per: 15 * MINUTE },
  textsToAddressDaily: { name: 'texts to address daily', most: 6, per: DAY },
  /** Of their own for browsers that have signed in with the address before: strangers cannot use these up. */
  messagesToKnown: { name: 'messages to known', most: 5, per: 15 * MINUTE },
  textsToKnownDaily: { name: 'texts to known daily', most: 6, per: DAY },
  passkeyQuestions: { name: 'passkey questions', most: 300, per: HOUR },
  ownerCodeGuesses: { name: 'owner code guesses', most: 10, per: 15 * MINUTE },
} satisfies Record<string, Limit>;

/** The part of an IP address that one household or organisation holds: all of IPv4, the first 64 bits of IPv6. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : (parsed as ipaddr.IPv6).parts.slice(0, 4).join(':');
}

/**
 * Counts one more and says whether that was still allowed. Keep the transaction: a refusal must stay counted.
 * @param about address, network or place that is limited; kept only as a keyed hash
 */
export async function take(tx: Tx, key: Buffer, limit: Limit, about: string[], now: Date): Promise<boolean> {
  const start = new Date(Math.floor(now.getTime() / limit.per) * limit.per);
  const { taken } = await tx
    .insertInto('account_limit')
    .values({
      key: keyedHash(key, limit.name, ...about),
      window_start: start,
      taken: 1,
      expires_at: new Date(start.getTime() + limit.per),
    })
    .onConflict((conflict) =>
      conflict.columns(['key', 'window_start']).doUpdateSet({ taken: sql<number>`account_limit.taken + 1` }),
    )
    .returning('taken')
    .executeTakeFirstOrThrow();
  return taken <= limit.most;
}
