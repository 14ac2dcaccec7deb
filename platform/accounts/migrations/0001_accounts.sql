-- Who can sign in, by which proof, and the sessions that follow. An account belongs to the installation (one mailbox
-- may be known in two places); a session, a challenge and the person behind an account belong to one place.

create table account (
  id uuid primary key,
  -- Better Auth wants one for everybody; who has none gets a name under .invalid, which nobody can type or receive at.
  email text not null unique check (char_length(email) between 3 and 320),
  email_proved boolean not null default false,
  name text not null default '' check (char_length(name) <= 200),
  image text check (image is null),
  -- How many places know this account; the last one to forget it erases it.
  links integer not null default 0 check (links >= 0),
  blocked_at timestamptz,
  -- Sessions begun at or before this moment are over, in every place at once.
  sessions_from timestamptz not null default 'epoch',
  created_at timestamptz not null,
  updated_at timestamptz not null
);
select share('account');

create table account_phone (
  account_id uuid primary key references account (id) on delete cascade,
  phone text not null unique check (phone ~ '^\+[1-9][0-9]{6,14}$'),
  proved_at timestamptz not null
);
select share('account_phone');

-- A subject at an OpenID Connect provider. Its tokens are used once and never kept.
create table account_identity (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  provider_id text not null check (char_length(provider_id) between 1 and 60),
  subject text not null check (char_length(subject) between 1 and 1000),
  access_token text check (access_token is null),
  refresh_token text check (refresh_token is null),
  id_token text check (id_token is null),
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text check (char_length(scope) <= 2000),
  password text check (password is null),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, subject)
);
create index account_identity_of on account_identity (account_id);
select share('account_identity');

create table account_passkey (
  id uuid primary key,
  account_id uuid not null references account (id) on delete cascade,
  -- The host it was made for: browsers offer it nowhere else.
  rp_id text not null check (char_length(rp_id) <= 255),
  credential_id text not null unique check (char_length(credential_id) <= 1400),
  public_key bytea not null check (octet_length(public_key) <= 4096),
  counter bigint not null check (counter >= 0),
  transports text[] not null default '{}',
  backed_up boolean not null,
  label text not null check (char_length(label) between 1 and 80),
  created_at timestamptz not null,
  used_at timestamptz
);
create index account_passkey_of on account_passkey (account_id);
select share('account_passkey');

create table account_person (
  place_id uuid not null,
  account_id uuid not null references account (id) on delete cascade,
  person_id uuid not null,
  created_at timestamptz not null,
  primary key (place_id, account_id),
  unique (place_id, person_id)
);
select protect('account_person');

-- Better Auth writes these two without knowing of places: the transaction's own place fills place_id.
create table account_session (
  place_id uuid not null default current_place(),
  id uuid not null,
  token text not null check (char_length(token) between 20 and 200),
  account_id uuid not null references account (id) on delete cascade,
  user_agent text check (char_length(user_agent) <= 500),
  ip_address text check (ip_address is null or ip_address = ''),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (place_id, id),
  unique (place_id, token)
);
create index account_session_of on account_session (place_id, account_id);
select protect('account_session');

create table account_verification (
  place_id uuid not null default current_place(),
  id uuid not null,
  identifier text not null,
  value text not null check (char_length(value) <= 20000),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (place_id, id)
);
create index account_verification_by on account_verification (place_id, identifier);
select protect('account_verification');

-- One try at proving something: a code sent, or a question to a passkey.
create table account_challenge (
  place_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('email', 'phone', 'passkey', 'add-email', 'add-phone', 'add-passkey')),
  handle_hash bytea not null,
  address text check (char_length(address) <= 320),
  code_hash bytea,
  link_hash bytea,
  question text check (char_length(question) <= 200),
  account_id uuid references account (id) on delete cascade,
  return_to text not null check (char_length(return_to) <= 2000),
  guesses_left integer not null check (guesses_left >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  spent_at timestamptz,
  primary key (place_id, id)
);
create index account_challenge_by_handle on account_challenge (place_id, handle_hash);
create index account_challenge_by_link on account_challenge (place_id, link_hash);
select protect('account_challenge');

-- Counts per window, across all places: bombing one mailbox through many places is still bombing it.
create table account_limit (
  key bytea not null,
  window_start timestamptz not null,
  taken integer not null,
  expires_at timestamptz not null,
  primary key (key, window_start)
);
create index account_limit_old on account_limit (expires_at);
select share('account_limit');

create table owner_claim (
  -- 'installation', or the id of the place it makes an owner of.
  subject text primary key check (char_length(subject) <= 60),
  code_hash bytea not null,
  created_at timestamptz not null,
  claimed_at timestamptz
);
select share('owner_claim');
