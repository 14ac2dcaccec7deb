import type { Tables, Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';
import type { Selectable } from 'kysely';
import { type AssetKind, hits, type Visibility } from './model.ts';
import './tables.ts';

/** What is told of an asset. */
export interface AssetWords {
  title: string;
  about: string | null;
  venue: string | null;
  custodian: string | null;
  terms: string | null;
  hours: string | null;
}

export interface Asset extends AssetWords {
  id: string;
  kind: AssetKind;
  visibility: Visibility;
  madeAt: Date;
}

export const giftContext = (placeId: string, id: string) => `asset.words:${placeId}:${id}`;
export const assetContactContext = (placeId: string, id: string) => `asset.contact:${placeId}:${id}`;

function assetOf(sealer: Sealer, row: Selectable<Tables['asset']>): Asset {
  const words: AssetWords = row.sealed
    ? (JSON.parse(sealer.openText(row.sealed, giftContext(row.place_id, row.id))) as AssetWords)
    : {
        title: row.title as string,
        about: row.about,
        venue: row.venue,
        custodian: row.custodian,
        terms: row.terms,
        hours: row.hours,
      };
  return { ...words, id: row.id, kind: row.kind, visibility: row.visibility, madeAt: row.made_at };
}

const live = (tx: Tx, placeId: string) =>
  tx
    .selectFrom('asset')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'asset.place_id').onRef('record.id', '=', 'asset.id'),
    )
    .selectAll('asset')
    .where('asset.place_id', '=', placeId)
    .where('record.withdrawn_at', 'is', null);

/** One asset; a private gift only for connectors, to all others it is not there. */
export async function assetById(
  tx: Tx,
  sealer: Sealer,
  { placeId, id, connector }: { placeId: string; id: string; connector: boolean },
): Promise<Asset | null> {
  const row = await live(tx, placeId).where('asset.id', '=', id).executeTakeFirst();
  return row && (row.visibility === 'public' || connector) ? assetOf(sealer, row) : null;
}

/** Public assets, newest first; those with any of the words where some are given. Sealed ones are never read. */
export async function publicAssets(
  tx: Tx,
  sealer: Sealer,
  { placeId, words = [], limit = 40 }: { placeId: string; words?: readonly string[]; limit?: number },
): Promise<Asset[]> {
  const patterns = words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
  const rows = await live(tx, placeId)
    .where('asset.visibility', '=', 'public')
    .$if(patterns.length > 0, (query) =>
      query.where((where) =>
        where.or(
          patterns.flatMap((pattern) => [
            where('asset.title', 'ilike', pattern),
            where('asset.about', 'ilike', pattern),
            where('asset.venue', 'ilike', pattern),
          ]),
        ),
      ),
    )
    .orderBy('asset.made_at', 'desc')
    .orderBy('asset.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => assetOf(sealer, row));
}

/** Most private gifts opened for one look. */
const MOST_GIFTS = 300;

/** Private gifts, for connectors only: the caller has checked that. */
export async function privateGifts(
  tx: Tx,
  sealer: Sealer,
  { placeId, words = [] }: { placeId: string; words?: readonly string[] },
): Promise<Asset[]> {
  const rows = await live(tx, placeId)
    .where('asset.visibility', '=', 'connectors')
    .orderBy('asset.made_at', 'desc')
    .limit(MOST_GIFTS)
    .execute();
  const gifts = rows.map((row) => assetOf(sealer, row));
  return words.length === 0
    ? gifts
    : gifts.filter((gift) => hits(`${gift.title} ${gift.about ?? ''} ${gift.venue ?? ''}`, words) > 0);
}
