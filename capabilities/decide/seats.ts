import { findGroup, type Group, inTerm, listGroups, registerLines } from '@upwell/ground';
import type { Tx } from '@upwell/platform/database';

/** A group that has not ended, or null. */
export async function standingGroup(tx: Tx, id: string): Promise<Group | null> {
  const group = await findGroup(tx, id);
  return group && group.endedAt === null ? group : null;
}

/** Groups to choose from on forms, by name. */
export const groupChoices = async (tx: Tx): Promise<{ value: string; label: string }[]> =>
  (await listGroups(tx, { limit: 300 })).map(({ id, name }) => ({ value: id, label: name }));

/** The seats with a vote in a group on a day, as the register names them: roles, never the people in them (GO02). */
export async function seatsOf(tx: Tx, placeId: string, groupId: string, day: string): Promise<string[]> {
  const lines = await registerLines(tx, { placeId, homes: [groupId] });
  return lines
    .filter(({ role, empty }) => role.hasVote && !empty && inTerm(role, day))
    .map(({ role }) => (role.seatFor ? `${role.name} (${role.seatFor})` : role.name))
    .slice(0, 100);
}
