-- What goes out to people, from the transaction that caused it to the moment it left, with every reason it did not.
create table message (
  place_id uuid not null,
  id uuid not null,
  -- Whose it is, where it goes to a person of the place and not to a bare address.
  person_id uuid,
  -- Who caused it: a person or a group, as text; null for the place itself.
  sender text check (length(sender) <= 100),
  channel text not null check (channel in ('email', 'sms', 'letter')),
  purpose text not null check (purpose ~ '^[a-z][a-z-]{0,39}$'),
  lang text not null check (length(lang) between 2 and 10),
  -- Sealed; null once it is no longer needed.
  address bytea check (octet_length(address) <= 2000),
  -- Keyed fingerprint of the address, for limits and stops.
  address_print bytea not null check (octet_length(address_print) = 32),
  subject text check (length(subject) <= 300),
  body text check (length(body) <= 20000),
  -- Subject and body sealed, where they are not for every organiser's eyes.
  words bytea check (octet_length(words) <= 100000),
  -- Billed parts of a text message, 1 for anything else.
  parts int not null check (parts between 1 and 10),
  once_key text not null check (length(once_key) between 1 and 200),
  created_at timestamptz not null,
  due_at timestamptz not null,
  expires_at timestamptz,
  state text not null check (state in ('waiting', 'held', 'sending', 'sent', 'failed', 'stopped')),
  held_by text check (held_by in ('cap', 'quiet')),
  failure text check (failure ~ '^[a-z][a-z-]{0,39}$'),
  attempts int not null default 0 check (attempts >= 0),
  -- Until when one worker may count on being the only one sending it.
  claimed_until timestamptz,
  -- When it began to count against the limits.
  counted_at timestamptz,
  sent_at timestamptz,
  sent_by text check (length(sent_by) <= 40),
  provider_ref text check (length(provider_ref) <= 300),
  primary key (place_id, id),
  unique (place_id, once_key),
  check ((state = 'held') = (held_by is not null)),
  check ((state = 'failed') = (failure is not null)),
  check ((state = 'sent') = (sent_at is not null)),
  check ((state = 'sending') = (claimed_until is not null))
);
create index message_due on message (place_id, due_at) where state in ('waiting', 'held', 'sending');
create index message_to_address on message (place_id, address_print, counted_at desc);
create index message_to_person on message (place_id, person_id, counted_at desc);
create index message_of_sender on message (place_id, sender, counted_at desc);
create index message_counted on message (place_id, counted_at desc);
create index message_newest on message (place_id, created_at desc);

-- One address asked for no more of one purpose.
create table message_stop (
  place_id uuid not null,
  address_print bytea not null check (octet_length(address_print) = 32),
  purpose text not null check (length(purpose) <= 40),
  stopped_at timestamptz not null,
  primary key (place_id, address_print, purpose)
);

-- Signed calls that were taken, so that none is taken twice.
create table message_replay (
  place_id uuid not null,
  source text not null check (length(source) between 1 and 60),
  call_id text not null check (length(call_id) between 1 and 200),
  seen_at timestamptz not null,
  primary key (place_id, source, call_id)
);

select protect('message');
select protect('message_stop');
select protect('message_replay');

-- Text messages cost the whole installation money: parts sent on each day (UTC), all places together. No place's data.
create table text_message_day (
  day date primary key,
  parts int not null check (parts >= 0)
);
select share('text_message_day');
