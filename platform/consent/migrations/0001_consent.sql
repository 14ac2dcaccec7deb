-- Consent, item by item, in the words the person saw. A row is what was asked and answered once; it is never rewritten.
create table consent (
  place_id uuid not null,
  id uuid not null,
  subject_type text not null check (length(subject_type) <= 60 and subject_type ~ '^[a-z][a-z0-9._-]*$'),
  subject_id uuid not null,
  -- Who answered, where they are known; cut on erasure.
  person_id uuid,
  item text not null check (length(item) <= 60 and item ~ '^[a-z][a-z0-9-]*$'),
  given boolean not null,
  words_key text not null check (length(words_key) between 1 and 200),
  words_text text not null check (length(words_text) between 1 and 5000),
  lang text not null check (lang ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  channel text not null check (length(channel) <= 40 and channel ~ '^[a-z][a-z-]*$'),
  given_at timestamptz not null,
  withdrawn_at timestamptz,
  withdrawn_by text check (length(withdrawn_by) <= 40 and withdrawn_by ~ '^[a-z][a-z-]*$'),
  primary key (place_id, id),
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  check (given or withdrawn_at is null)
);
create index consent_of_subject on consent (place_id, subject_type, subject_id, item);
create index consent_of_person on consent (place_id, person_id) where person_id is not null;

create function keep_consent() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'consent is kept: it is withdrawn, never removed' using errcode = 'restrict_violation';
  end if;
  if (new.place_id, new.id, new.subject_type, new.subject_id, new.item, new.given, new.words_key, new.words_text,
      new.lang, new.channel, new.given_at)
     is distinct from
     (old.place_id, old.id, old.subject_type, old.subject_id, old.item, old.given, old.words_key, old.words_text,
      old.lang, old.channel, old.given_at)
     or (old.withdrawn_at is not null
         and (new.withdrawn_at, new.withdrawn_by) is distinct from (old.withdrawn_at, old.withdrawn_by))
     or (new.person_id is not null and new.person_id is distinct from old.person_id)
  then
    raise exception 'consent is kept as it was given' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger consent_stays before update or delete on consent for each row execute function keep_consent();

-- For joins: whether a consent stands at this moment.
create function consent_stands(place uuid, kind text, subject uuid, of_item text) returns boolean
  language sql stable parallel safe
  return exists (
    select from consent
     where place_id = place and subject_type = kind and subject_id = subject and item = of_item
       and given and withdrawn_at is null);

-- Who looked at what is held about a person, and why. Written for the person to read.
create table looked (
  place_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  person_id uuid not null,
  subject_type text not null check (length(subject_type) <= 60 and subject_type ~ '^[a-z][a-z0-9._-]*$'),
  subject_id uuid not null,
  looked_by uuid,
  looked_as text not null check (length(looked_as) <= 60 and looked_as ~ '^[a-z][a-z0-9-]*$'),
  why text not null check (length(why) <= 60 and why ~ '^[a-z][a-z0-9-]*$'),
  primary key (place_id, id)
);
create index looked_at_person on looked (place_id, person_id, at);
create index looked_by_person on looked (place_id, looked_by) where looked_by is not null;

create function keep_looked() returns trigger language plpgsql as $$
begin
  if (new.place_id, new.id, new.at, new.person_id, new.subject_type, new.subject_id, new.looked_as, new.why)
     is distinct from
     (old.place_id, old.id, old.at, old.person_id, old.subject_type, old.subject_id, old.looked_as, old.why)
     or (new.looked_by is not null and new.looked_by is distinct from old.looked_by)
  then
    raise exception 'who looked is kept as it was noted' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger looked_stays before update on looked for each row execute function keep_looked();

select protect('consent');
select protect('looked');
revoke delete on consent from upwell_app;
