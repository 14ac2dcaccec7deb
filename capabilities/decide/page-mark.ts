/** Where a page goes on: after this day and record. */
export interface Mark {
  day: string;
  id: string;
}

/** Reads `<day>_<id>` from an address. Null for a first page; 'wrong' for a day or an id that cannot be. */
export function readMark(before: string | undefined): Mark | null | 'wrong' {
  if (before === undefined) return null;
  const [, day, id] = /^(\d{4}-\d{2}-\d{2})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(before) ?? [];
  if (!day || !id) return 'wrong';
  const date = new Date(`${day}T00:00:00Z`);
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && day >= '1900-01-01';
  return real ? { day, id } : 'wrong';
}
