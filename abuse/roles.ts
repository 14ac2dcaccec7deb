import type { PlaceVisits } from '@upwell/app/testing.ts';
import { type Power, type RoleName, roleNames } from '@upwell/platform/access';
import type { BrowserVisit } from '@upwell/platform/http/testing';

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

/** Somebody in every role of the matrix, each at their own browser. */
export async function everyRole(
  place: PlaceVisits,
  nicknameOf = (role: RoleName): string => `The ${role}`,
): Promise<Map<RoleName, BrowserVisit>> {
  const visits = new Map<RoleName, BrowserVisit>();
  for (const role of roleNames) {
    const power = powerOf[role];
    if (role === 'visitor') visits.set(role, place.visitor());
    else if (role === 'removed') visits.set(role, await place.removed(nicknameOf(role)));
    else visits.set(role, await place.person(nicknameOf(role), ...(power ? [power] : [])));
  }
  return visits;
}

/** Who is nobody to the place: not signed in, or no longer let in. */
export const isStranger = (role: RoleName) => role === 'visitor' || role === 'removed';
