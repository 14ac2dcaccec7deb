-- What every table stands on: who may see which row.

-- The app's role may use the schema but make nothing in it.
revoke create on schema public from public;
grant usage on schema public to upwell_app;

-- The place whose rows this transaction may see; null, and so no row at all, when nobody has said.
create function current_place() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('upwell.place', true), '')::uuid;

-- The person acting in this transaction, or null.
create function current_person() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('upwell.person', true), '')::uuid;

-- Tables that belong to the installation and to no place, with the reason in the migration that shares them.
create table shared_table (
  name text primary key,
  mode text not null check (mode in ('full', 'append', 'read'))
);

create function grant_mode(target regclass, mode text) returns void
  language plpgsql as $$
begin
  execute format('revoke all on %s from upwell_app', target);
  case mode
    when 'full' then execute format('grant select, insert, update, delete on %s to upwell_app', target);
    when 'append' then execute format('grant select, insert on %s to upwell_app', target);
    when 'read' then execute format('grant select on %s to upwell_app', target);
    else raise exception 'protect: mode is full, append or read, not %', mode;
  end case;
end $$;

-- Closes a table of a place: rows are seen and written only by transactions of their own place.
-- The owner, who runs migrations and backups and never a request, sees every row.
create function protect(target regclass, mode text default 'full') returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('drop policy if exists of_its_place on %s', target);
  execute format(
    'create policy of_its_place on %s to upwell_app using (place_id = current_place()) with check (place_id = current_place())',
    target);
  execute format('drop policy if exists owner_upkeep on %s', target);
  execute format('create policy owner_upkeep on %s to current_user using (true) with check (true)', target);
  perform grant_mode(target, mode);
end $$;

-- Opens a table of the installation (it has no place_id) to the app's role and notes that this was meant.
create function share(target regclass, mode text default 'full') returns void
  language plpgsql as $$
begin
  perform grant_mode(target, mode);
  insert into shared_table (name, mode) values (target::text, mode)
    on conflict (name) do update set mode = excluded.mode;
end $$;

-- Lets the app's role use a schema kept by a library, such as the queue.
create function share_schema(name text) returns void
  language plpgsql as $$
begin
  execute format('grant usage on schema %I to upwell_app', name);
  execute format('grant select, insert, update, delete on all tables in schema %I to upwell_app', name);
  execute format('grant usage, select on all sequences in schema %I to upwell_app', name);
  execute format('grant execute on all functions in schema %I to upwell_app', name);
  execute format('alter default privileges in schema %I grant select, insert, update, delete on tables to upwell_app', name);
  execute format('alter default privileges in schema %I grant usage, select on sequences to upwell_app', name);
  execute format('alter default privileges in schema %I grant execute on functions to upwell_app', name);
end $$;

revoke execute on function grant_mode(regclass, text), protect(regclass, text), share(regclass, text), share_schema(text)
  from public;

select share('shared_table', 'read');
select share('migration', 'read');
