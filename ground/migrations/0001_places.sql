-- Places nest; the root of a tree is the tenant. What must be known before any place is found belongs to the installation.

-- Every tree of places, with the short name that makes its address: <slug>.<host of the installation>.
create table place_directory (
  root_id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'),
  demo boolean not null default false,
  created_at timestamptz not null
);
-- Shared: a request's host is looked up here before its place is known. Holds nothing that is not in an address.
select share('place_directory');

-- Host names a place has of its own.
create table place_address (
  hostname text primary key check (hostname = lower(hostname) and char_length(hostname) between 1 and 253),
  root_id uuid not null references place_directory (root_id),
  created_at timestamptz not null
);
create index place_address_of on place_address (root_id);
-- Shared for the same reason.
select share('place_address');

create table place (
  place_id uuid not null,
  id uuid not null,
  parent_id uuid,
  kind text not null check (kind in ('system', 'town', 'neighbourhood', 'patch', 'site')),
  name text not null check (char_length(name) between 1 and 120),
  slug text not null check (slug ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'),
  -- Own words by language and term; what is left out comes from the place above.
  words jsonb not null default '{}' check (jsonb_typeof(words) = 'object' and octet_length(words::text) <= 20000),
  -- Lines added to those of the places above, which are never taken away.
  principles text[] not null default '{}' check (cardinality(principles) <= 40 and octet_length(principles::text) <= 40000),
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object' and octet_length(settings::text) <= 20000),
  -- Null means: as in the place above.
  languages text[] check (cardinality(languages) between 1 and 20),
  time_zone text check (char_length(time_zone) between 1 and 60),
  phone text check (char_length(phone) between 1 and 40),
  text_number text check (char_length(text_number) between 1 and 40),
  postal_address text check (char_length(postal_address) between 1 and 400),
  -- A GeoJSON Polygon or MultiPolygon, WGS 84 (RFC 7946).
  boundary jsonb check (jsonb_typeof(boundary) = 'object' and octet_length(boundary::text) <= 2000000),
  demo boolean not null default false,
  created_at timestamptz not null,
  ended_at timestamptz,
  succeeded_by uuid,
  primary key (place_id, id),
  unique (place_id, slug),
  foreign key (place_id, parent_id) references place (place_id, id),
  foreign key (place_id, succeeded_by) references place (place_id, id),
  check ((parent_id is null) = (id = place_id)),
  check (parent_id is not null or (languages is not null and time_zone is not null)),
  check (succeeded_by is null or (succeeded_by <> id and ended_at is not null))
);
create index place_inside on place (place_id, parent_id);
select protect('place');
