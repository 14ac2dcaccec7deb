import type { Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';
import { readCode } from '@upwell/thread';
import type { Way } from './model.ts';
import './tables.ts';

/** What somebody gave with their place: nothing of it is needed. */
export interface Who {
  nickname: string | null;
  /** Supports they asked for, and anything else that helps, in their own words. */
  supports: readonly string[];
  needs: string | null;
}

export interface SignUp {
  id: string;
  activityId: string;
  /** Null: they wait for a next chance. */
  onDay: string | null;
  chanceBy: string | null;
  who: Who;
  channel: Way;
}

export const whoContext = (placeId: string, id: string) => `sign-up.who:${placeId}:${id}`;
export const addressContext = (placeId: string, id: string) => `sign-up.address:${placeId}:${id}`;
export const codeContext = (placeId: string) => `sign-up.code:${placeId}`;

const opened = (sealer: Sealer, placeId: string, id: string, who: Buffer): Who =>
  JSON.parse(sealer.openText(who, whoContext(placeId, id))) as Who;

/** Who comes from a day on, and who waits, for whoever hosts. */
export async function comingTo(
  tx: Tx,
  sealer: Sealer,
  { placeId, activityId, from }: { placeId: string; activityId: string; from: string },
): Promise<SignUp[]> {
  const rows = await tx
    .selectFrom('sign_up')
    .select(['id', 'activity_id', 'on_day', 'chance_by', 'who', 'channel'])
    .where('place_id', '=', placeId)
    .where('activity_id', '=', activityId)
    .where((where) => where.or([where('on_day', '>=', from), where('on_day', 'is', null)]))
    .orderBy('on_day')
    .orderBy('made_at')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    activityId: row.activity_id,
    onDay: row.on_day,
    chanceBy: row.chance_by,
    who: opened(sealer, placeId, row.id, row.who),
    channel: row.channel,
  }));
}

/** The place a code stands for, or null. */
export async function signUpByCode(
  tx: Tx,
  sealer: Sealer,
  placeId: string,
  typed: string,
): Promise<{ id: string; activityId: string; onDay: string | null; chanceBy: string | null } | null> {
  const code = readCode(typed);
  if (!code) return null;
  const row = await tx
    .selectFrom('sign_up')
    .select(['id', 'activity_id', 'on_day', 'chance_by'])
    .where('place_id', '=', placeId)
    .where('code_print', 'in', sealer.fingerprints(code, codeContext(placeId)))
    .executeTakeFirst();
  return row ? { id: row.id, activityId: row.activity_id, onDay: row.on_day, chanceBy: row.chance_by } : null;
}

/** Whether anybody waits for a next chance at an activity. */
export async function somebodyWaits(tx: Tx, placeId: string, activityId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('sign_up')
    .select('id')
    .where('place_id', '=', placeId)
    .where('activity_id', '=', activityId)
    .where('on_day', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
