-- How somebody who said something can be told. Sealed: addresses are never stored open, never exported.
create table way_back (
  place_id uuid not null,
  -- The contribution.
  record_id uuid not null,
  channel text not null check (channel in ('email', 'sms', 'letter', 'code', 'in-person')),
  -- Sealed address; null for a code or a promise to tell them in person.
  address bytea,
  -- Keyed fingerprint of the short code on the person's slip.
  code_print bytea,
  lang text not null,
  person_id uuid,
  made_at timestamptz not null,
  primary key (place_id, record_id),
  foreign key (place_id, record_id) references record (place_id, id)
);
create index way_back_by_code on way_back (place_id, code_print) where code_print is not null;
select protect('way_back');

-- What was told back. A record of its own on the thread.
create table reply (
  place_id uuid not null,
  id uuid not null,
  -- The record the reply speaks of: an insight, a decision, a commitment, a conversation.
  about_id uuid not null,
  answer text not null check (answer in ('done', 'passed-on', 'not-now', 'still-open')),
  words text not null check (length(words) between 1 and 6000),
  still_open_until date,
  poster_where text check (length(poster_where) <= 300),
  made_at timestamptz not null,
  made_by uuid,
  by_words text not null,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, about_id) references record (place_id, id),
  check ((answer = 'still-open') = (still_open_until is not null))
);
create index reply_about on reply (place_id, about_id, made_at);
select protect('reply');

-- Who was told what, by which channel, when; and whether they felt heard (LE05).
create table told (
  place_id uuid not null,
  reply_id uuid not null,
  contribution_id uuid not null,
  channel text not null check (channel in ('email', 'sms', 'letter', 'code', 'in-person', 'poster')),
  told_at timestamptz not null,
  heard text check (heard in ('heard', 'not-heard')),
  heard_at timestamptz,
  heard_words text check (length(heard_words) <= 2000),
  primary key (place_id, reply_id, contribution_id),
  foreign key (place_id, reply_id) references reply (place_id, id),
  foreign key (place_id, contribution_id) references record (place_id, id)
);
create index told_contribution on told (place_id, contribution_id, told_at);
select protect('told');
