-- A request that comes twice is answered once: the first outcome is kept and given again.
create table idempotency (
  place_id uuid not null,
  key text not null check (length(key) between 1 and 100),
  action text not null check (length(action) <= 100),
  body_hash bytea not null check (octet_length(body_hash) <= 64),
  -- Whoever asked: a person, or a browser visit. An outcome is never given to anyone else.
  actor_ref text check (length(actor_ref) <= 200),
  outcome jsonb,
  made_at timestamptz not null,
  primary key (place_id, key)
);
create index idempotency_age on idempotency (place_id, made_at);
select protect('idempotency');
