import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse } from '@upwell/platform/outcome';
import { sql } from 'kysely';
import { validate as isUuid } from 'uuid';
import { hasAddress } from './engine.ts';
import type { Visit } from './model.ts';
import { actorIn, recentActorIn } from './sessions.ts';
import type { Workshop } from './workshop.ts';

export interface WaysIn {
  email: string | null;
  phone: string | null;
  passkeys: {
    id: string;
    label: string;
    addedAt: Date;
    usedAt: Date | null /** The host it works at. */;
    host: string;
  }[];
  /** Providers of this installation, by id. */
  providers: { id: string; name: string; addedAt: Date }[];
}

/** Every way the account signed in can be entered by, for its owner's own page. */
export async function waysIn(shop: Workshop, visit: Visit): Promise<Outcome<WaysIn>> {
  return await shop.db.read({ placeId: visit.place.id }, async (tx) => {
    const actor = await actorIn(tx, shop, visit);
    if (!actor) return refuse('sign-in-first');
    const own = actor.accountId;
    const account = await tx.selectFrom('account').select('email').where('id', '=', own).executeTakeFirstOrThrow();
    const phone = await tx.selectFrom('account_phone').select('phone').where('account_id', '=', own).executeTakeFirst();
    const passkeys = await tx
      .selectFrom('account_passkey')
      .select(['id', 'label', 'created_at', 'used_at', 'rp_id'])
      .where('account_id', '=', own)
      .orderBy('created_at')
      .execute();
    const identities = await tx
      .selectFrom('account_identity')
      .select(['provider_id', 'created_at'])
      .where('account_id', '=', own)
      .orderBy('created_at')
      .execute();
    return done({
      email: hasAddress(account.email) ? account.email : null,
      phone: phone?.phone ?? null,
      passkeys: passkeys.map((key) => ({
        id: key.id,
        label: key.label,
        addedAt: key.created_at,
        usedAt: key.used_at,
        host: key.rp_id,
      })),
      providers: identities.map(({ provider_id, created_at }) => ({
        id: provider_id,
        name: shop.config.oidc.find(({ id }) => id === provider_id)?.name ?? provider_id,
        addedAt: created_at,
      })),
    });
  });
}

export type WayIn = { kind: 'passkey'; id: string } | { kind: 'provider'; id: string } | { kind: 'phone' };

/** Takes a way in away, for instance the passkey of a lost device; never the last one, which would lock its owner out. */
export async function removeWayIn(shop: Workshop, visit: Visit, way: WayIn): Promise<Outcome<null>> {
  return await shop.db
    .write({ placeId: visit.place.id }, async (tx) => {
      const actor = await recentActorIn(tx, shop, visit);
      if (!actor.ok) return actor;
      const own = actor.value.accountId;
      // Two removals at one instant must not take the last two.
      const account = await tx
        .selectFrom('account')
        .select('email')
        .where('id', '=', own)
        .forUpdate()
        .executeTakeFirstOrThrow();
      const removed = await remove(tx, own, way);
      if (removed === 0n) return refuse('not-found');
      if (!hasAddress(account.email) && (await countOthers(tx, own)) === 0) throw new LastWay();
      return done(null);
    })
    .catch((problem) => {
      if (problem instanceof LastWay) return refuse('conflict', { problem: { key: 'accounts.ways.last' } });
      throw problem;
    });
}

/** Carries the refusal out of the transaction, which is dropped. */
class LastWay extends Error {}

async function remove(tx: Tx, own: string, way: WayIn): Promise<bigint> {
  switch (way.kind) {
    case 'passkey': {
      if (!isUuid(way.id)) return 0n;
      const query = tx.deleteFrom('account_passkey').where('account_id', '=', own).where('id', '=', way.id);
      return (await query.executeTakeFirst()).numDeletedRows;
    }
    case 'provider': {
      if (!/^[\w-]{1,60}$/.test(way.id)) return 0n;
      const query = tx.deleteFrom('account_identity').where('account_id', '=', own).where('provider_id', '=', way.id);
      return (await query.executeTakeFirst()).numDeletedRows;
    }
    case 'phone':
      return (await tx.deleteFrom('account_phone').where('account_id', '=', own).executeTakeFirst()).numDeletedRows;
  }
}

async function countOthers(tx: Tx, own: string): Promise<number> {
  const { ways } = await tx
    .selectNoFrom((eb) => [
      sql<number>`${eb
        .selectFrom('account_passkey')
        .select((of) => of.fn.countAll().as('n'))
        .where('account_id', '=', own)}
        + ${eb
          .selectFrom('account_identity')
          .select((of) => of.fn.countAll().as('n'))
          .where('account_id', '=', own)}
        + ${eb
          .selectFrom('account_phone')
          .select((of) => of.fn.countAll().as('n'))
          .where('account_id', '=', own)}`.as('ways'),
    ])
    .executeTakeFirstOrThrow();
  return ways;
}
