import type { Client } from 'pg';

/** A table of Upwell's own; the queue's tables are made anew at the start. */
export interface TableFacts {
  name: string;
  /** In order, computed ones left out. */
  columns: string[];
}

/** What a restore must not touch: it says what the database itself is. */
const kept = ['migration', 'shared_table'];

/** Every table with rows to keep, parents before children, so that foreign keys hold while they are filled. */
export async function tablesInOrder(client: Client): Promise<TableFacts[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname order by c.relname`);
  const { rows: keys } = await client.query<{ child: string; parent: string }>(`
    select distinct child.relname as child, parent.relname as parent
    from pg_constraint k
    join pg_class child on child.oid = k.conrelid
    join pg_class parent on parent.oid = k.confrelid
    where k.contype = 'f' and child.oid <> parent.oid`);
  const waiting = new Map(rows.filter(({ name }) => !kept.includes(name)).map((table) => [table.name, table]));
  const ordered: TableFacts[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter(
      ({ name }) => !keys.some(({ child, parent }) => child === name && waiting.has(parent)),
    );
    if (free.length === 0)
      throw new Error(`Tables refer to each other in a circle: ${[...waiting.keys()].join(', ')}.`);
    for (const table of free) {
      ordered.push(table);
      waiting.delete(table.name);
    }
  }
  return ordered;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Names of the migrations that made the tables what they are. */
export async function migrationsOf(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('select name from migration order by name');
  return rows.map(({ name }) => name);
}
