import { defineAction } from '@upwell/platform/action';
import { done } from '@upwell/platform/outcome';
import { amend } from '@upwell/thread';
import { z } from 'zod';
import { type Asset, assetById, giftContext } from '../assets.ts';
import { mayMap } from '../rules.ts';
import '../tables.ts';

/** Takes something off the map because whoever gave it says so: its words and its address go with it. */
export const removeAsset = defineAction({
  name: 'connect.removeAsset',
  rule: mayMap,
  subject: ({ tx, actor, services }, { id }) =>
    assetById(tx, services.sealer, {
      placeId: actor.placeId,
      id: id as string,
      connector: actor.powers.has('connect'),
    }),
  input: z.strictObject({}),
  async do({ tx, actor, now, services, about }, _input, asset: Asset) {
    const { placeId } = actor;
    const nothing = { title: '…', about: null, venue: null, custodian: null, terms: null, hours: null };
    await tx
      .updateTable('asset')
      .set(
        asset.visibility === 'public'
          ? { ...nothing, contact: null }
          : { sealed: services.sealer.seal(JSON.stringify(nothing), giftContext(placeId, asset.id)), contact: null },
      )
      .where('place_id', '=', placeId)
      .where('id', '=', asset.id)
      .execute();
    await amend(tx, { placeId, id: asset.id }, { title: '…', line: null, state: 'withdrawn', withdrawnAt: now });
    about('asset', asset.id);
    return done({});
  },
});
