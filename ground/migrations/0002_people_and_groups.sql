-- Someone who takes part. A nickname is enough; the ways to reach them and what they need are sealed.
create table person (
  place_id uuid not null,
  id uuid not null,
  -- Null once the person has had themselves forgotten.
  nickname text check (char_length(nickname) between 1 and 80),
  -- What the person speaks or signs, in their own words.
  languages text[] not null default '{}' check (cardinality(languages) <= 20 and octet_length(languages::text) <= 2000),
  -- The language of pages and messages; null: as the browser asks.
  lang text check (lang ~ '^[a-z]{2,3}$'),
  channel text not null default 'none' check (channel in ('none', 'email', 'text', 'phone', 'post', 'in-person')),
  contact_sealed bytea check (octet_length(contact_sealed) <= 8000),
  access_needs_sealed bytea check (octet_length(access_needs_sealed) <= 40000),
  in_place uuid,
  demo boolean not null default false,
  created_at timestamptz not null,
  -- Shut out by the place: a visitor again until the moment is taken back.
  removed_at timestamptz,
  forgotten_at timestamptz,
  primary key (place_id, id),
  foreign key (place_id, in_place) references place (place_id, id),
  check ((nickname is null) = (forgotten_at is not null))
);
select protect('person');

-- A club, charity, practice, board or circle of people. Never deleted: it ends, and another may take on what it owes.
create table groups (
  place_id uuid not null,
  id uuid not null,
  in_place uuid not null,
  name text not null check (char_length(name) between 1 and 120),
  does text not null check (char_length(does) between 1 and 2000),
  kind text not null default 'informal'
    check (kind in ('informal', 'club', 'charity', 'practice', 'council', 'health-body', 'business', 'board')),
  capacity text not null default 'open' check (capacity in ('open', 'few', 'full')),
  capacity_at timestamptz not null,
  -- How to reach the group, in its own words and by its own choice public.
  contact text check (char_length(contact) between 1 and 500),
  meets text check (char_length(meets) between 1 and 500),
  created_at timestamptz not null,
  created_by uuid,
  ended_at timestamptz,
  ended_because text check (char_length(ended_because) between 1 and 2000),
  succeeded_by uuid,
  primary key (place_id, id),
  foreign key (place_id, in_place) references place (place_id, id),
  foreign key (place_id, created_by) references person (place_id, id),
  foreign key (place_id, succeeded_by) references groups (place_id, id),
  check (succeeded_by is null or (succeeded_by <> id and ended_at is not null))
);
create index groups_in on groups (place_id, in_place, name);
create index groups_before on groups (place_id, succeeded_by) where succeeded_by is not null;
select protect('groups');

create function keep_group() returns trigger language plpgsql as $$
begin
  raise exception 'a group is never removed: it ends, or another succeeds it' using errcode = 'restrict_violation';
end $$;
create trigger group_stays before delete on groups for each row execute function keep_group();
revoke delete on groups from upwell_app;

-- People who share something. May reach over several nested places; with a shared key, over several installations' places.
create table community (
  place_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('place', 'identity', 'condition', 'workplace', 'alumni')),
  name text not null check (char_length(name) between 1 and 120),
  about text not null check (char_length(about) between 1 and 2000),
  shared_key text check (shared_key ~ '^[a-z0-9][a-z0-9-]{2,79}$'),
  created_at timestamptz not null,
  created_by uuid,
  ended_at timestamptz,
  primary key (place_id, id),
  foreign key (place_id, created_by) references person (place_id, id)
);
create unique index community_by_key on community (place_id, shared_key) where (shared_key is not null);
select protect('community');

-- Nested places a community belongs to; none means the whole tree.
create table community_place (
  place_id uuid not null,
  community_id uuid not null,
  in_place uuid not null,
  primary key (place_id, community_id, in_place),
  foreign key (place_id, community_id) references community (place_id, id),
  foreign key (place_id, in_place) references place (place_id, id)
);
select protect('community_place');

-- Which trees of places share a community. Only the key and the place: who belongs never leaves a place.
create table community_across (
  shared_key text not null check (shared_key ~ '^[a-z0-9][a-z0-9-]{2,79}$'),
  root_id uuid not null references place_directory (root_id),
  community_id uuid not null,
  primary key (shared_key, root_id)
);
-- Shared: it is what ties places together.
select share('community_across');

create table community_member (
  place_id uuid not null,
  community_id uuid not null,
  person_id uuid not null,
  -- Nobody sees who belongs until they say so themselves.
  shown boolean not null default false,
  joined_at timestamptz not null,
  primary key (place_id, community_id, person_id),
  foreign key (place_id, community_id) references community (place_id, id),
  foreign key (place_id, person_id) references person (place_id, id)
);
create index community_of on community_member (place_id, person_id);
select protect('community_member');
