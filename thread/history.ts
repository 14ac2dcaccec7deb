import type { Tx } from '@upwell/platform/database';
import './tables.ts';

export interface HistoryEntry {
  at: Date;
  /** Message key. */
  happened: string;
  before: string | null;
  after: string | null;
  reason: string | null;
  /** How the one who changed it is named in public. */
  by: string | null;
}

/** Every change to a record that people were shown, oldest first. */
export async function historyOf(tx: Tx, placeId: string, recordId: string): Promise<HistoryEntry[]> {
  const rows = await tx
    .selectFrom('history')
    .select(['at', 'happened', 'before_text', 'after_text', 'reason', 'by_words'])
    .where('place_id', '=', placeId)
    .where('record_id', '=', recordId)
    .orderBy('at')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    happened: row.happened,
    before: row.before_text,
    after: row.after_text,
    reason: row.reason,
    by: row.by_words,
  }));
}
