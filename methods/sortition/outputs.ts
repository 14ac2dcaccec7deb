import type { Person } from './model.ts';
import type { Pool } from './read/pool.ts';

export interface OutputLists {
  /** Everyone selected, with every column of the pool file. */
  readonly selected: string;
  /** Not selected, and sharing no address with someone selected: who may be asked to stand in. */
  readonly remaining: string;
  /** Not selected, but at the address of someone selected. */
  readonly sameAddress: string;
}

/** CSV lists to hand out, UTF-8 with a BOM so that spreadsheets open them, rows in the order of the pool file. */
export function outputLists(pool: Pool, selected: readonly string[]): OutputLists {
  const chosen = new Set(selected);
  const homes = new Set(pool.people.filter((p) => chosen.has(p.id)).flatMap((p) => p.household ?? []));
  const list = (keep: (person: Person) => boolean) => {
    const lines = pool.people
      .filter(keep)
      .map((person) => pool.header.map((name) => quoted(pool.rows.get(person.id)?.[name] ?? '')).join(','));
    return `\ufeff${[pool.header.map(quoted).join(','), ...lines].join('\r\n')}\r\n`;
  };
  const near = (p: Person) => p.household !== undefined && homes.has(p.household);
  return {
    selected: list((p) => chosen.has(p.id)),
    remaining: list((p) => !chosen.has(p.id) && !near(p)),
    sameAddress: list((p) => !chosen.has(p.id) && near(p)),
  };
}

/** A cell that starts like a formula is led by an apostrophe, so that no spreadsheet runs it. */
function quoted(cell: string): string {
  const safe = /^[=+@\t]|^-(?!\d)/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
