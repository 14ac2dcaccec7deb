-- Voting on statements. Ballots live apart from people: a voter is a number inside one conversation.
create table statement (
  place_id uuid not null,
  conversation_id uuid not null,
  -- Counted from 0 in a conversation, or the number it had where it came from.
  number integer not null,
  contribution_id uuid not null,
  -- 1 accepted, 0 not looked at, -1 refused with a reason.
  moderated smallint not null check (moderated in (-1, 0, 1)),
  -- Last votes, counted.
  agrees integer not null default 0,
  disagrees integer not null default 0,
  passes integer not null default 0,
  primary key (place_id, conversation_id, number),
  unique (place_id, contribution_id),
  foreign key (place_id, conversation_id) references conversation (place_id, id),
  foreign key (place_id, contribution_id) references contribution (place_id, id)
);
select protect('statement');

create table voter (
  place_id uuid not null,
  conversation_id uuid not null,
  number integer not null,
  -- Keyed print of the visit or the name it had where it came from; says nothing to who lacks the key.
  print bytea not null,
  primary key (place_id, conversation_id, number),
  unique (place_id, conversation_id, print),
  foreign key (place_id, conversation_id) references conversation (place_id, id)
);
select protect('voter');

-- Every vote as it was given, changed minds included. The last one of a voter on a statement counts.
create table vote (
  place_id uuid not null,
  conversation_id uuid not null,
  -- Order in which votes came, gapless in an imported file.
  turn bigint not null,
  statement integer not null,
  voter integer not null,
  value smallint not null check (value in (-1, 0, 1)),
  at timestamptz not null,
  primary key (place_id, conversation_id, turn),
  foreign key (place_id, conversation_id, statement) references statement (place_id, conversation_id, number),
  foreign key (place_id, conversation_id, voter) references voter (place_id, conversation_id, number)
);
create index vote_of on vote (place_id, conversation_id, voter, statement, turn desc) include (value);
select protect('vote');

-- How far an import has come, so that it can go on where it stopped.
create table import_run (
  place_id uuid not null,
  id uuid not null,
  conversation_id uuid,
  file text not null,
  file_hash bytea not null,
  rows_kept bigint not null,
  rows_refused bigint not null,
  bytes_done bigint not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  primary key (place_id, id),
  unique (place_id, file_hash, file)
);
select protect('import_run');
