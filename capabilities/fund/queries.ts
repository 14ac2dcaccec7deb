import type { Tables, Tx } from '@upwell/platform/database';
import type { Selectable } from 'kysely';
import { type LedgerKind, noMoney, type Sums } from './model.ts';
import './tables.ts';

export interface Fund {
  id: string;
  name: string;
  purpose: string;
  totalPence: number;
  leastPence: number;
  mostPence: number;
  holder: string;
  decider: string;
  askMinutes: number;
  reportMinutes: number;
  capMinutes: number;
  openedOn: string;
  endsOn: string | null;
  continuesWith: string | null;
  closedAt: Date | null;
  closedBecause: string | null;
}

const fundOf = (row: Selectable<Tables['fund']>): Fund => ({
  id: row.id,
  name: row.name,
  purpose: row.purpose,
  totalPence: row.total_pence,
  leastPence: row.least_pence,
  mostPence: row.most_pence,
  holder: row.holder_words,
  decider: row.decider_words,
  askMinutes: row.ask_minutes,
  reportMinutes: row.report_minutes,
  capMinutes: row.cap_minutes,
  openedOn: row.opened_on,
  endsOn: row.ends_on,
  continuesWith: row.continues_with,
  closedAt: row.closed_at,
  closedBecause: row.closed_because,
});

export async function fundById(tx: Tx, placeId: string, id: string): Promise<Fund | null> {
  const row = await tx
    .selectFrom('fund')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? fundOf(row) : null;
}

/** The fund, held until the transaction ends: whoever moves its money next waits, so that sums are exact. */
export async function holdFund(tx: Tx, placeId: string, id: string): Promise<Fund | null> {
  const row = await tx
    .selectFrom('fund')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? fundOf(row) : null;
}

/** Funds of a place with their sums, open ones first, then the newest. */
export async function fundsOf(tx: Tx, placeId: string, limit = 100): Promise<{ fund: Fund; sums: Sums }[]> {
  const rows = await tx
    .selectFrom('fund')
    .selectAll()
    .where('place_id', '=', placeId)
    .orderBy((order) => order('closed_at', 'is not', null))
    .orderBy('opened_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const sums = await sumsBy(
    tx,
    placeId,
    'fund_id',
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ fund: fundOf(row), sums: sums.get(row.id) ?? noMoney }));
}

/** Sums by award or by fund, for the ids given. */
async function sumsBy(
  tx: Tx,
  placeId: string,
  by: 'fund_id' | 'award_id',
  ids: readonly string[],
): Promise<Map<string, Sums>> {
  const sums = new Map<string, Sums>();
  if (ids.length === 0) return sums;
  const rows = await tx
    .selectFrom('ledger_line')
    .select((expression) => [by, 'kind', expression.fn.sum<string>('pence').as('pence')])
    .where('place_id', '=', placeId)
    .where(by, 'in', [...ids])
    .groupBy([by, 'kind'])
    .execute();
  for (const row of rows) {
    const id = row[by];
    const held = sums.get(id) ?? { ...noMoney };
    held[row.kind as LedgerKind] = Number(row.pence);
    sums.set(id, held);
  }
  return sums;
}

export const sumsOfFund = async (tx: Tx, placeId: string, fundId: string): Promise<Sums> =>
  (await sumsBy(tx, placeId, 'fund_id', [fundId])).get(fundId) ?? noMoney;

export const sumsOfAward = async (tx: Tx, placeId: string, awardId: string): Promise<Sums> =>
  (await sumsBy(tx, placeId, 'award_id', [awardId])).get(awardId) ?? noMoney;

export interface Award {
  id: string;
  fundId: string;
  to: string;
  constituted: boolean;
  host: string | null;
  forWhat: string;
  ownGoals: string | null;
  madeAt: Date;
}

const awardOf = (row: Selectable<Tables['award']>): Award => ({
  id: row.id,
  fundId: row.fund_id,
  to: row.to_words,
  constituted: row.constituted,
  host: row.host_words,
  forWhat: row.for_what,
  ownGoals: row.own_goals,
  madeAt: row.made_at,
});

export async function awardById(tx: Tx, placeId: string, id: string): Promise<Award | null> {
  const row = await tx
    .selectFrom('award')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? awardOf(row) : null;
}

/** Awards of a fund with their sums, newest first. */
export async function awardsOf(
  tx: Tx,
  placeId: string,
  fundId: string,
  limit = 500,
): Promise<{ award: Award; sums: Sums }[]> {
  const rows = await tx
    .selectFrom('award')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('fund_id', '=', fundId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const sums = await sumsBy(
    tx,
    placeId,
    'award_id',
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ award: awardOf(row), sums: sums.get(row.id) ?? noMoney }));
}

export interface Line {
  id: string;
  awardId: string;
  to: string;
  kind: LedgerKind;
  pence: number;
  day: string;
  note: string | null;
  corrects: string | null;
  by: string;
  madeAt: Date;
}

