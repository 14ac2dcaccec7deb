import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import type { LinkKind, RecordHead, Sensitivity, Step } from './model.ts';
import './tables.ts';

/** Most links walked in one direction from one record, and most steps away: a page stays a page. */
const MOST_DEEP = 12;
/** Most records of one type drawn from one parent or neighbour; the rest are counted. */
const MOST_BESIDE = 40;

export interface Tie {
  from: string;
  to: string;
  kind: LinkKind;
  note: string | null;
}

/** Everything on one thread that may be shown to whoever asks, and how much more there is. */
export interface Walk {
  start: RecordHead;
  /** Records upstream and downstream and the start itself, oldest first within a step. */
  records: readonly RecordHead[];
  ties: readonly Tie[];
  /** How many contributions stand behind each insight: by how the words stand to it. */
  voices: ReadonlyMap<string, { means: number; disagrees: number }>;
}

/** What of the records an actor may see: members' records only after signing in, the rest by their own pages. */
export const seenBy = (signedIn: boolean): Sensitivity[] => (signedIn ? ['public', 'members'] : ['public']);

interface WalkedRow {
  id: string;
  type: string;
  step: Step;
  parent_id: string | null;
  title: string;
  line: string | null;
  state: string;
  on_day: string;
  due_on: string | null;
  owed_by: string | null;
  sensitivity: Sensitivity;
}

/**
 * Walks the thread both ways from one record. Contributions are leaves: an insight with a hundred
 * thousand voices costs what one with forty costs, and the rest are counted.
 * @returns null where there is no such record, or it was withdrawn, or it may not be shown
 */
export async function walk(tx: Tx, placeId: string, startId: string, signedIn: boolean): Promise<Walk | null> {
  const visible = seenBy(signedIn);
  const rows = (
    await sql<WalkedRow>`
    with recursive
    forward (id, depth) as (
      select ${startId}::uuid, 0
      union
      select next.id, forward.depth + 1 from forward
      cross join lateral (
        (select l.to_id as id from link l
          where l.place_id = ${placeId} and l.from_id = forward.id limit ${MOST_BESIDE})
        union all
        -- All that lives in it but contributions: two ranges of the index, so that a hundred thousand are passed over.
        (select c.id from record c
          where c.place_id = ${placeId} and c.parent_id = forward.id and c.type < 'contribution' and c.withdrawn_at is null
          limit ${MOST_BESIDE})
        union all
        (select c.id from record c
          where c.place_id = ${placeId} and c.parent_id = forward.id and c.type > 'contribution' and c.withdrawn_at is null
          order by c.type, c.made_at desc limit ${MOST_BESIDE})
      ) next
      where forward.depth < ${MOST_DEEP}
    ),
    backward (id, depth) as (
      select ${startId}::uuid, 0
      union
      select before.id, backward.depth + 1 from backward
      join record here on here.place_id = ${placeId} and here.id = backward.id and (here.type <> 'contribution' or backward.depth = 0)
      cross join lateral (
        (select l.from_id as id from link l
          where l.place_id = ${placeId} and l.to_id = backward.id limit ${MOST_BESIDE})
        union all
        (select here.parent_id where here.parent_id is not null)
      ) before
      where backward.depth < ${MOST_DEEP}
    ),
    voices_of_start (id) as (
      select c.id from record c
      where c.place_id = ${placeId} and c.parent_id = ${startId}::uuid and c.type = 'contribution'
        and c.withdrawn_at is null and c.sensitivity = any(${visible})
      order by c.made_at desc limit 3
    )
    select r.id, r.type, r.step, r.parent_id, r.title, r.line, r.state, r.on_day, r.due_on, r.owed_by, r.sensitivity
    from record r
    where r.place_id = ${placeId} and r.withdrawn_at is null and r.sensitivity = any(${visible})
      and r.id in (select id from forward union select id from backward union select id from voices_of_start)
    order by r.on_day, r.id`.execute(tx)
  ).rows;

  const records = rows.map(headOf);
  const start = records.find(({ id }) => id === startId);
  if (!start) return null;
  const ids = records.map(({ id }) => id);
  const insights = records.filter(({ type }) => type === 'insight').map(({ id }) => id);
  const [ties, counted] = await Promise.all([
    tx
      .selectFrom('link')
      .select(['from_id', 'to_id', 'kind', 'note'])
      .where('place_id', '=', placeId)
      .where('from_id', 'in', ids)
      .where('to_id', 'in', ids)
      .execute(),
    insights.length === 0
      ? []
      : tx
          .selectFrom('tally')
          .select((expression) => ['subject_id', 'name', expression.fn.sum<number>('n').as('n')])
          .where('place_id', '=', placeId)
          .where('subject_id', 'in', insights)
          .where('name', 'in', ['means', 'disagrees'])
          .groupBy(['subject_id', 'name'])
          .execute(),
  ]);
  const voices = new Map(insights.map((id) => [id, { means: 0, disagrees: 0 }]));
  for (const { subject_id, name, n } of counted) {
    const held = voices.get(subject_id);
    if (held && (name === 'means' || name === 'disagrees')) held[name] = Number(n);
  }
  return {
    start,
    records,
    ties: ties.map((tie) => ({ from: tie.from_id, to: tie.to_id, kind: tie.kind as LinkKind, note: tie.note })),
    voices,
  };
}

export const headOf = (row: WalkedRow): RecordHead => ({
  id: row.id,
  type: row.type,
  step: row.step,
  parentId: row.parent_id,
  title: row.title,
  line: row.line,
  state: row.state,
  onDay: row.on_day,
  dueOn: row.due_on,
  owedBy: row.owed_by,
  sensitivity: row.sensitivity,
});
