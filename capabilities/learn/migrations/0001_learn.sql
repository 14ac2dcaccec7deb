-- A statement that something changed, with everything needed to judge it. Figures are kept as they were reported, in
-- words: a number that cannot be read as one cannot be summed, averaged or ranked by mistake.
create table claim (
  place_id uuid not null,
  id uuid not null,
  statement text not null check (length(statement) between 1 and 300),
  shown text check (length(shown) between 1 and 80),
  level text not null check (level in ('told', 'counted', 'compared', 'tested')),
  -- How the figure came about: somebody saw it, or it was worked out.
  made text not null check (made in ('observed', 'modelled', 'projected')),
  kind text not null check (kind in ('change', 'return-ratio')),
  -- Null: base not given.
  base bigint check (base between 0 and 1000000000),
  base_of text check (length(base_of) <= 200),
  comparator text check (length(comparator) between 1 and 1000),
  method text check (length(method) between 1 and 2000),
  period text not null check (length(period) between 1 and 200),
  horizon text check (length(horizon) <= 200),
  beneficiary text check (length(beneficiary) <= 200),
  source text not null check (length(source) between 1 and 500),
  caveat text check (length(caveat) <= 2000),
  -- A claim about some of a whole says both figures, or is not made (rule 5).
  whole_of text check (length(whole_of) between 1 and 200),
  whole_base bigint check (whole_base between 1 and 1000000000),
  whole_shown text check (length(whole_shown) between 1 and 80),
  said_by text not null check (length(said_by) between 1 and 200),
  retracted_at timestamptz,
  retracted_because text check (length(retracted_because) between 1 and 2000),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  check (level <> 'compared' or comparator is not null),
  check (level <> 'tested' or method is not null),
  check (made = 'observed' or (level = 'told' and method is not null)),
  check (kind = 'change' or (horizon is not null and beneficiary is not null)),
  check (num_nulls(whole_of, whole_base, whole_shown) in (0, 3)),
  check (whole_base is null or (shown is not null and base is not null and base < whole_base)),
  check ((retracted_at is null) = (retracted_because is null))
);
create index claim_by_time on claim (place_id, id desc);
select protect('claim');
