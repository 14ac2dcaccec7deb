-- What people send: voice notes, pictures, papers, tables. The bytes are in the file store under place and id.
create table file (
  place_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('image', 'paper', 'voice', 'table')),
  mime text not null check (length(mime) <= 60),
  -- Safe to show and to save under.
  name text not null check (length(name) between 1 and 200),
  bytes bigint not null check (bytes > 0),
  sha256 bytea not null check (octet_length(sha256) = 32),
  width int check (width > 0),
  height int check (height > 0),
  sensitivity text not null check (sensitivity in ('public', 'members', 'circle', 'confidential')),
  -- Whether the bytes are sealed at rest; always so when confidential.
  sealed boolean not null,
  person_id uuid,
  -- The record it belongs to; whoever may see that may see this.
  record_type text not null check (length(record_type) between 1 and 60),
  record_id uuid not null,
  created_at timestamptz not null,
  -- From then on nobody gets it, and a job deletes the bytes.
  removed_at timestamptz,
  primary key (place_id, id),
  check (sealed or sensitivity <> 'confidential'),
  check ((width is null) = (height is null))
);
create index file_of_record on file (place_id, record_type, record_id);
create index file_removed on file (place_id, removed_at) where removed_at is not null;
select protect('file');
