import type { Power } from '@upwell/platform/access';
import type { Lang, PlaceWords } from '@upwell/platform/i18n';
import type { Generated } from 'kysely';
import type { Boundary } from './geojson.ts';
import type { ChangeDetails, ChangeSubject } from './history.ts';
import type {
  Capacity,
  Channel,
  CommunityKind,
  DocumentKind,
  GroupKind,
  PlaceKind,
  PlaceSettings,
  RoleKind,
} from './model.ts';

export interface PlaceDirectoryTable {
  root_id: string;
  slug: string;
  demo: boolean;
  created_at: Date;
}

export interface PlaceAddressTable {
  hostname: string;
  root_id: string;
  created_at: Date;
}

export interface PlaceTable {
  place_id: string;
  id: string;
  parent_id: string | null;
  kind: PlaceKind;
  name: string;
  slug: string;
  words: Generated<PlaceWords>;
  principles: Generated<string[]>;
  settings: Generated<PlaceSettings>;
  languages: Lang[] | null;
  time_zone: string | null;
  phone: string | null;
  text_number: string | null;
  postal_address: string | null;
  boundary: Boundary | null;
  demo: Generated<boolean>;
  created_at: Date;
  ended_at: Date | null;
  succeeded_by: string | null;
}

export interface PersonTable {
  place_id: string;
  id: string;
  nickname: string | null;
  languages: Generated<string[]>;
  lang: Lang | null;
  channel: Generated<Channel>;
  contact_sealed: Buffer | null;
  access_needs_sealed: Buffer | null;
  in_place: string | null;
  demo: Generated<boolean>;
  created_at: Date;
  removed_at: Date | null;
  forgotten_at: Date | null;
}

export interface GroupsTable {
  place_id: string;
  id: string;
  in_place: string;
  name: string;
  does: string;
  kind: Generated<GroupKind>;
  capacity: Generated<Capacity>;
  capacity_at: Date;
  contact: string | null;
  meets: string | null;
  created_at: Date;
  created_by: string | null;
  ended_at: Date | null;
  ended_because: string | null;
  succeeded_by: string | null;
}

export interface CommunityTable {
  place_id: string;
  id: string;
  kind: CommunityKind;
  name: string;
  about: string;
  shared_key: string | null;
  created_at: Date;
  created_by: string | null;
  ended_at: Date | null;
}

export interface CommunityPlaceTable {
  place_id: string;
  community_id: string;
  in_place: string;
}

export interface CommunityAcrossTable {
  shared_key: string;
  root_id: string;
  community_id: string;
}

export interface CommunityMemberTable {
  place_id: string;
  community_id: string;
  person_id: string;
  shown: Generated<boolean>;
  joined_at: Date;
}

export interface RoleTable {
  place_id: string;
  id: string;
  person_id: string | null;
  group_id: string | null;
  in_place: string | null;
  programme_id: string | null;
  name: string;
  powers: Generated<Power[]>;
  has_vote: Generated<boolean>;
  kind: RoleKind;
  seat_for: string | null;
  conditions: string | null;
  /** `YYYY-MM-DD` */
  term_start: string;
  term_end: string | null;
  follows: string | null;
  handed_to: string | null;
  created_at: Date;
  ended_at: Date | null;
}

export interface PowersDocumentTable {
  place_id: string;
  id: string;
  group_id: string | null;
  in_place: string;
  kind: DocumentKind;
  title: string;
  between_whom: string | null;
  says: string;
  link: string | null;
  from_day: string;
  until_day: string | null;
  continued_by: string | null;
  created_at: Date;
  ended_at: Date | null;
}

export interface GroundChangeTable {
  place_id: string;
  id: string;
  at: Date;
  subject_type: ChangeSubject;
  subject_id: string;
  what: string;
  details: Generated<ChangeDetails>;
  by_person: string | null;
}

export interface PlaceDraftTable {
  visit_hash: Buffer;
  answers: Generated<Record<string, unknown>>;
  created_at: Date;
  used_at: Date | null;
}

declare module '@upwell/platform/database' {
  interface Tables {
    place_directory: PlaceDirectoryTable;
    place_address: PlaceAddressTable;
    place: PlaceTable;
    person: PersonTable;
    groups: GroupsTable;
    community: CommunityTable;
    community_place: CommunityPlaceTable;
    community_across: CommunityAcrossTable;
    community_member: CommunityMemberTable;
    role: RoleTable;
    powers_document: PowersDocumentTable;
    ground_change: GroundChangeTable;
    place_draft: PlaceDraftTable;
  }
}
