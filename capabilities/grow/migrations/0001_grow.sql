-- A round in which people say how much they see of the eight signs.
create table reflection (
  place_id uuid not null,
  id uuid not null,
  title text not null check (length(title) between 1 and 200),
  opened_on date not null,
  closes_on date not null,
  -- The one sign people chose to work on until the next round.
  working_on text check (working_on ~ '^[a-z-]{1,30}$'),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  check (closes_on >= opened_on)
);
create index reflection_by_time on reflection (place_id, id desc);
select protect('reflection');

-- What one person sees of each sign, once a round. Who it was is only a print that says nothing to a reader, and the
-- turn orders ratings without a time of day.
create table sign_rating (
  place_id uuid not null,
  reflection_id uuid not null,
  rater_print bytea not null check (length(rater_print) = 32),
  rater text not null check (rater in ('organisers', 'residents', 'partners')),
  sign text not null check (sign ~ '^[a-z-]{1,30}$'),
  mark smallint check (mark between 1 and 5),
  turn uuid not null,
  primary key (place_id, reflection_id, rater_print, sign),
  foreign key (place_id, reflection_id) references reflection (place_id, id)
);
create index sign_rating_of on sign_rating (place_id, reflection_id, rater, sign, turn);
select protect('sign_rating', 'append');

-- Something in this place that shows a sign: an activity, a decision, a change.
create table sign_evidence (
  place_id uuid not null,
  id uuid not null,
  reflection_id uuid not null,
  sign text not null check (sign ~ '^[a-z-]{1,30}$'),
  record_id uuid not null,
  made_at timestamptz not null,
  primary key (place_id, id),
  unique (place_id, reflection_id, sign, record_id),
  foreign key (place_id, reflection_id) references reflection (place_id, id),
  foreign key (place_id, record_id) references record (place_id, id)
);
select protect('sign_evidence');
