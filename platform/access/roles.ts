import type { Actor } from './actor.ts';
import { impliedBy, type Power } from './powers.ts';

/**
 * The roles of the role × surface matrix. Every route has a row that names which of them may use it;
 * a guard test holds the row against the rule, and the abuse suite against the running server.
 */
export const roleNames = [
  'visitor',
  'removed',
  'member',
  'host',
  'moderator',
  'connector',
  'decider',
  'funder',
  'publisher',
  'organiser',
  'owner',
] as const;
export type RoleName = (typeof roleNames)[number];
export type RoleRow = readonly RoleName[];

export const everyone: RoleRow = roleNames;
export const signedInRoles: RoleRow = roleNames.filter((role) => role !== 'visitor' && role !== 'removed');
/** The holders of one power: the role named for it, and those it is implied for. */
export const staffRoles = (...roles: RoleName[]): RoleRow => [...roles, 'organiser', 'owner'];

const powerOf: Partial<Record<RoleName, Power>> = {
  host: 'host',
  moderator: 'moderate',
  connector: 'connect',
  decider: 'decide',
  funder: 'fund',
  publisher: 'publish',
  organiser: 'organise',
  owner: 'own',
};

/** An actor as each role of the matrix would be. A removed person is a visitor again. */
export function actorAs(role: RoleName, placeId: string, personId: string): Actor {
  const power = powerOf[role];
  return {
    placeId,
    personId: role === 'visitor' || role === 'removed' ? null : personId,
    powers: new Set(power ? impliedBy(power) : []),
    groupPowers: new Map(),
    visitId: 'visit',
    via: 'web',
  };
}
