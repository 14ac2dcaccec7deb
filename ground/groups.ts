import type { Tx } from '@upwell/platform/database';
import type { Selectable } from 'kysely';
import { v7 } from 'uuid';
import { noteChange } from './history.ts';
import type { Capacity, GroupKind } from './model.ts';
import type { GroupsTable } from './tables.ts';

export interface Group {
  id: string;
  inPlace: string;
  name: string;
  does: string;
  kind: GroupKind;
  capacity: Capacity;
  capacityAt: Date;
  contact: string | null;
  meets: string | null;
  createdAt: Date;
  endedAt: Date | null;
  endedBecause: string | null;
  succeededBy: string | null;
}

const groupOf = (row: Selectable<GroupsTable>): Group => ({
  id: row.id,
  inPlace: row.in_place,
  name: row.name,
  does: row.does,
  kind: row.kind,
  capacity: row.capacity,
  capacityAt: row.capacity_at,
  contact: row.contact,
  meets: row.meets,
  createdAt: row.created_at,
  endedAt: row.ended_at,
  endedBecause: row.ended_because,
  succeededBy: row.succeeded_by,
});

export interface NewGroup {
  placeId: string;
  id?: string;
  name: string;
  does: string;
  kind?: GroupKind;
  capacity?: Capacity;
  contact?: string | null;
  meets?: string | null;
  /** The nested place it belongs to; the whole place when left out. */
  inPlace?: string | null;
  now: Date;
  byPerson: string | null;
}

/** Starts a group: its name and what it does are enough. Gives the id. */
export async function startGroup(tx: Tx, group: NewGroup): Promise<string> {
  const id = group.id ?? v7();
  await tx
    .insertInto('groups')
    .values({
      place_id: group.placeId,
      id,
      in_place: group.inPlace ?? group.placeId,
      name: group.name,
      does: group.does,
      kind: group.kind ?? 'informal',
      capacity: group.capacity ?? 'open',
      capacity_at: group.now,
      contact: group.contact ?? null,
      meets: group.meets ?? null,
      created_at: group.now,
      created_by: group.byPerson,
      ended_at: null,
      ended_because: null,
      succeeded_by: null,
    })
    .execute();
  await noteChange(tx, {
    placeId: group.placeId,
    at: group.now,
    subject: { type: 'group', id },
    what: 'group.started',
    details: { values: { name: group.name } },
    byPerson: group.byPerson,
  });
  return id;
}

export async function findGroup(tx: Tx, id: string): Promise<Group | null> {
  const row = await tx.selectFrom('groups').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? groupOf(row) : null;
}

export interface GroupSearch {
  /** Any of these nested places; everywhere when left out. */
  inPlaces?: readonly string[];
  /** Words in the name or in what it does. */
  words?: string;
  ended?: boolean;
  limit?: number;
  offset?: number;
}

/** Groups by name. */
export async function listGroups(
  tx: Tx,
  { inPlaces, words, ended = false, limit = 50, offset = 0 }: GroupSearch = {},
): Promise<Group[]> {
  const pattern = words ? `%${words.replace(/[\\%_]/g, '\\$&')}%` : null;
  const rows = await tx
    .selectFrom('groups')
    .selectAll()
    .where('ended_at', ended ? 'is not' : 'is', null)
    .$if(inPlaces !== undefined, (query) => query.where('in_place', 'in', [...(inPlaces ?? [])]))
    .$if(pattern !== null, (query) =>
      query.where((where) => where.or([where('name', 'ilike', pattern), where('does', 'ilike', pattern)])),
    )
    .orderBy('name')
    .orderBy('id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(groupOf);
}

/** Groups that this one stands in for. */
export async function groupsBefore(tx: Tx, id: string): Promise<Group[]> {
  const rows = await tx.selectFrom('groups').selectAll().where('succeeded_by', '=', id).orderBy('name').execute();
  return rows.map(groupOf);
}
