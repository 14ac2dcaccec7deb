import { DAY } from './model.ts';
import type { Workshop } from './workshop.ts';

/** An account nobody ever became a person with keeps its address this long after it was made. */
const UNUSED = 60 * DAY;

/**
 * Deletes what has run out in a place: sessions, challenges, trips to providers, counts, and accounts that came to
 * nothing. For a nightly job.
 */
export async function sweep({ db, clock }: Workshop, placeId: string): Promise<void> {
  const now = clock.now();
  await db.write({ placeId }, async (tx) => {
    await tx.deleteFrom('account_session').where('place_id', '=', placeId).where('expires_at', '<=', now).execute();
    await tx.deleteFrom('account_challenge').where('place_id', '=', placeId).where('expires_at', '<=', now).execute();
    await tx
      .deleteFrom('account_verification')
      .where('place_id', '=', placeId)
      .where('expires_at', '<=', now)
      .execute();
    await tx
      .deleteFrom('account')
      .where('links', '=', 0)
      .where('created_at', '<', new Date(now.getTime() - UNUSED))
      .execute();
    await tx.deleteFrom('account_limit').where('expires_at', '<=', now).execute();
  });
}
