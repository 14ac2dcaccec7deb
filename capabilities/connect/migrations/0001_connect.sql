-- What is here: places, skills, passions, networks, and movements from outside. A private gift is sealed whole.
create table asset (
  place_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('place', 'skill', 'passion', 'network', 'outside')),
  -- 'connectors': nobody else ever sees it, on no page, in no search, in no feed.
  visibility text not null check (visibility in ('public', 'connectors')),
  title text check (length(title) between 1 and 200),
  about text check (length(about) <= 3000),
  venue text check (length(venue) <= 300),
  -- Who looks after it, and on what terms it can be used.
  custodian text check (length(custodian) <= 200),
  terms text check (length(terms) <= 1000),
  hours text check (length(hours) <= 300),
  -- All of the above for a private gift.
  sealed bytea,
  -- Address of whoever looks after it, sealed: told of introductions, shown to nobody.
  contact bytea,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  check ((visibility = 'public') = (title is not null)),
  check ((visibility = 'public') = (sealed is null)),
  check (visibility = 'public' or coalesce(about, venue, custodian, terms, hours) is null)
);
create index asset_latest on asset (place_id, visibility, made_at desc, id desc);
select protect('asset');

-- A warm introduction. Everything the person agreed to is sealed; what stands open says nothing about them.
-- It has a head on the thread only once it has travelled, so a draft is nobody's business and no count.
create table introduction (
  place_id uuid not null,
  id uuid not null,
  target_kind text not null check (target_kind in ('asset', 'group', 'activity')),
  target_id uuid not null,
  state text not null check (state in ('draft', 'held', 'waiting', 'met', 'not-met', 'withdrawn')),
  -- The role of whoever introduces, in words; null: people introduce themselves.
  by_words text check (length(by_words) <= 120),
  -- Nickname, agreed facts, wish, address and code, sealed together.
  details bytea,
  code_print bytea not null,
  lang text not null,
  -- How the other side was told; null until it has travelled.
  other_told text check (other_told in ('email', 'sms', 'in-person')),
  sent_at timestamptz,
  check_on date,
  asked_at timestamptz,
  outcome_at timestamptz,
  outcome_by text check (outcome_by in ('person', 'connector')),
  gap_id uuid,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  check ((state = 'withdrawn') = (details is null)),
  check ((state in ('waiting', 'met', 'not-met')) <= (sent_at is not null))
);
create index introduction_code on introduction (place_id, code_print);
create index introduction_due on introduction (place_id, state, check_on, id);
create index introduction_target on introduction (place_id, target_id, state);
create index introduction_mine on introduction (place_id, made_by, made_at desc) where made_by is not null;
select protect('introduction');

-- What is wished for and not there yet, in words for everybody to read.
create table gap (
  place_id uuid not null,
  id uuid not null,
  words text not null check (length(words) between 1 and 300),
  state text not null check (state in ('open', 'answered')),
  -- How whoever wished is told when something comes of it; sealed.
  channel text check (channel in ('email', 'sms')),
  address bytea,
  lang text not null,
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  check ((channel is null) = (address is null))
);
create index gap_open on gap (place_id, state, made_at desc, id desc);
select protect('gap');
