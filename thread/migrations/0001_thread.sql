-- The head of every domain record: enough to draw it on the thread, nothing confidential.
create table record (
  place_id uuid not null,
  id uuid not null,
  type text not null check (type ~ '^[a-z][a-z-]{1,30}$'),
  step text not null check (step in ('said', 'means', 'decided', 'promised', 'done', 'changed', 'told')),
  -- The record it lives in: a contribution's conversation, a session's activity, an award's fund.
  parent_id uuid,
  title text not null check (length(title) between 1 and 400),
  -- One quiet line under the title.
  line text check (length(line) <= 600),
  state text not null check (state ~ '^[a-z][a-z-]{1,30}$'),
  on_day date not null,
  -- A promised day, while something is still owed; null once it is settled.
  due_on date,
  owed_by text check (length(owed_by) <= 200),
  sensitivity text not null check (sensitivity in ('public', 'members', 'circle', 'confidential')),
  nested_place_id uuid,
  made_at timestamptz not null,
  withdrawn_at timestamptz,
  primary key (place_id, id),
  foreign key (place_id, parent_id) references record (place_id, id)
);
create index record_by_type on record (place_id, type, on_day desc, id desc) where withdrawn_at is null;
create index record_by_parent on record (place_id, parent_id, type, made_at desc, id desc) where withdrawn_at is null and parent_id is not null;
create index record_due on record (place_id, due_on, id) where due_on is not null and withdrawn_at is null;
select protect('record');

-- Typed, dated, attributed edges. From upstream to downstream.
create table link (
  place_id uuid not null,
  id uuid not null,
  from_id uuid not null,
  to_id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z-]{1,30}$'),
  note text check (length(note) <= 600),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  unique (place_id, from_id, to_id, kind),
  check (from_id <> to_id),
  foreign key (place_id, from_id) references record (place_id, id),
  foreign key (place_id, to_id) references record (place_id, id)
);
create index link_back on link (place_id, to_id, kind, from_id);
select protect('link');

-- Visible history of promises, insights and decisions (GO12). Append-only; words that must go are cut by erasure only.
create table history (
  place_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  at timestamptz not null,
  -- Message key of what happened: 'thread.history.promised-later'.
  happened text not null,
  before_text text check (length(before_text) <= 6000),
  after_text text check (length(after_text) <= 6000),
  reason text check (length(reason) <= 6000),
  by_person uuid,
  -- How the one who changed it is named to the public: a role or a group, a person only where they agreed.
  by_words text check (length(by_words) <= 200),
  primary key (place_id, id),
  foreign key (place_id, record_id) references record (place_id, id)
);
create index history_of on history (place_id, record_id, at, id);
select protect('history', 'append');

-- Counts that pages show, kept by triggers in the change's own transaction. Spread over buckets by
-- connection, so that two writers never wait for each other; a reader adds up at most 32 rows.
create table tally (
  place_id uuid not null,
  -- The place itself, or the record whose children are counted.
  subject_id uuid not null,
  name text not null,
  bucket smallint not null,
  n bigint not null,
  primary key (place_id, subject_id, name, bucket)
) with (fillfactor = 50);
select protect('tally');

create function tally_records() returns trigger language plpgsql as $$
begin
  insert into tally (place_id, subject_id, name, bucket, n)
  select place_id, subject_id, name, (pg_backend_pid() % 32)::smallint, sum(step) from (
    select place_id, place_id as subject_id, type as name, 1 as step from arrived where withdrawn_at is null
    union all
    select place_id, parent_id, type, 1 from arrived where withdrawn_at is null and parent_id is not null
  ) counted
  group by place_id, subject_id, name
  order by place_id, subject_id, name
  on conflict (place_id, subject_id, name, bucket) do update set n = tally.n + excluded.n;
  return null;
end $$;

create function retally_records() returns trigger language plpgsql as $$
begin
  insert into tally (place_id, subject_id, name, bucket, n)
  select place_id, subject_id, name, (pg_backend_pid() % 32)::smallint, sum(step) from (
    select place_id, place_id as subject_id, type as name, -1 as step from was where withdrawn_at is null
    union all select place_id, parent_id, type, -1 from was where withdrawn_at is null and parent_id is not null
    union all select place_id, place_id, type, 1 from became where withdrawn_at is null
    union all select place_id, parent_id, type, 1 from became where withdrawn_at is null and parent_id is not null
    -- Whoever takes their words back, or gives them again, no longer counts, or counts again, behind an insight.
    union all
    select l.place_id, l.to_id, l.kind, case when became.withdrawn_at is null then 1 else -1 end
    from was join became on became.place_id = was.place_id and became.id = was.id
      and (became.withdrawn_at is null) <> (was.withdrawn_at is null)
    join link l on l.place_id = was.place_id and l.from_id = was.id and l.kind in ('means', 'disagrees')
    where was.type = 'contribution'
  ) counted
  group by place_id, subject_id, name
  having sum(step) <> 0
  order by place_id, subject_id, name
  on conflict (place_id, subject_id, name, bucket) do update set n = tally.n + excluded.n;
  return null;
end $$;

-- How many voices stand behind an insight, by how they stand to it.
create function tally_voices() returns trigger language plpgsql as $$
begin
  insert into tally (place_id, subject_id, name, bucket, n)
  select l.place_id, l.to_id, l.kind, (pg_backend_pid() % 32)::smallint, count(*)
  from arrived l
  join record r on r.place_id = l.place_id and r.id = l.from_id and r.type = 'contribution' and r.withdrawn_at is null
  where l.kind in ('means', 'disagrees')
  group by l.place_id, l.to_id, l.kind
  order by l.place_id, l.to_id, l.kind
  on conflict (place_id, subject_id, name, bucket) do update set n = tally.n + excluded.n;
  return null;
end $$;
create trigger link_arrived after insert on link
  referencing new table as arrived for each statement execute function tally_voices();

create trigger record_arrived after insert on record
  referencing new table as arrived for each statement execute function tally_records();
create trigger record_changed after update on record
  referencing old table as was new table as became for each statement execute function retally_records();
