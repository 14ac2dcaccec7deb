import type { Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';
import { readCode } from '@upwell/thread';
import type { Answer, Verdict } from './model.ts';
import './tables.ts';

export interface Panel {
  /** The conversation's id too. */
  id: string;
  recruited: string;
  members: number;
  sessions: number;
  minutes: number;
  everyDays: number;
  firstOn: string;
}

export async function panelById(tx: Tx, placeId: string, id: string): Promise<Panel | null> {
  const row = await tx
    .selectFrom('panel')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        recruited: row.recruited,
        members: row.members,
        sessions: row.sessions,
        minutes: row.minutes,
        everyDays: row.every_days,
        firstOn: row.first_on,
      }
    : null;
}

/** The same, held until the transaction ends: sessions and recommendations are numbered one after another. */
export async function holdPanel(tx: Tx, placeId: string, id: string): Promise<Panel | null> {
  await tx.selectFrom('panel').select('id').where('place_id', '=', placeId).where('id', '=', id).forUpdate().execute();
  return await panelById(tx, placeId, id);
}

export interface Session {
  number: number;
  heldOn: string;
  attended: number;
  /** Roles that listened, never names. */
  listened: string[];
  note: string | null;
}

export async function sessionsOf(tx: Tx, placeId: string, panelId: string): Promise<Session[]> {
  const rows = await tx
    .selectFrom('panel_session')
    .select(['number', 'held_on', 'attended', 'listened', 'note'])
    .where('place_id', '=', placeId)
    .where('panel_id', '=', panelId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    number: row.number,
    heldOn: row.held_on,
    attended: row.attended,
    listened: row.listened,
    note: row.note,
  }));
}

export interface Recommendation {
  id: string;
  panelId: string;
  number: number;
  words: string;
  why: string | null;
  answerDue: string;
  owedBy: string;
  groupId: string | null;
  answer: Answer | null;
  reason: string | null;
  owner: string | null;
  byDay: string | null;
  answeredOn: string | null;
  commitmentId: string | null;
}

const readRecommendation = (row: {
  id: string;
  panel_id: string;
  number: number;
  words: string;
  why: string | null;
  answer_due: string;
  owed_by: string;
  group_id: string | null;
  answer: Answer | null;
  reason: string | null;
  owner: string | null;
  by_day: string | null;
  answered_on: string | null;
  commitment_id: string | null;
}): Recommendation => ({
  id: row.id,
  panelId: row.panel_id,
  number: row.number,
  words: row.words,
  why: row.why,
  answerDue: row.answer_due,
  owedBy: row.owed_by,
  groupId: row.group_id,
  answer: row.answer,
  reason: row.reason,
  owner: row.owner,
  byDay: row.by_day,
  answeredOn: row.answered_on,
  commitmentId: row.commitment_id,
});

export async function recommendationsOf(tx: Tx, placeId: string, panelId: string): Promise<Recommendation[]> {
  const rows = await tx
    .selectFrom('recommendation')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('panel_id', '=', panelId)
    .orderBy('number')
    .execute();
  return rows.map(readRecommendation);
}

/** The same, held until the transaction ends, so that it is answered once. */
export async function holdRecommendation(tx: Tx, placeId: string, id: string): Promise<Recommendation | null> {
  await tx
    .selectFrom('recommendation')
    .select('id')
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .forUpdate()
    .execute();
  return await recommendationById(tx, placeId, id);
}

export async function recommendationById(tx: Tx, placeId: string, id: string): Promise<Recommendation | null> {
  const row = await tx
    .selectFrom('recommendation')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? readRecommendation(row) : null;
}

/** How many members marked each verdict, by recommendation. For pages only through `publicCount`. */
export async function verdictsOf(
  tx: Tx,
  placeId: string,
  panelId: string,
): Promise<ReadonlyMap<string, Record<Verdict, number>>> {
  const rows = await tx
    .selectFrom('panel_verdict')
    .innerJoin('recommendation', (join) =>
      join
        .onRef('recommendation.place_id', '=', 'panel_verdict.place_id')
        .onRef('recommendation.id', '=', 'panel_verdict.recommendation_id'),
    )
    .select((expression) => [
      'panel_verdict.recommendation_id',
      'panel_verdict.verdict',
      expression.fn.countAll<number>().as('n'),
    ])
    .where('panel_verdict.place_id', '=', placeId)
    .where('recommendation.panel_id', '=', panelId)
    .groupBy(['panel_verdict.recommendation_id', 'panel_verdict.verdict'])
    .execute();
  const counts = new Map<string, Record<Verdict, number>>();
  for (const { recommendation_id, verdict, n } of rows) {
    const held = counts.get(recommendation_id) ?? { heard: 0, 'not-heard': 0 };
    held[verdict] = Number(n);
    counts.set(recommendation_id, held);
  }
  return counts;
}

/** Names that members asked to be shown. */
export async function shownNames(tx: Tx, placeId: string, panelId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('panel_member')
    .select('shown_name')
    .where('place_id', '=', placeId)
    .where('panel_id', '=', panelId)
    .where('shown_name', 'is not', null)
    .orderBy('shown_name')
    .execute();
  return rows.map(({ shown_name }) => shown_name as string);
}

export async function memberCount(tx: Tx, placeId: string, panelId: string): Promise<number> {
  const row = await tx
    .selectFrom('panel_member')
    .select((expression) => expression.fn.countAll<number>().as('n'))
    .where('place_id', '=', placeId)
    .where('panel_id', '=', panelId)
    .executeTakeFirst();
  return Number(row?.n ?? 0);
}

/** What a member's code is printed for: it opens nothing else. */
export const memberCodeContext = (placeId: string) => `panel.code:${placeId}`;

/** The member a code belongs to, in one panel; null for every other code. */
export async function memberByCode(
  tx: Tx,
  sealer: Sealer,
  { placeId, panelId, typed }: { placeId: string; panelId: string; typed: string },
): Promise<{ id: string; shownName: string | null } | null> {
  const code = readCode(typed);
  if (!code) return null;
  const row = await tx
    .selectFrom('panel_member')
    .select(['id', 'shown_name'])
    .where('place_id', '=', placeId)
    .where('panel_id', '=', panelId)
    .where('code_print', 'in', sealer.fingerprints(code, memberCodeContext(placeId)))
    .executeTakeFirst();
  return row ? { id: row.id, shownName: row.shown_name } : null;
}

/** What one member has marked, by recommendation. Shown to nobody but them. */
export async function verdictsOfMember(
  tx: Tx,
  placeId: string,
  memberId: string,
): Promise<ReadonlyMap<string, Verdict>> {
  const rows = await tx
    .selectFrom('panel_verdict')
    .select(['recommendation_id', 'verdict'])
    .where('place_id', '=', placeId)
    .where('member_id', '=', memberId)
    .execute();
  return new Map(rows.map(({ recommendation_id, verdict }) => [recommendation_id, verdict]));
}
