-- The place's own log: who may do what was asked, and what came of it. Append only, free of personal data, chained.

-- Codes and numbers are few and short; typed words, addresses and telephone numbers do not fit this shape.
create function only_codes_and_numbers(details jsonb) returns boolean
  language sql immutable parallel safe
  return jsonb_typeof(details) = 'object'
    and not jsonb_path_exists(details, '$.* ? (@.type() != "string" && @.type() != "number" && @.type() != "boolean")')
    and not jsonb_path_exists(details,
      '$.* ? (@.type() == "string" && !(@ like_regex "^[A-Za-z][A-Za-z0-9]*([._:-][A-Za-z0-9]+)*$"))')
    and not jsonb_path_exists(details, '$.keyvalue() ? (!(@.key like_regex "^[A-Za-z][A-Za-z0-9-]{0,39}$"))')
    and octet_length(details::text) <= 1000;

create table audit_line (
  place_id uuid not null,
  id uuid not null,
  -- Whole milliseconds: what is hashed must be all that is stored.
  at timestamptz(3) not null,
  actor_kind text not null check (actor_kind ~ '^[a-z][a-z-]{0,29}$'),
  -- Proof of the person without naming them: see README. Null for a visitor.
  actor_mark bytea check (octet_length(actor_mark) = 32),
  -- A rule's name is a sentence of ours, out of the code.
  rule text not null check (length(rule) between 1 and 200 and rule ~ '^[ -~]+$'),
  action text not null check (length(action) <= 100 and action ~ '^[A-Za-z][A-Za-z0-9]*([._:/-][A-Za-z0-9]+)*$'),
  outcome text not null check (length(outcome) <= 60 and outcome ~ '^[a-z][a-z0-9-]*$'),
  subject_type text check (length(subject_type) <= 60 and subject_type ~ '^[a-z][a-z0-9._-]*$'),
  subject_id uuid,
  -- In place of `subject_id` where the subject is a person.
  subject_mark bytea check (octet_length(subject_mark) = 32),
  details jsonb not null default '{}' check (only_codes_and_numbers(details)),
  primary key (place_id, id),
  check (subject_id is null or subject_mark is null),
  check ((subject_type is null) = (subject_id is null and subject_mark is null))
);
create index audit_line_of_subject on audit_line (place_id, subject_type, subject_id) where subject_id is not null;
create index audit_line_in_time on audit_line (place_id, at);

-- Which person a line is about. Kept apart from the line so that erasure cuts it and the chain still holds.
create table audit_person (
  place_id uuid not null,
  line_id uuid not null,
  part text not null check (part in ('actor', 'subject')),
  person_id uuid not null,
  salt bytea not null check (octet_length(salt) = 16),
  primary key (place_id, line_id, part)
);
create index audit_person_of on audit_person (place_id, person_id);

-- Lines that no seal covers yet. A writer only ever adds here and the sealer only ever takes away, so neither waits for
-- the other; and because a line brings its own mark, a line that commits late is sealed late, never missed. (A position
-- such as a sequence or a transaction number would have to be compared with what is still running, would stand still
-- behind any long write, and would lose its meaning when a backup is restored into another server.)
create table audit_unsealed (
  place_id uuid not null,
  line_id uuid not null,
  primary key (place_id, line_id)
);

create table audit_seal (
  place_id uuid not null,
  seq int not null check (seq >= 1),
  -- Number of the first line, counted from 1 without gaps through all seals of the place.
  first_n bigint not null check (first_n >= 1),
  line_count int not null check (line_count >= 1),
  first_line uuid not null,
  last_line uuid not null,
  -- Ids of the lines in their order, and the sha256 of each, one after the other.
  line_ids uuid[] not null,
  line_hashes bytea not null,
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  sealed_at timestamptz(3) not null,
  primary key (place_id, seq),
  check (cardinality(line_ids) = line_count and octet_length(line_hashes) = 32 * line_count)
);

create function wait_for_seal() returns trigger language plpgsql as $$
begin
  insert into audit_unsealed (place_id, line_id) select place_id, id from added;
  return null;
end $$;
create trigger audit_line_waits after insert on audit_line
  referencing new table as added for each statement execute function wait_for_seal();

-- For the owner too: whoever wants to change the log has to take the trigger away first, and the chain still shows it.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append only: its rows are never changed or removed', tg_table_name
    using errcode = 'restrict_violation';
end $$;
create trigger audit_line_stays before update or delete or truncate on audit_line
  for each statement execute function refuse_change();
create trigger audit_seal_stays before update or delete or truncate on audit_seal
  for each statement execute function refuse_change();

select protect('audit_line', 'append');
select protect('audit_seal', 'append');
select protect('audit_person');
select protect('audit_unsealed');
