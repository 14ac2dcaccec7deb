import { impliedBy, isPower, type Power } from '@upwell/platform/access';
import type { Tx } from '@upwell/platform/database';
import { isLang, type Lang } from '@upwell/platform/i18n';
import { sql } from 'kysely';

/** What a person may do here, from the roles they hold today. */
export interface Standing {
  /** In the whole place, implied powers included. */
  powers: ReadonlySet<Power>;
  /** In single groups, programmes and nested places: their id → powers. A nested place's powers reach the places inside it. */
  groupPowers: ReadonlyMap<string, ReadonlySet<Power>>;
  /** The language they asked to be spoken to in. */
  lang: Lang | null;
}

interface StandingRow {
  lang: string | null;
  home: string | null;
  powers: string[] | null;
  whole: boolean;
}

/**
 * The powers of a person, in one query: roles not ended, whose term holds today in the time of the place. A role in a
 * nested place counts for every place inside it.
 * @returns null when there is no such person here, or they were shut out or forgotten: a visitor then
 */
export async function powersOf(tx: Tx, personId: string, now: Date): Promise<Standing | null> {
  const { rows } = await sql<StandingRow>`
    with recursive today as (
      select (${now}::timestamptz at time zone root.time_zone)::date as day, root.id
        from place root where root.parent_id is null
    ), held as (
      select coalesce(r.group_id, r.programme_id, r.in_place) as home, r.powers, r.in_place
        from role r, today
       where r.person_id = ${personId} and r.ended_at is null
         and r.term_start <= today.day and (r.term_end is null or r.term_end >= today.day)
    ), reach as (
      select held.home, held.powers, held.in_place from held
      union
      select inner_place.id, reach.powers, inner_place.id
        from reach join place inner_place on inner_place.parent_id = reach.in_place
       where reach.in_place <> (select id from today)
    )
    select person.lang, reach.home, reach.powers, coalesce(reach.home = (select id from today), false) as whole
      from person left join reach on true
     where person.id = ${personId} and person.removed_at is null and person.forgotten_at is null`.execute(tx);
  const first = rows[0];
  if (!first) return null;
  const powers = new Set<Power>();
  const groupPowers = new Map<string, Set<Power>>();
  for (const { home, powers: held, whole } of rows) {
    if (home === null || held === null) continue;
    const into = whole ? powers : (groupPowers.get(home) ?? new Set<Power>());
    for (const power of held.filter(isPower)) for (const implied of impliedBy(power)) into.add(implied);
    if (!whole && into.size > 0) groupPowers.set(home, into);
  }
  return { powers, groupPowers, lang: isLang(first.lang) ? first.lang : null };
}
