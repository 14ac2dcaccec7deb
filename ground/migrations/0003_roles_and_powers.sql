-- What a person does in a place, a group or a programme, for how long and with which powers. A seat is a role with a vote.
create table role (
  place_id uuid not null,
  id uuid not null,
  -- Null is an empty seat.
  person_id uuid,
  group_id uuid,
  in_place uuid,
  programme_id uuid,
  name text not null check (char_length(name) between 1 and 120),
  powers text[] not null default '{}'
    check (powers <@ array['own', 'organise', 'host', 'moderate', 'connect', 'decide', 'fund', 'publish']),
  has_vote boolean not null default false,
  kind text not null check (kind in ('paid', 'volunteer', 'lived-experience')),
  -- Whom the seat is for, as the register says it: 'two residents of the estate'.
  seat_for text check (char_length(seat_for) between 1 and 300),
  conditions text check (char_length(conditions) between 1 and 2000),
  -- First and last day, in the time of the place; no last day means until it is ended.
  term_start date not null,
  term_end date,
  follows uuid,
  handed_to uuid,
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (place_id, id),
  foreign key (place_id, person_id) references person (place_id, id),
  foreign key (place_id, group_id) references groups (place_id, id),
  foreign key (place_id, in_place) references place (place_id, id),
  foreign key (place_id, follows) references role (place_id, id),
  foreign key (place_id, handed_to) references role (place_id, id),
  check (num_nonnulls(group_id, in_place, programme_id) = 1),
  check (term_end is null or term_end >= term_start),
  check (person_id is not null or has_vote),
  check (handed_to is null or ended_at is not null)
);
create index role_of_person on role (place_id, person_id) where person_id is not null and ended_at is null;
create index role_in_group on role (place_id, group_id) where group_id is not null;
create index role_in_place on role (place_id, in_place) where in_place is not null;
create index role_in_programme on role (place_id, programme_id) where programme_id is not null;
select protect('role');

-- What stands behind powers: memoranda, terms, conditions, delegations.
create table powers_document (
  place_id uuid not null,
  id uuid not null,
  group_id uuid,
  in_place uuid not null,
  kind text not null check (kind in ('mou', 'terms', 'condition', 'delegation')),
  title text not null check (char_length(title) between 1 and 200),
  between_whom text check (char_length(between_whom) between 1 and 500),
  says text not null check (char_length(says) between 1 and 5000),
  link text check (char_length(link) <= 2000 and link ~ '^https://'),
  from_day date not null,
  until_day date,
  -- Who picks it up when it runs out: anything with an end date has a continuation owner.
  continued_by text check (char_length(continued_by) between 1 and 300),
  created_at timestamptz not null,
  ended_at timestamptz,
  primary key (place_id, id),
  foreign key (place_id, group_id) references groups (place_id, id),
  foreign key (place_id, in_place) references place (place_id, id),
  check (until_day is null or (until_day >= from_day and continued_by is not null))
);
create index powers_document_of on powers_document (place_id, group_id);
select protect('powers_document');

-- What changed on the ground, when and by whom. Only added to. A name is looked up when it is shown, never kept here.
create table ground_change (
  place_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  subject_type text not null check (subject_type in ('place', 'group', 'role', 'document', 'community')),
  subject_id uuid not null,
  what text not null check (what ~ '^[a-z][a-z-]*(\.[a-z][a-z-]*)*$' and char_length(what) <= 80),
  details jsonb not null default '{}' check (jsonb_typeof(details) = 'object' and octet_length(details::text) <= 60000),
  by_person uuid,
  primary key (place_id, id)
);
create index ground_change_of on ground_change (place_id, subject_type, subject_id, at);
select protect('ground_change', 'append');
