import type { Power } from '@upwell/platform/access';
import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse, refuseField } from '@upwell/platform/outcome';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { handOverKept, keptBy } from './hand-over.ts';
import { noteChange } from './history.ts';
import type { Role, RoleHome, RoleKind } from './model.ts';
import type { RoleTable } from './tables.ts';

export interface NewRole {
  placeId: string;
  /** Null makes an empty seat; it must carry a vote then. */
  personId: string | null;
  home: RoleHome;
  name: string;
  powers: readonly Power[];
  kind: RoleKind;
  hasVote?: boolean;
  seatFor?: string | null;
  conditions?: string | null;
  /** `YYYY-MM-DD`; today in the place when left out. */
  termStart?: string;
  termEnd?: string | null;
  /** The role this one takes over from. */
  follows?: string | null;
  now: Date;
  byPerson: string | null;
}

export const roleOf = (row: Selectable<RoleTable>): Role => ({
  placeId: row.place_id,
  id: row.id,
  personId: row.person_id,
  groupId: row.group_id,
  inPlace: row.in_place,
  programmeId: row.programme_id,
  name: row.name,
  powers: row.powers,
  hasVote: row.has_vote,
  kind: row.kind,
  seatFor: row.seat_for,
  conditions: row.conditions,
  termStart: row.term_start,
  termEnd: row.term_end,
  follows: row.follows,
  handedTo: row.handed_to,
  createdAt: row.created_at,
  endedAt: row.ended_at,
});

/** The calendar day in the place, `YYYY-MM-DD`. */
export async function dayOf(tx: Tx, now: Date): Promise<string> {
  const { rows } = await sql<{ day: string }>`
    select (${now}::timestamptz at time zone time_zone)::date as day from place where parent_id is null`.execute(tx);
  return rows[0]?.day ?? now.toISOString().slice(0, 10);
}

/** Gives somebody a role and notes it in the visible history. */
export async function giveRole(tx: Tx, role: NewRole): Promise<Role> {
  const { home } = role;
  const row = await tx
    .insertInto('role')
    .values({
      place_id: role.placeId,
      id: v7(),
      person_id: role.personId,
      group_id: 'groupId' in home ? home.groupId : null,
      in_place: 'inPlace' in home ? home.inPlace : null,
      programme_id: 'programmeId' in home ? home.programmeId : null,
      name: role.name,
      powers: [...role.powers],
      has_vote: role.hasVote ?? false,
      kind: role.kind,
      seat_for: role.seatFor ?? null,
      conditions: role.conditions ?? null,
      term_start: role.termStart ?? (await dayOf(tx, role.now)),
      term_end: role.termEnd ?? null,
      follows: role.follows ?? null,
      handed_to: null,
      created_at: role.now,
      ended_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const given = roleOf(row);
  await noteRole(tx, given, role.personId === null ? 'role.seat-opened' : 'role.given', role.now, role.byPerson);
  return given;
}

export async function findRole(tx: Tx, id: string): Promise<Role | null> {
  const row = await tx.selectFrom('role').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? roleOf(row) : null;
}

/**
 * Ends a role. Refused while it is the only host of live relations (rule 9: they are handed over first), and where it
 * is the last role of the place with the power `own`.
 * @returns 'closed' with `details.count` relations, or 'conflict' for the last owner or a role already ended
 */
export async function endRole(
  tx: Tx,
  role: Role,
  { now, byPerson }: { now: Date; byPerson: string | null },
): Promise<Outcome<null>> {
  const kept = await keptBy(tx, role);
  const count = kept.reduce((sum, each) => sum + each.count, 0);
  if (count > 0)
    return refuse('closed', { problem: { key: 'ground.role.keeps', values: { count } }, details: { count } });
  return closeRole(tx, role, { now, byPerson, handedTo: null });
}

/**
 * Hands a role over to a named person: they get a role of the same name, powers, vote and home, whatever it keeps goes
 * to them, and the old one ends.
 */
export async function handOverRole(
  tx: Tx,
  role: Role,
  to: { personId: string; kind?: RoleKind; termEnd?: string | null; now: Date; byPerson: string | null },
): Promise<Outcome<Role>> {
  if (to.personId === role.personId) return refuseField('personId', 'ground.role.same-person');
  if (role.endedAt) return refuse('conflict', { problem: { key: 'ground.role.ended-already' } });
  const heir = await giveRole(tx, {
    placeId: role.placeId,
    personId: to.personId,
    home: homeOf(role),
    name: role.name,
    powers: role.powers,
    kind: to.kind ?? role.kind,
    hasVote: role.hasVote,
    seatFor: role.seatFor,
    conditions: role.conditions,
    termEnd: to.termEnd === undefined ? role.termEnd : to.termEnd,
    follows: role.id,
    now: to.now,
    byPerson: to.byPerson,
  });
  await handOverKept(tx, role, heir, to.now);
  const closed = await closeRole(tx, role, { now: to.now, byPerson: to.byPerson, handedTo: heir.id });
  return closed.ok ? done(heir) : closed;
}

async function closeRole(
  tx: Tx,
  role: Role,
  { now, byPerson, handedTo }: { now: Date; byPerson: string | null; handedTo: string | null },
): Promise<Outcome<null>> {
  if (role.endedAt) return refuse('conflict', { problem: { key: 'ground.role.ended-already' } });
  if (await isLastOwner(tx, role, now)) return refuse('conflict', { problem: { key: 'ground.role.last-owner' } });
  const { numUpdatedRows } = await tx
    .updateTable('role')
    .set({ ended_at: now, handed_to: handedTo })
    .where('id', '=', role.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return refuse('conflict', { problem: { key: 'ground.role.ended-already' } });
  await noteRole(tx, role, handedTo ? 'role.handed-over' : 'role.ended', now, byPerson);
  return done(null);
}

/** Nobody could look after the place any more. */
async function isLastOwner(tx: Tx, role: Role, now: Date): Promise<boolean> {
  if (role.inPlace !== role.placeId || role.personId === null || !role.powers.includes('own')) return false;
  const day = await dayOf(tx, now);
  // Two owners who leave at the same moment wait for each other here.
  await sql`select id from place where parent_id is null for update`.execute(tx);
  const others = await tx
    .selectFrom('role')
    .innerJoin('person', (join) =>
      join.onRef('person.place_id', '=', 'role.place_id').onRef('person.id', '=', 'role.person_id'),
    )
    .select('role.id')
    .where('role.in_place', '=', role.placeId)
    .where('role.id', '<>', role.id)
    .where('role.ended_at', 'is', null)
    .where('role.term_start', '<=', day)
    .where((where) => where.or([where('role.term_end', 'is', null), where('role.term_end', '>=', day)]))
    .where('person.removed_at', 'is', null)
    .where('person.forgotten_at', 'is', null)
    .where(sql<boolean>`'own' = any (role.powers)`)
    .limit(1)
    .execute();
  return others.length === 0;
}

export const homeOf = (role: Role): RoleHome =>
  role.groupId
    ? { groupId: role.groupId }
    : role.inPlace
      ? { inPlace: role.inPlace }
      : { programmeId: role.programmeId! };

const noteRole = (tx: Tx, role: Role, what: string, at: Date, byPerson: string | null) =>
  noteChange(tx, {
    placeId: role.placeId,
    at,
    subject: { type: 'role', id: role.id },
    what,
    details: { values: { role: role.name }, powers: role.powers, vote: role.hasVote },
    byPerson,
  });
