/** The ground everything stands on: places, communities, people, groups, roles, seats and powers. */
import './tables.ts';

export { type Community, findCommunity, listCommunities, startCommunity } from './communities.ts';
export { type Addresses, factsOf, forgetPlaces, placeFactsAt, unplaced } from './facts.ts';
export { type Boundary, type NamedOutline, type Outlines, readOutlines } from './geojson.ts';
export { findGroup, type Group, groupsBefore, listGroups, type NewGroup, startGroup } from './groups.ts';
export { type Keeper, type Kept, keptBy, onEndingRole } from './hand-over.ts';
export { type Change, changesOf, noteChange } from './history.ts';
export { type Inherited, inherit, type Principle } from './inherit.ts';
export {
  type Capacity,
  type Channel,
  type CommunityKind,
  type GroupKind,
  inTerm,
  type Place,
  type PlaceKind,
  type PlaceSettings,
  type Role,
  type RoleHome,
  type RoleKind,
} from './model.ts';
export {
  addPersonWithPower,
  createPerson,
  findPerson,
  insertPerson,
  letBackIn,
  type NewPerson,
  nicknamesOf,
  type PersonFacts,
  removePerson,
} from './people.ts';
export {
  addNeighbourhoods,
  type CreatedPlace,
  createPlace,
  createPlaceFrom,
  findPlace,
  lineTo,
  listPlaces,
  type NewPlace,
  outlinesOf,
  placesOf,
  placeWithInheritance,
} from './places.ts';
export { powersOf, type Standing } from './powers.ts';
export { documentsOf, type RegisterLine, registerLines, rolesOfPerson } from './register.ts';
export { dayOf, endRole, findRole, giveRole, handOverRole, type NewRole } from './roles.ts';
export { type Contact, contactOf, needsOf, sealContact, sealNeeds } from './sealed.ts';
export { signInSurface, signInWords } from './sign-in/surface.tsx';
export type { StartDoors } from './start/actions.ts';
export { startSurface, startWords } from './start/surface.tsx';
export {
  type Debts,
  type Owed,
  onSucceedingGroup,
  owedBy,
  type Succession,
  succeedGroup,
  successorOf,
} from './succession.ts';
export { groundSurface, groundWords } from './surface.ts';
