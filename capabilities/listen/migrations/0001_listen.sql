-- A conversation opens only with a plain question, a host, what can change, a promised reply date and a locked level of power.
create table conversation (
  place_id uuid not null,
  id uuid not null,
  question text not null check (length(question) between 1 and 300),
  about text check (length(about) <= 5000),
  kind text not null check (kind in ('open', 'event', 'call', 'panel', 'statements', 'survey', 'talk', 'room')),
  -- 'say': people can still change it. 'know': it is decided, and people are only told.
  purpose text not null check (purpose in ('say', 'know')),
  stage text not null check (stage in ('before-decision', 'decided')),
  host_words text not null check (length(host_words) between 1 and 200),
  host_group uuid,
  can_change text not null check (length(can_change) between 1 and 2000),
  power text not null check (power in ('told', 'consulted', 'advise', 'together', 'community')),
  opened_on date not null,
  closes_on date,
  closed_at timestamptz,
  reply_due date not null,
  nested_place_id uuid,
  made_at timestamptz not null,
  made_by uuid,
  -- Where it was brought in from, with its licence; null for conversations held here.
  source_words text check (length(source_words) <= 2000),
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  check (stage = 'before-decision' or purpose = 'know')
);
select protect('conversation');

-- The level of power cannot be touched once somebody has taken part (rule 3). The database holds it too.
create function power_is_locked() returns trigger language plpgsql as $$
begin
  if (new.power, new.purpose, new.stage) is distinct from (old.power, old.purpose, old.stage)
     and exists (select from record r where r.place_id = old.place_id and r.parent_id = old.id and r.type = 'contribution')
  then raise exception 'the level of power is locked: people have taken part';
  end if;
  return new;
end $$;
create trigger conversation_power before update on conversation for each row execute function power_is_locked();

-- What somebody said, in their own words. Words that are private are sealed and never stand open anywhere.
create table contribution (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid,
  words text check (length(words) <= 10000),
  words_sealed bytea,
  lang text not null,
  -- Whose voice it is (GO07).
  source text not null check (source in ('direct', 'group', 'council', 'charity', 'professional')),
  -- Said for somebody else, who could not or would not say it here themselves.
  for_someone boolean not null,
  channel text not null check (channel in ('web', 'phone', 'paper', 'text', 'in-person', 'voice', 'import')),
  shown_name text check (length(shown_name) <= 120),
  heard_where text check (length(heard_where) <= 200),
  person_id uuid,
  taken_down_by uuid,
  -- Serial of a printed sheet or the number of an imported row; empty where there is none.
  serial text not null default '',
  made_at timestamptz not null,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, conversation_id) references conversation (place_id, id),
  check ((words is null) <> (words_sealed is null))
);
create index contribution_of on contribution (place_id, conversation_id, made_at desc, id desc);
create index contribution_serial on contribution (place_id, conversation_id, serial) where serial <> '';
select protect('contribution');

-- A theme with its meaning. A number beside it carries where it comes from.
create table insight (
  place_id uuid not null,
  id uuid not null,
  title text not null check (length(title) between 1 and 300),
  -- What residents say it means; empty is said aloud.
  meaning text check (length(meaning) <= 5000),
  checked_by text check (length(checked_by) <= 200),
  checked_on date,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id)
);
select protect('insight');

-- A value of an indicator, never without definition, area, period, base and source.
create table reading (
  place_id uuid not null,
  id uuid not null,
  -- As it is printed: '6%', '15 years'.
  shown text not null check (length(shown) between 1 and 60),
  says text not null check (length(says) between 1 and 300),
  definition text not null check (length(definition) between 1 and 1000),
  area text not null check (length(area) between 1 and 200),
  period text not null check (length(period) between 1 and 100),
  base text not null check (length(base) between 1 and 200),
  source text not null check (length(source) between 1 and 500),
  gap text check (length(gap) <= 500),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id)
);
select protect('reading');
