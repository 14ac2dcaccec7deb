import type { Power } from '@upwell/platform/access';
import type { Lang, PlaceWords } from '@upwell/platform/i18n';

/** The words of the ground: kinds of places, groups, people's channels, roles. */
export const placeKinds = ['system', 'town', 'neighbourhood', 'patch', 'site'] as const;
export type PlaceKind = (typeof placeKinds)[number];

export const groupKinds = [
  'informal',
  'club',
  'charity',
  'practice',
  'council',
  'health-body',
  'business',
  'board',
] as const;
export type GroupKind = (typeof groupKinds)[number];

/** Whether a group has room: open, a few places, full. */
export const capacities = ['open', 'few', 'full'] as const;
export type Capacity = (typeof capacities)[number];

export const communityKinds = ['place', 'identity', 'condition', 'workplace', 'alumni'] as const;
export type CommunityKind = (typeof communityKinds)[number];

export const roleKinds = ['paid', 'volunteer', 'lived-experience'] as const;
export type RoleKind = (typeof roleKinds)[number];

/** How somebody wants to be reached. */
export const channels = ['none', 'email', 'text', 'phone', 'post', 'in-person'] as const;
export type Channel = (typeof channels)[number];

export const documentKinds = ['mou', 'terms', 'condition', 'delegation'] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** What a place decides for itself; what it leaves out comes from the place above. */
export interface PlaceSettings {
  /** No public figure about fewer people than this. A place inside may ask for more, never for less. */
  smallestCount?: number;
  /** Who may start a group: anyone signed in, or organisers. */
  groupsStartedBy?: 'people' | 'organisers';
}

/** One place of a tree as it stands in its row: only what it says itself. */
export interface PlaceLines {
  id: string;
  parentId: string | null;
  name: string;
  words: PlaceWords;
  principles: readonly string[];
  settings: PlaceSettings;
  languages: readonly Lang[] | null;
  timeZone: string | null;
  phone: string | null;
  textNumber: string | null;
  postalAddress: string | null;
}

export interface Place extends PlaceLines {
  placeId: string;
  kind: PlaceKind;
  slug: string;
  demo: boolean;
  createdAt: Date;
  endedAt: Date | null;
  succeededBy: string | null;
}

/** Where a role is held. */
export type RoleHome = { groupId: string } | { inPlace: string } | { programmeId: string };

export interface Role {
  placeId: string;
  id: string;
  personId: string | null;
  groupId: string | null;
  inPlace: string | null;
  programmeId: string | null;
  name: string;
  powers: readonly Power[];
  hasVote: boolean;
  kind: RoleKind;
  seatFor: string | null;
  conditions: string | null;
  /** Calendar days of the place, `YYYY-MM-DD`. */
  termStart: string;
  termEnd: string | null;
  follows: string | null;
  handedTo: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

/** Whether a role is in force on a day of the place, `YYYY-MM-DD`. */
export const inTerm = (role: Pick<Role, 'termStart' | 'termEnd' | 'endedAt'>, day: string): boolean =>
  role.endedAt === null && role.termStart <= day && (role.termEnd === null || day <= role.termEnd);
