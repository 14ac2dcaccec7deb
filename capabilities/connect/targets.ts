import { activityById, activityContact, readReach } from '@upwell/act';
import { findGroup } from '@upwell/ground';
import type { Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';
import { assetById, assetContactContext } from './assets.ts';
import type { TargetKind } from './model.ts';
import './tables.ts';

/** Whom or what somebody is introduced to. */
export interface Target {
  kind: TargetKind;
  id: string;
  title: string;
  /** Who is on the other side, in public words. */
  who: string;
  path: string;
  /** Full: an introduction is held until there is room (CO06). */
  full: boolean;
  /** Has a head on the thread. */
  onThread: boolean;
}

interface Asked {
  placeId: string;
  kind: TargetKind;
  id: string;
  /** Connectors may introduce to private gifts; for all others these are not there. */
  connector: boolean;
}

export async function targetOf(
  tx: Tx,
  sealer: Sealer,
  { placeId, kind, id, connector }: Asked,
): Promise<Target | null> {
  if (kind === 'group') {
    const group = await findGroup(tx, id);
    if (!group || group.endedAt !== null) return null;
    return {
      kind,
      id,
      title: group.name,
      who: group.name,
      path: `/groups/${id}`,
      full: group.capacity === 'full',
      onThread: false,
    };
  }
  if (kind === 'activity') {
    const activity = await activityById(tx, placeId, id);
    return (
      activity && {
        kind,
        id,
        title: activity.title,
        who: activity.ledBy,
        path: `/activities/${id}`,
        full: false,
        onThread: true,
      }
    );
  }
  const asset = await assetById(tx, sealer, { placeId, id, connector });
  return (
    asset && {
      kind,
      id,
      title: asset.title,
      who: asset.custodian ?? asset.title,
      path: `/map/${id}`,
      full: false,
      onThread: true,
    }
  );
}

/** Where the other side can be told by message, or null: then somebody tells them in person. Never for a page. */
export async function reachOf(
  tx: Tx,
  sealer: Sealer,
  { placeId, kind, id }: { placeId: string; kind: TargetKind; id: string },
): Promise<{ channel: 'email' | 'sms'; address: string } | null> {
  if (kind === 'group') {
    const contact = (await findGroup(tx, id))?.contact;
    return contact ? readReach(contact) : null;
  }
  if (kind === 'activity') {
    const contact = await activityContact(tx, sealer, placeId, id);
    return contact ? readReach(contact) : null;
  }
  const row = await tx
    .selectFrom('asset')
    .select('contact')
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.contact ? readReach(sealer.openText(row.contact, assetContactContext(placeId, id))) : null;
}