/** Lines of a fund or of one award in the order they were written, page by page. */
export async function linesOf(
  tx: Tx,
  {
    placeId,
    fundId,
    awardId,
    after,
    limit = 200,
  }: { placeId: string; fundId?: string; awardId?: string; after?: string; limit?: number },
): Promise<Line[]> {
  let query = tx
    .selectFrom('ledger_line')
    .innerJoin('award', (join) =>
      join.onRef('award.place_id', '=', 'ledger_line.place_id').onRef('award.id', '=', 'ledger_line.award_id'),
    )
    .selectAll('ledger_line')
    .select('award.to_words')
    .where('ledger_line.place_id', '=', placeId);
  if (fundId) query = query.where('ledger_line.fund_id', '=', fundId);
  if (awardId) query = query.where('ledger_line.award_id', '=', awardId);
  if (after) query = query.where('ledger_line.id', '>', after);
  const rows = await query.orderBy('ledger_line.id').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    awardId: row.award_id,
    to: row.to_words,
    kind: row.kind,
    pence: row.pence,
    day: row.day,
    note: row.note,
    corrects: row.corrects,
    by: row.by_words,
    madeAt: row.made_at,
  }));
}

export async function lineById(tx: Tx, placeId: string, awardId: string, id: string): Promise<Line | null> {
  const row = await tx
    .selectFrom('ledger_line')
    .innerJoin('award', (join) =>
      join.onRef('award.place_id', '=', 'ledger_line.place_id').onRef('award.id', '=', 'ledger_line.award_id'),
    )
    .selectAll('ledger_line')
    .select('award.to_words')
    .where('ledger_line.place_id', '=', placeId)
    .where('ledger_line.award_id', '=', awardId)
    .where('ledger_line.id', '=', id)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        awardId: row.award_id,
        to: row.to_words,
        kind: row.kind,
        pence: row.pence,
        day: row.day,
        note: row.note,
        corrects: row.corrects,
        by: row.by_words,
        madeAt: row.made_at,
      }
    : null;
}

/** What a line stands for now: itself and everything that put it right since. Pence. */
export async function standsFor(tx: Tx, placeId: string, lineId: string): Promise<number> {
  const row = await tx
    .selectFrom('ledger_line')
    .select((expression) => expression.fn.sum<string>('pence').as('pence'))
    .where('place_id', '=', placeId)
    .where((where) => where.or([where('id', '=', lineId), where('corrects', '=', lineId)]))
    .executeTakeFirst();
  return Number(row?.pence ?? 0);
}

export interface AwardAndFund {
  award: Award;
  fund: Fund;
}

/** An award with its fund. @param hold hold the fund until the transaction ends */
export async function awardAndFund(
  tx: Tx,
  placeId: string,
  awardId: string,
  hold = false,
): Promise<AwardAndFund | null> {
  const award = await awardById(tx, placeId, awardId);
  const fund = award && (await (hold ? holdFund : fundById)(tx, placeId, award.fundId));
  return award && fund ? { award, fund } : null;
}

/** The insight a fund answers, where it is tied to one that may be shown. */
export async function insightBehind(
  tx: Tx,
  placeId: string,
  fundId: string,
): Promise<{ id: string; title: string } | null> {
  const row = await tx
    .selectFrom('link')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', 'link.from_id'),
    )
    .select(['record.id', 'record.title'])
    .where('link.place_id', '=', placeId)
    .where('link.to_id', '=', fundId)
    .where('link.kind', '=', 'answers')
    .where('record.type', '=', 'insight')
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', '=', 'public')
    .executeTakeFirst();
  return row ?? null;
}

/** What an award is tied to: the decision that made it and what it pays for. */
export async function tiesOfAward(
  tx: Tx,
  placeId: string,
  awardId: string,
): Promise<{ decision: Tied | null; paysFor: Tied[]; claims: Tied[] }> {
  const columns = ['record.id', 'record.type', 'record.title'] as const;
  const shown = (which: 'from_id' | 'to_id', other: 'from_id' | 'to_id') =>
    tx
      .selectFrom('link')
      .innerJoin('record', (join) =>
        join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', `link.${other}`),
      )
      .select([...columns, 'link.kind'])
      .where('link.place_id', '=', placeId)
      .where(`link.${which}`, '=', awardId)
      .where('record.withdrawn_at', 'is', null)
      .where('record.sensitivity', '=', 'public')
      .limit(50)
      .execute();
  const [before, after] = await Promise.all([shown('to_id', 'from_id'), shown('from_id', 'to_id')]);
  return {
    decision: before.find(({ kind }) => kind === 'creates') ?? null,
    paysFor: after.filter(({ kind }) => kind === 'pays-for'),
    claims: after.filter(({ kind }) => kind === 'shows-up-in'),
  };
}

export interface Tied {
  id: string;
  type: string;
  title: string;
}
