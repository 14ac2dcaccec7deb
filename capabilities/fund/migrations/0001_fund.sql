-- Money with a purpose: who holds it, who decides, what it may ask of people, and who goes on when it ends.
create table fund (
  place_id uuid not null,
  id uuid not null,
  name text not null check (length(name) between 1 and 200),
  purpose text not null check (length(purpose) between 1 and 5000),
  total_pence bigint not null check (total_pence between 1 and 100000000000),
  least_pence bigint not null check (least_pence >= 1),
  most_pence bigint not null,
  holder_words text not null check (length(holder_words) between 1 and 200),
  holder_group uuid,
  decider_words text not null check (length(decider_words) between 1 and 200),
  decider_group uuid,
  -- Minutes it takes to ask, and to report back.
  ask_minutes integer not null check (ask_minutes between 0 and 100000),
  report_minutes integer not null check (report_minutes between 0 and 100000),
  -- Most minutes of both per £1,000, at the smallest award.
  cap_minutes integer not null check (cap_minutes between 1 and 100000),
  opened_on date not null,
  ends_on date,
  -- Who goes on when it ends.
  continues_with text check (length(continues_with) between 1 and 200),
  closed_at timestamptz,
  closed_because text check (length(closed_because) between 1 and 5000),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  check (least_pence <= most_pence and most_pence <= total_pence),
  check (ends_on is null or continues_with is not null),
  check ((ask_minutes + report_minutes)::bigint * 100000 <= cap_minutes * least_pence),
  check ((closed_at is null) = (closed_because is null))
);
select protect('fund');

create table award (
  place_id uuid not null,
  id uuid not null,
  fund_id uuid not null,
  to_words text not null check (length(to_words) between 1 and 200),
  to_group uuid,
  -- A group without papers of its own is welcome: another body holds the money for it.
  constituted boolean not null,
  host_words text check (length(host_words) between 1 and 200),
  for_what text not null check (length(for_what) between 1 and 2000),
  own_goals text check (length(own_goals) <= 5000),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, id) references record (place_id, id),
  foreign key (place_id, fund_id) references fund (place_id, id),
  check (constituted or host_words is not null)
);
create index award_of on award (place_id, fund_id, id);
select protect('award');

-- The open ledger. Nothing in it is ever changed: what was wrong is put right by another line.
create table ledger_line (
  place_id uuid not null,
  id uuid not null,
  award_id uuid not null,
  fund_id uuid not null,
  kind text not null check (kind in ('promised', 'paid', 'spent', 'returned', 'reinvested')),
  pence bigint not null check (pence <> 0 and pence between -100000000000 and 100000000000),
  day date not null,
  note text check (length(note) <= 1000),
  corrects uuid,
  by_words text not null check (length(by_words) between 1 and 200),
  made_at timestamptz not null,
  made_by uuid,
  primary key (place_id, id),
  foreign key (place_id, award_id) references award (place_id, id),
  foreign key (place_id, fund_id) references fund (place_id, id),
  foreign key (place_id, corrects) references ledger_line (place_id, id),
  -- Only a line that puts another right may take away, and it says why.
  check (pence > 0 or corrects is not null),
  check (corrects is null or note is not null)
);
create index ledger_of_award on ledger_line (place_id, award_id, made_at, id);
create index ledger_of_fund on ledger_line (place_id, fund_id, made_at, id);
select protect('ledger_line', 'append');

-- The sums are held here too: whoever writes a line waits for the others of the same fund, and no line can make
-- them untrue. Actions ask first and refuse in words; this is for whatever does not ask.
create function ledger_holds() returns trigger language plpgsql as $$
declare
  total bigint; promised bigint; paid bigint; used bigint; least bigint; in_fund bigint;
begin
  select total_pence into total from fund where place_id = new.place_id and id = new.fund_id for update;
  select coalesce(sum(pence) filter (where kind = 'promised'), 0),
         coalesce(sum(pence) filter (where kind = 'paid'), 0),
         coalesce(sum(pence) filter (where kind in ('spent', 'returned', 'reinvested')), 0)
    into promised, paid, used from ledger_line where place_id = new.place_id and award_id = new.award_id;
  select min(each) into least from (
    select sum(pence) as each from ledger_line where place_id = new.place_id and award_id = new.award_id group by kind
  ) kinds;
  select coalesce(sum(pence) filter (where kind = 'promised'), 0) - coalesce(sum(pence) filter (where kind = 'returned'), 0)
    into in_fund from ledger_line where place_id = new.place_id and fund_id = new.fund_id;
  if least < 0 or paid > promised or used > paid or in_fund > total then
    raise exception 'the ledger would not add up';
  end if;
  return null;
end $$;
create trigger ledger_line_adds_up after insert on ledger_line for each row execute function ledger_holds();
