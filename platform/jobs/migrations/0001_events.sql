-- The outbox: what happened, written in the transaction of the change and delivered afterwards at least once.
create table event (
  place_id uuid not null,
  id uuid not null,
  -- The order the database took them in, whatever the clocks of the processes say.
  n bigint generated always as identity,
  name text not null check (length(name) <= 100 and name ~ '^[A-Za-z][A-Za-z0-9]*([._:-][A-Za-z0-9]+)*$'),
  subject_type text not null check (length(subject_type) <= 60 and subject_type ~ '^[a-z][a-z0-9._-]*$'),
  subject_id uuid not null,
  data jsonb not null default '{}' check (jsonb_typeof(data) = 'object' and octet_length(data::text) <= 8000),
  made_at timestamptz not null,
  -- When to look at it next; null once nothing is left to do. A new event is due whatever the clock says.
  due_at timestamptz default '-infinity',
  primary key (place_id, id)
);
create index event_due on event (place_id, n) where due_at is not null;
create index event_done on event (place_id, made_at) where due_at is null;

-- One handler's dealings with one event.
create table event_delivery (
  place_id uuid not null,
  event_id uuid not null,
  handler text not null check (length(handler) between 1 and 100),
  tries int not null default 0 check (tries >= 0),
  next_at timestamptz,
  -- The kind of error, never its sentence: a sentence may carry what a person typed.
  problem text check (length(problem) <= 100),
  done_at timestamptz,
  stuck_at timestamptz,
  primary key (place_id, event_id, handler),
  foreign key (place_id, event_id) references event (place_id, id) on delete cascade
);
create index event_delivery_stuck on event_delivery (place_id, stuck_at) where stuck_at is not null;

-- Up to when each periodic job has done its work in a place.
create table schedule_run (
  place_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  ran_to timestamptz not null,
  primary key (place_id, name)
);

select protect('event');
select protect('event_delivery');
select protect('schedule_run');
