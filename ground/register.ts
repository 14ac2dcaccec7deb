import { standing } from '@upwell/platform/consent';
import type { Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import type { DocumentKind, Role } from './model.ts';
import { nicknamesOf } from './people.ts';
import { roleOf } from './roles.ts';

/** A role on the public register: who holds it is named only if they agreed to it. */
export interface RegisterLine {
  role: Role;
  /** The holder's nickname, if it may be shown; null for an empty seat or somebody who is not named. */
  name: string | null;
  empty: boolean;
}

/**
 * Roles that stand, with the names that may be shown.
 * @param homes ids of groups, places or programmes; everything when left out
 * @param names 'agreed' for public pages; 'all' for whoever organises there
 */
export async function registerLines(
  tx: Tx,
  { placeId, homes, names = 'agreed' }: { placeId: string; homes?: readonly string[]; names?: 'agreed' | 'all' },
): Promise<RegisterLine[]> {
  if (homes?.length === 0) return [];
  const rows = await tx
    .selectFrom('role')
    .selectAll()
    .where('ended_at', 'is', null)
    .$if(homes !== undefined, (query) =>
      query.where(sql<string>`coalesce(group_id, in_place, programme_id)`, 'in', [...(homes ?? [])]),
    )
    .orderBy('has_vote', 'desc')
    .orderBy('name')
    .orderBy('id')
    .limit(2_000)
    .execute();
  return named(tx, placeId, rows.map(roleOf), names);
}

/** Adds to roles the names that may be shown. */
export async function named(
  tx: Tx,
  placeId: string,
  roles: readonly Role[],
  names: 'agreed' | 'all',
): Promise<RegisterLine[]> {
  const agreed = await standing(tx, { placeId, type: 'role', ids: roles.map((role) => role.id) }, 'name');
  const shown = roles.filter((role) => names === 'all' || agreed.has(role.id));
  const nicknames = await nicknamesOf(
    tx,
    shown.flatMap((role) => role.personId ?? []),
  );
  const visible = new Set(shown.map((role) => role.id));
  return roles.map((role) => ({
    role,
    name: role.personId && visible.has(role.id) ? (nicknames.get(role.personId) ?? null) : null,
    empty: role.personId === null,
  }));
}

/** Roles a person holds, not ended. */
export async function rolesOfPerson(tx: Tx, personId: string): Promise<Role[]> {
  const rows = await tx
    .selectFrom('role')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .orderBy('term_start')
    .orderBy('id')
    .execute();
  return rows.map(roleOf);
}

export interface PowersDocument {
  id: string;
  groupId: string | null;
  inPlace: string;
  kind: DocumentKind;
  title: string;
  betweenWhom: string | null;
  says: string;
  link: string | null;
  fromDay: string;
  untilDay: string | null;
  continuedBy: string | null;
}

/** Memoranda, terms, conditions and delegations that stand: of one group, or of everything. */
export async function documentsOf(tx: Tx, groupId?: string): Promise<PowersDocument[]> {
  const rows = await tx
    .selectFrom('powers_document')
    .selectAll()
    .where('ended_at', 'is', null)
    .$if(groupId !== undefined, (query) => query.where('group_id', '=', groupId as string))
    .orderBy('title')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    groupId: row.group_id,
    inPlace: row.in_place,
    kind: row.kind,
    title: row.title,
    betweenWhom: row.between_whom,
    says: row.says,
    link: row.link,
    fromDay: row.from_day,
    untilDay: row.until_day,
    continuedBy: row.continued_by,
  }));
}
