-- A citizens' panel: a conversation of kind 'panel' with a rhythm.
create table panel (
  place_id uuid not null,
  -- The conversation.
  id uuid not null,
  recruited text not null check (length(recruited) between 1 and 1000),
  members integer not null check (members between 1 and 2000),
  sessions integer not null check (sessions between 1 and 100),
  -- Length of one session.
  minutes integer not null check (minutes between 15 and 720),
  every_days integer not null check (every_days between 1 and 366),
  first_on date not null,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id)
);
select protect('panel');

-- Members are private. A code's print is all that is kept; a name stands here only when a member asked for it to be shown.
create table panel_member (
  place_id uuid not null,
  id uuid not null,
  panel_id uuid not null,
  code_print bytea not null,
  shown_name text check (length(shown_name) between 1 and 120),
  joined_at timestamptz not null,
  primary key (place_id, id),
  unique (place_id, code_print),
  foreign key (place_id, panel_id) references panel (place_id, id)
);
create index panel_member_of on panel_member (place_id, panel_id);
select protect('panel_member');

-- One sitting: how many came and which roles listened. Nobody is named.
create table panel_session (
  place_id uuid not null,
  panel_id uuid not null,
  number integer not null check (number between 1 and 100),
  held_on date not null,
  attended integer not null check (attended between 0 and 2000),
  listened text[] not null check (cardinality(listened) between 1 and 40),
  note text check (length(note) <= 2000),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, panel_id, number),
  foreign key (place_id, panel_id) references panel (place_id, id)
);
select protect('panel_session');

-- What a panel asks for, and what it was answered: yes, partly or no, with a reason, an owner and a day (DE04).
create table recommendation (
  place_id uuid not null,
  id uuid not null,
  panel_id uuid not null,
  number integer not null check (number between 1 and 500),
  words text not null check (length(words) between 1 and 1000),
  why text check (length(why) <= 3000),
  answer_due date not null,
  owed_by text not null check (length(owed_by) between 1 and 200),
  group_id uuid,
  answer text check (answer in ('yes', 'partly', 'no')),
  reason text check (length(reason) between 1 and 3000),
  owner text check (length(owner) between 1 and 200),
  -- When it will be done, or looked at again.
  by_day date,
  answered_on date,
  commitment_id uuid,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  unique (place_id, panel_id, number),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, panel_id) references panel (place_id, id),
  foreign key (place_id, group_id) references groups (place_id, id),
  foreign key (place_id, commitment_id) references commitment (place_id, id),
  check ((answer is null) = (reason is null) and (answer is null) = (owner is null) and (answer is null) = (answered_on is null)),
  check (answer is null or answer = 'no' or (by_day is not null and commitment_id is not null))
);
select protect('recommendation');

-- Whether a member felt heard in the answer to one recommendation. The last mark counts.
create table panel_verdict (
  place_id uuid not null,
  recommendation_id uuid not null,
  member_id uuid not null,
  verdict text not null check (verdict in ('heard', 'not-heard')),
  at timestamptz not null,
  primary key (place_id, recommendation_id, member_id),
  foreign key (place_id, recommendation_id) references recommendation (place_id, id),
  foreign key (place_id, member_id) references panel_member (place_id, id)
);
select protect('panel_verdict');
