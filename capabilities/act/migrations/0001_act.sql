-- Something people do together, again and again or once.
create table activity (
  place_id uuid not null,
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  happens text not null check (length(happens) between 1 and 5000),
  designed_by text not null check (length(designed_by) between 1 and 200),
  designed_hands text not null check (designed_hands in ('residents', 'together', 'staff')),
  led_by text not null check (length(led_by) between 1 and 200),
  led_hands text not null check (led_hands in ('residents', 'together', 'staff')),
  -- Somebody's name, only with their say-so.
  led_name text check (length(led_name) <= 120),
  -- Who meets people at the door the first time.
  host text not null check (length(host) between 1 and 200),
  rhythm_words text not null check (length(rhythm_words) between 1 and 200),
  rhythm text not null check (rhythm in ('once', 'week', 'fortnight', 'month')),
  next_on date not null,
  starts text not null check (starts ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  venue text not null check (length(venue) between 1 and 300),
  getting_there text check (length(getting_there) <= 1000),
  barriers text check (length(barriers) <= 1000),
  supports text[] not null,
  -- People who fit in on one date; null: as many as come.
  room integer check (room between 1 and 100000),
  stage text not null check (stage in ('staff-started', 'shared', 'resident-run', 'resting', 'restarted')),
  -- The day by which it is handed on to the people who come, where that is agreed.
  hand_on_by date,
  -- Address of whoever runs it, sealed: told of introductions, shown to nobody.
  contact bytea,
  nested_place_id uuid,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id)
);
create index activity_next on activity (place_id, next_on desc, id);
select protect('activity');

-- One time it took place. The count of heads comes first; nobody's name is asked for.
create table activity_session (
  place_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  on_day date not null,
  headcount integer not null check (headcount between 0 and 100000),
  delight text check (length(delight) <= 2000),
  learned text check (length(learned) <= 2000),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, activity_id) references activity (place_id, id)
);
create index activity_session_of on activity_session (place_id, activity_id, on_day desc, id desc);
select protect('activity_session');

-- Somebody who means to come on a day, or asks to be told of the next chance (day null). No account, no name needed.
create table sign_up (
  place_id uuid not null,
  id uuid not null,
  activity_id uuid not null,
  on_day date,
  -- The day a next chance is promised by, for those who could not be given a day.
  chance_by date,
  told_at timestamptz,
  -- Nickname and what they need, sealed together.
  who bytea not null,
  channel text not null check (channel in ('code', 'email', 'sms')),
  address bytea,
  code_print bytea not null,
  lang text not null,
  person_id uuid,
  made_at timestamptz not null,
  primary key (place_id, id),
  foreign key (place_id, activity_id) references activity (place_id, id),
  check ((on_day is null) = (chance_by is not null)),
  check ((channel = 'code') = (address is null))
);
create index sign_up_of on sign_up (place_id, activity_id, on_day, made_at);
create index sign_up_code on sign_up (place_id, code_print);
select protect('sign_up');
