import type { Tables, Tx } from '@upwell/platform/database';
import type { Selectable } from 'kysely';
import type { ClaimWords } from './model.ts';
import './tables.ts';

export interface Claim extends ClaimWords {
  id: string;
  by: string;
  madeAt: Date;
  retractedAt: Date | null;
  retractedBecause: string | null;
}

const claimOf = (row: Selectable<Tables['claim']>): Claim => ({
  id: row.id,
  statement: row.statement,
  shown: row.shown,
  level: row.level,
  made: row.made,
  kind: row.kind,
  base: row.base,
  baseOf: row.base_of,
  comparator: row.comparator,
  method: row.method,
  period: row.period,
  horizon: row.horizon,
  beneficiary: row.beneficiary,
  source: row.source,
  caveat: row.caveat,
  whole:
    row.whole_of === null
      ? null
      : { of: row.whole_of, base: row.whole_base as number, shown: row.whole_shown as string },
  by: row.said_by,
  madeAt: row.made_at,
  retractedAt: row.retracted_at,
  retractedBecause: row.retracted_because,
});

/** The columns of a claim's words, for writing. */
export const columnsOf = (claim: ClaimWords) => ({
  statement: claim.statement,
  shown: claim.shown,
  level: claim.level,
  made: claim.made,
  kind: claim.kind,
  base: claim.base,
  base_of: claim.baseOf,
  comparator: claim.comparator,
  method: claim.method,
  period: claim.period,
  horizon: claim.horizon,
  beneficiary: claim.beneficiary,
  source: claim.source,
  caveat: claim.caveat,
  whole_of: claim.whole?.of ?? null,
  whole_base: claim.whole?.base ?? null,
  whole_shown: claim.whole?.shown ?? null,
});

export async function claimById(tx: Tx, placeId: string, id: string): Promise<Claim | null> {
  const row = await tx
    .selectFrom('claim')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? claimOf(row) : null;
}

/**
 * Claims, newest first. There is no other order: a figure is never a reason to stand higher.
 * @param before id of the last claim seen
 */
export async function claimsOf(
  tx: Tx,
  placeId: string,
  { before, limit = 50 }: { before?: string; limit?: number } = {},
): Promise<Claim[]> {
  let query = tx.selectFrom('claim').selectAll().where('place_id', '=', placeId);
  if (before) query = query.where('id', '<', before);
  const rows = await query.orderBy('id', 'desc').limit(limit).execute();
  return rows.map(claimOf);
}

/** What a claim is about: records that lead to it. */
export async function behindClaim(
  tx: Tx,
  placeId: string,
  claimId: string,
): Promise<{ id: string; type: string; title: string }[]> {
  return await tx
    .selectFrom('link')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', 'link.from_id'),
    )
    .select(['record.id', 'record.type', 'record.title'])
    .where('link.place_id', '=', placeId)
    .where('link.to_id', '=', claimId)
    .where('link.kind', '=', 'shows-up-in')
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', '=', 'public')
    .limit(50)
    .execute();
}
