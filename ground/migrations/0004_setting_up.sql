-- Answers on the way to a first place, kept between question pages. Belongs to one browser visit, whose id is hashed.
create table place_draft (
  visit_hash bytea primary key check (octet_length(visit_hash) = 32),
  answers jsonb not null default '{}' check (jsonb_typeof(answers) = 'object' and octet_length(answers::text) <= 12000000),
  created_at timestamptz not null,
  used_at timestamptz
);
-- Shared: there is no place yet that it could belong to.
select share('place_draft');
