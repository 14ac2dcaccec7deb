import type { Tables, Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';
import { readCode } from '@upwell/thread';
import type { Selectable } from 'kysely';
import type { IntroductionState, TargetKind } from './model.ts';
import './tables.ts';

/** What a person agreed to, and how they are told. Opened for them, for whoever introduces, and for sending. */
export interface Details {
  nickname: string | null;
  /** Exactly these words travel. */
  facts: string;
  /** What would make a good week: stays here unless they say it to everybody. */
  wish: string | null;
  channel: 'code' | 'email' | 'sms';
  address: string | null;
  code: string;
}

/** What stands open of an introduction: nothing about the person. */
export interface Introduction {
  id: string;
  targetKind: TargetKind;
  targetId: string;
  state: IntroductionState;
  by: string | null;
  lang: string;
  otherTold: 'email' | 'sms' | 'in-person' | null;
  sentAt: Date | null;
  checkOn: string | null;
  askedAt: Date | null;
  gapId: string | null;
  madeAt: Date;
  madeBy: string | null;
  details: Buffer | null;
}

const introductionOf = (row: Selectable<Tables['introduction']>): Introduction => ({
  id: row.id,
  targetKind: row.target_kind,
  targetId: row.target_id,
  state: row.state,
  by: row.by_words,
  lang: row.lang,
  otherTold: row.other_told,
  sentAt: row.sent_at,
  checkOn: row.check_on,
  askedAt: row.asked_at,
  gapId: row.gap_id,
  madeAt: row.made_at,
  madeBy: row.made_by,
  details: row.details,
});

export const detailsContext = (placeId: string, id: string) => `introduction.details:${placeId}:${id}`;
export const codeContext = (placeId: string) => `introduction.code:${placeId}`;

export const openDetails = (sealer: Sealer, placeId: string, { id, details }: Introduction): Details =>
  JSON.parse(sealer.openText(details as Buffer, detailsContext(placeId, id))) as Details;

const introductions = (tx: Tx, placeId: string) =>
  tx.selectFrom('introduction').selectAll().where('place_id', '=', placeId);

/** @param lock holds the row until the change is kept, so that nothing is sent twice */
export async function introductionById(
  tx: Tx,
  placeId: string,
  id: string,
  lock = false,
): Promise<Introduction | null> {
  const row = await introductions(tx, placeId)
    .where('id', '=', id)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row ? introductionOf(row) : null;
}

/** The introduction a slip's code stands for, or null. */
export async function introductionByCode(
  tx: Tx,
  sealer: Sealer,
  placeId: string,
  typed: string,
  lock = false,
): Promise<Introduction | null> {
  const code = readCode(typed);
  if (!code) return null;
  const row = await introductions(tx, placeId)
    .where('code_print', 'in', sealer.fingerprints(code, codeContext(placeId)))
    .where('state', '<>', 'withdrawn')
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  return row ? introductionOf(row) : null;
}

/** With the id and the code of the same introduction, and only then. */
export async function introductionWithCode(
  tx: Tx,
  sealer: Sealer,
  { placeId, id, code, lock = false }: { placeId: string; id: string; code: string; lock?: boolean },
): Promise<Introduction | null> {
  const found = await introductionByCode(tx, sealer, placeId, code, lock);
  return found?.id === id ? found : null;
}

/** Introductions whose day of checking back has come, longest overdue first; those of one person, where given. */
export async function toCheckBack(
  tx: Tx,
  { placeId, today, limit = 100 }: { placeId: string; today: string; limit?: number },
): Promise<Introduction[]> {
  const rows = await introductions(tx, placeId)
    .where('state', 'in', ['waiting', 'held'])
    .where('check_on', '<=', today)
    .orderBy('check_on')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(introductionOf);
}

export async function introductionsBy(tx: Tx, placeId: string, personId: string): Promise<Introduction[]> {
  const rows = await introductions(tx, placeId)
    .where('made_by', '=', personId)
    .where('state', '<>', 'draft')
    .where('state', '<>', 'withdrawn')
    .orderBy('made_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(introductionOf);
}

/** Those that did not work out and whose wish has no words for everybody yet. */
export async function withoutWords(tx: Tx, placeId: string): Promise<Introduction[]> {
  const rows = await introductions(tx, placeId)
    .where('state', '=', 'not-met')
    .where('gap_id', 'is', null)
    .orderBy('outcome_at')
    .limit(100)
    .execute();
  return rows.map(introductionOf);
}

/** Held for a group that was full, oldest first. */
export async function heldFor(tx: Tx, placeId: string, groupId: string): Promise<Introduction[]> {
  const rows = await introductions(tx, placeId)
    .where('target_id', '=', groupId)
    .where('state', '=', 'held')
    .orderBy('made_at')
    .limit(200)
    .forUpdate()
    .execute();
  return rows.map(introductionOf);
}
