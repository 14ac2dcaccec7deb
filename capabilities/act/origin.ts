import type { Tx } from '@upwell/platform/database';
import { type LinkKind, link, type RecordHead, recordHead } from '@upwell/thread';

/** How each kind of record leads to an activity. */
const kinds: Readonly<Record<string, LinkKind>> = {
  insight: 'answers',
  priority: 'answers',
  gap: 'answers',
  commitment: 'creates',
  decision: 'creates',
  award: 'pays-for',
};

/** The record an activity is started from, where an activity may come of it; null otherwise. */
export async function originOf(tx: Tx, placeId: string, id: string, signedIn: boolean): Promise<RecordHead | null> {
  const head = await recordHead(tx, placeId, id, signedIn);
  return head && kinds[head.type] ? head : null;
}

/** Ties an activity to what it came from. */
export async function tieToOrigin(
  tx: Tx,
  {
    placeId,
    origin,
    activityId,
    madeBy,
    now,
  }: { placeId: string; origin: RecordHead; activityId: string; madeBy: string | null; now: Date },
): Promise<void> {
  await link(tx, { placeId, from: origin.id, to: activityId, kind: kinds[origin.type] as LinkKind, madeBy, now });
}

/** What an activity came from: insights, priorities, decisions, gaps, and the awards that pay for it. */
export async function originsOf(
  tx: Tx,
  placeId: string,
  activityId: string,
): Promise<{ id: string; type: string; title: string; kind: string }[]> {
  return await tx
    .selectFrom('link')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', 'link.from_id'),
    )
    .select(['record.id', 'record.type', 'record.title', 'link.kind'])
    .where('link.place_id', '=', placeId)
    .where('link.to_id', '=', activityId)
    .where('link.kind', 'in', ['answers', 'creates', 'pays-for'])
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', '=', 'public')
    .orderBy('link.made_at')
    .limit(20)
    .execute();
}
