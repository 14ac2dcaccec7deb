import type { Tx } from '@upwell/platform/database';

/**
 * Cuts a person out of consents and looks, for erasure: the answers stay without the person, what was noted about them
 * goes, and where they looked at somebody the role stays without them. Withdraw their consents first.
 */
export async function forgetConsenter(
  tx: Tx,
  { placeId, personId }: { placeId: string; personId: string },
): Promise<void> {
  await tx
    .updateTable('consent')
    .set({ person_id: null })
    .where('place_id', '=', placeId)
    .where('person_id', '=', personId)
    .execute();
  await tx.deleteFrom('looked').where('place_id', '=', placeId).where('person_id', '=', personId).execute();
  await tx
    .updateTable('looked')
    .set({ looked_by: null })
    .where('place_id', '=', placeId)
    .where('looked_by', '=', personId)
    .execute();
}
