import { isCalendarDay } from '@upwell/platform/action';
import type { Tx } from '@upwell/platform/database';
import type { RecordHead } from './model.ts';
import { headOf, seenBy } from './walk.ts';
import './tables.ts';

const headColumns = [
  'id',
  'type',
  'step',
  'parent_id',
  'title',
  'line',
  'state',
  'on_day',
  'due_on',
  'owed_by',
  'sensitivity',
] as const;

/** One record's head, if it may be shown. */
export async function recordHead(tx: Tx, placeId: string, id: string, signedIn: boolean): Promise<RecordHead | null> {
  const row = await tx
    .selectFrom('record')
    .select(headColumns)
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .where('sensitivity', 'in', seenBy(signedIn))
    .executeTakeFirst();
  return row ? headOf(row) : null;
}

export interface RecordPage {
  records: RecordHead[];
  /** Give it back as `before` for the next page; null at the end. */
  next: string | null;
}

/**
 * Records of a type, newest first, page by page. A page costs the same wherever it is: it goes on after a
 * record, not after a number.
 * @param before `<day>_<id>` of the last record seen
 */
export async function recordsOfType(
  tx: Tx,
  {
    placeId,
    type,
    signedIn,
    parentId,
    state,
    before,
    limit = 20,
  }: {
    placeId: string;
    type: string;
    signedIn: boolean;
    parentId?: string;
    state?: readonly string[];
    before?: string | null;
    limit?: number;
  },
): Promise<RecordPage> {
  let query = tx
    .selectFrom('record')
    .select(headColumns)
    .where('place_id', '=', placeId)
    .where('type', '=', type)
    .where('withdrawn_at', 'is', null)
    .where('sensitivity', 'in', seenBy(signedIn));
  if (parentId) query = query.where('parent_id', '=', parentId);
  if (state) query = query.where('state', 'in', [...state]);
  const mark = /^(\d{4}-\d{2}-\d{2})_([0-9a-f-]{36})$/.exec(before ?? '');
  if (mark && isCalendarDay(mark[1] as string))
    query = query.where((where) =>
      where.or([
        where('on_day', '<', mark[1] as string),
        where.and([where('on_day', '=', mark[1] as string), where('id', '<', mark[2] as string)]),
      ]),
    );
  const rows = await query
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const records = rows.slice(0, limit).map(headOf);
  const last = records.at(-1);
  return { records, next: rows.length > limit && last ? `${last.onDay}_${last.id}` : null };
}

/** Whatever is owed and promised for a day before `day`, longest overdue first. */
export async function recordsDue(
  tx: Tx,
  {
    placeId,
    before,
    signedIn,
    type,
    limit = 50,
  }: { placeId: string; before: string; signedIn: boolean; type?: string; limit?: number },
): Promise<RecordHead[]> {
  let query = tx
    .selectFrom('record')
    .select(headColumns)
    .where('place_id', '=', placeId)
    .where('due_on', '<', before)
    .where('withdrawn_at', 'is', null)
    .where('sensitivity', 'in', seenBy(signedIn));
  if (type) query = query.where('type', '=', type);
  const rows = await query.orderBy('due_on').orderBy('id').limit(limit).execute();
  return rows.map(headOf);
}
