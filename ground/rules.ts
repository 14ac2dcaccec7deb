import {
  type Actor,
  either,
  type Power,
  type Rule,
  signedIn,
  themselves,
  withPower,
  withPowerIn,
} from '@upwell/platform/access';
import type { Group } from './groups.ts';
import type { Place, PlaceSettings, Role } from './model.ts';

/** Whoever organises the place, or the nested place it is about. */
export const mayKeepPlace = withPowerIn<Place>('organise', (place) => place.id);
export const mayKeepGroup = withPowerIn<Group>('organise', (group) => group.id);
export const mayOrganise = withPower('organise');
/** What protects people from being counted singly is the owners' to set. */
export const mayOwn = withPower('own');

/** Everybody signed in, or organisers only where the place says so. */
export const mayStartGroup: Rule<{ settings: Required<PlaceSettings> }> = {
  name: 'is signed in, or organises where only organisers start groups',
  mightEver: signedIn.mightEver,
  may: (actor, { settings }) =>
    signedIn.may(actor, null) && (settings.groupsStartedBy === 'people' || actor.powers.has('organise')),
};

/** What an actor holds in one home of roles: there, or in the whole place. */
export const holdsIn = (actor: Actor, home: string, power: Power): boolean =>
  actor.powers.has(power) || (actor.groupPowers.get(home)?.has(power) ?? false);

export const homeIdOf = (role: Pick<Role, 'groupId' | 'inPlace' | 'programmeId'>): string =>
  (role.groupId ?? role.inPlace ?? role.programmeId) as string;

const keepsRole: Rule<Role> = {
  name: 'organises where the role is held and holds every power it carries',
  mightEver: withPowerIn<Role>('organise', homeIdOf).mightEver,
  may: (actor, role) => {
    const home = homeIdOf(role);
    return holdsIn(actor, home, 'organise') && role.powers.every((power) => holdsIn(actor, home, power));
  },
};

/** The holder themselves, or whoever organises there; nobody takes away a power above their own. */
export const mayEndRole = either(
  themselves<Role>((role) => role.personId),
  keepsRole,
);
export const isHolder = themselves<Role>((role) => role.personId);
export const isSignedIn = signedIn;
