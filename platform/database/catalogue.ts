import type { ClientBase } from 'pg';

type Client = Pick<ClientBase, 'query'>;

/** Ordinary and partitioned tables of the schema `public`, with the number of their `place_id` column, if any. */
const tables = `
  select c.oid, c.oid::regclass::text as name, c.relrowsecurity, c.relforcerowsecurity, c.relowner, a.attnum as place
    from pg_class c
    left join pg_attribute a on a.attrelid = c.oid and a.attname = 'place_id' and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

async function faults(client: Client, sql: string): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(sql);
  return rows.map((row) => row.fault);
}

/**
 * Every table with rows of a place has `place_id` not null, first in its primary key and first in every foreign key
 * on both sides, so that a large deployment can be spread by place without changing the schema. The one exception is
 * a reference to a table of the installation, which has no `place_id` to begin with.
 * @returns one sentence for each fault; empty when the proof holds.
 */
export function placeKeyFaults(client: Client): Promise<string[]> {
  return faults(
    client,
    `with t as (${tables})
     select t.name || ': place_id may be null' as fault from t
       join pg_attribute a on a.attrelid = t.oid and a.attnum = t.place and not a.attnotnull
     union all
     select t.name || ': no primary key' from t
      where t.place is not null
        and not exists (select from pg_constraint k where k.conrelid = t.oid and k.contype = 'p')
     union all
     select t.name || ': place_id is not first in the primary key ' || k.conname from t
       join pg_constraint k on k.conrelid = t.oid and k.contype = 'p'
      where t.place is not null and k.conkey[1] <> t.place
     union all
     select t.name || ': place_id is not first in the foreign key ' || k.conname from t
       join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
       left join t r on r.oid = k.confrelid
      where t.place is not null and r.place is not null and (k.conkey[1] <> t.place or k.confkey[1] <> r.place)
     union all
     select t.name || ': belongs to no place but refers to rows of one, ' || k.conname from t
       join pg_constraint k on k.conrelid = t.oid and k.contype = 'f'
       join t r on r.oid = k.confrelid
      where t.place is null and r.place is not null
     order by 1`,
  );
}

/**
 * Every table with rows of a place has row-level security enabled and forced, and each of its policies for the app's
 * role compares `place_id` with `current_place()` for reading and for writing; every other table was shared on
 * purpose; the app's role owns nothing and can do nothing beyond its grants.
 * @returns one sentence for each fault; empty when the proof holds.
 */
export function rowSecurityFaults(client: Client): Promise<string[]> {
  // As PostgreSQL prints it: the comparison alone, or joined by AND to what narrows further.
  const keeps = (clause: string) =>
    `(coalesce(pg_get_expr(${clause}, p.polrelid), '') ~ '^(\\(place_id = current_place\\(\\)\\)$|\\(\\(place_id = current_place\\(\\)\\) AND )')`;
  return faults(
    client,
    `with t as (${tables}), app as (select * from pg_roles where rolname = 'upwell_app')
     select t.name || ': row-level security is not enabled and forced' as fault from t
      where t.place is not null and not (t.relrowsecurity and t.relforcerowsecurity)
     union all
     select t.name || ': no policy lets the app see the rows of its place' from t
      where t.place is not null and not exists (
        select from pg_policy p, app where p.polrelid = t.oid and app.oid = any (p.polroles))
     union all
     select t.name || ': the policy ' || p.polname || ' does not hold rows to their place' from t
       join pg_policy p on p.polrelid = t.oid
      where t.place is not null and p.polpermissive
        and exists (select from app, unnest(p.polroles) r where r = 0 or pg_has_role(app.oid, r, 'member'))
        and not ((p.polcmd = 'a' or ${keeps('p.polqual')})
             and (p.polcmd in ('r', 'd') or (p.polwithcheck is null and p.polcmd <> 'a') or ${keeps('p.polwithcheck')}))
     union all
     select t.name || ': has no place_id and was not shared on purpose' from t
      where t.place is null and not exists (select from shared_table s where s.name = t.name)
        and has_table_privilege('upwell_app', t.oid, 'select, insert, update, delete')
     union all
     select c.oid::regclass::text || ': a view that does not ask for the rights of the one who looks' from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
        and (c.relkind = 'm' or not coalesce(c.reloptions::text[] && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false))
        and has_table_privilege('upwell_app', c.oid, 'select')
     union all
     select 'upwell_app owns ' || c.oid::regclass from pg_class c, app where c.relowner = app.oid
     union all
     select 'upwell_app owns the function ' || f.oid::regprocedure from pg_proc f, app where f.proowner = app.oid
     union all
     select 'upwell_app owns the schema ' || n.nspname from pg_namespace n, app where n.nspowner = app.oid
     union all
     select 'upwell_app may create tables in the schema public' where has_schema_privilege('upwell_app', 'public', 'create')
     union all
     select 'upwell_app has powers it must not have' from app
      where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
     union all
     select 'upwell_app is a member of ' || r.rolname from pg_auth_members m
       join pg_roles r on r.oid = m.roleid join app on app.oid = m.member
     order by 1`,
  );
}

/**
 * No unique index includes a nullable column: two empty values count as different, so a count or a sum that rests on
 * such an index could be taken twice. `nulls not distinct` closes the gap, as does a partial index that excludes null.
 * @returns one sentence for each fault; empty when the proof holds.
 */
export function uniqueIndexFaults(client: Client): Promise<string[]> {
  return faults(
    client,
    `select i.indrelid::regclass || ': the unique index ' || i.indexrelid::regclass || ' includes ' || a.attname ||
            ', which may be null' as fault
       from pg_index i
       join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey::int2[])
      where i.indisunique and not i.indnullsnotdistinct and not a.attnotnull
        and coalesce(pg_get_expr(i.indpred, i.indrelid), '') not like '%(' || quote_ident(a.attname) || ' IS NOT NULL)%'
      order by 1`,
  );
}
