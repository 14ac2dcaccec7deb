-- What a community chose to work on, and by which method.
create table priority (
  place_id uuid not null,
  id uuid not null,
  title text not null check (length(title) between 1 and 300),
  why text check (length(why) <= 5000),
  method text not null check (method in ('talked-through', 'dots', 'ranking', 'consent', 'vote')),
  chosen_by text not null check (length(chosen_by) between 1 and 200),
  -- How many took part in choosing; null where nobody counted.
  people integer check (people >= 0),
  chosen_on date not null,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id)
);
select protect('priority');

-- An open meeting of a body: papers ahead, a link, and a telephone number to challenge by.
create table meeting (
  place_id uuid not null,
  id uuid not null,
  title text not null check (length(title) between 1 and 300),
  body_words text not null check (length(body_words) between 1 and 200),
  group_id uuid,
  held_on date not null,
  starts_at time not null,
  minutes integer not null check (minutes between 15 and 720),
  venue text not null check (length(venue) between 1 and 300),
  link text check (length(link) <= 2000 and link ~ '^https://'),
  phone text not null check (length(phone) between 5 and 60),
  about text check (length(about) <= 5000),
  -- The conversation that takes challenges to it.
  challenges uuid not null,
  recording text check (length(recording) <= 2000 and recording ~ '^https://'),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, group_id) references groups (place_id, id),
  foreign key (place_id, challenges) references record (place_id, id)
);
create index meeting_by_day on meeting (place_id, held_on desc, id desc);
create index meeting_challenges on meeting (place_id, challenges);
select protect('meeting');

create table paper (
  place_id uuid not null,
  id uuid not null,
  meeting_id uuid not null,
  title text not null check (length(title) between 1 and 300),
  summary text not null check (length(summary) between 1 and 2000),
  text text check (length(text) <= 40000),
  asks text check (length(asks) <= 2000),
  published_on date not null,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, meeting_id) references meeting (place_id, id)
);
create index paper_of on paper (place_id, meeting_id, made_at);
select protect('paper');

-- Question, options, inputs, who decided with which level of power, why, when.
create table decision (
  place_id uuid not null,
  id uuid not null,
  question text not null check (length(question) between 1 and 300),
  framing text check (length(framing) <= 5000),
  options text[] not null default '{}' check (cardinality(options) <= 40),
  decided text not null check (length(decided) between 1 and 1000),
  reason text not null check (length(reason) between 1 and 5000),
  decided_by text not null check (length(decided_by) between 1 and 200),
  group_id uuid,
  -- Who sat at the table, one line for each seat; roles, never names.
  seats text[] not null default '{}' check (cardinality(seats) <= 100),
  power text not null check (power in ('told', 'consulted', 'advise', 'together', 'community')),
  -- The conversation whose level of power it was locked to; null where none is behind it.
  conversation_id uuid,
  meeting_id uuid,
  decided_on date not null,
  review_on date,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, group_id) references groups (place_id, id),
  foreign key (place_id, conversation_id) references record (place_id, id),
  foreign key (place_id, meeting_id) references meeting (place_id, id),
  check (review_on is null or review_on > decided_on)
);
create index decision_of_meeting on decision (place_id, meeting_id) where meeting_id is not null;
select protect('decision');

-- Inputs that came by other ways than this site, typed by whose voice they are (GO07). A decision's or a paper's.
create table involvement (
  place_id uuid not null,
  id uuid not null,
  record_id uuid not null,
  who text not null check (length(who) between 1 and 200),
  source text not null check (source in ('direct', 'group', 'council', 'charity', 'professional')),
  number integer check (number between 1 and 10000000),
  note text check (length(note) <= 1000),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, record_id) references record (place_id, id)
);
create index involvement_of on involvement (place_id, record_id, made_at, id);
select protect('involvement', 'append');

-- One promise: who owes it, by which day, how it stands. How it came to stand so is in the history.
create table commitment (
  place_id uuid not null,
  id uuid not null,
  promise text not null check (length(promise) between 1 and 1000),
  owner text not null check (length(owner) between 1 and 200),
  group_id uuid,
  owed_to text check (length(owed_to) <= 200),
  due_on date not null,
  state text not null check (state in ('open', 'kept', 'slipped', 'renegotiated', 'handed-on', 'dropped')),
  settled_on date,
  made_on date not null,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, group_id) references groups (place_id, id),
  check ((state in ('kept', 'dropped')) = (settled_on is not null))
);
create index commitment_of_group on commitment (place_id, group_id) where group_id is not null and settled_on is null;
create index commitment_by_state on commitment (place_id, state, due_on, id);
select protect('commitment');
