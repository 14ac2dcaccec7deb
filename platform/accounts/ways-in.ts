import { done, type Outcome, refuse } from '@upwell/platform/outcome';
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

/** Takes a passkey away, for instance of a lost device. */
export async function removePasskey(shop: Workshop, visit: Visit, passkeyId: string): Promise<Outcome<null>> {
  return await shop.db.write({ placeId: visit.place.id }, async (tx) => {
    const actor = await recentActorIn(tx, shop, visit);
    if (!actor.ok) return actor;
    const { numDeletedRows } = await tx
      .deleteFrom('account_passkey')
      .where('id', '=', passkeyId)
      .where('account_id', '=', actor.value.accountId)
      .executeTakeFirst();
    return numDeletedRows > 0n ? done(null) : refuse('not-found');
  });
}
