import type { Tx } from '@upwell/platform/database';
import { v7 } from 'uuid';

/** One look at what is held about a person. */
export interface Look {
  placeId: string;
  /** About whom. */
  personId: string;
  subject: { type: string; id: string };
  /** Who looked, and in which role: 'connector', 'organiser', 'installation'. */
  by: { personId: string | null; as: string };
  /** The reason, from the list of the capability: 'introduction', 'safeguarding', 'their-request'. */
  why: string;
  now: Date;
}

/** Notes a look, in the transaction that reads; nobody reads without leaving the note. */
export async function noteLook(tx: Tx, { placeId, personId, subject, by, why, now }: Look): Promise<void> {
  await tx
    .insertInto('looked')
    .values({
      place_id: placeId,
      id: v7(),
      at: now,
      person_id: personId,
      subject_type: subject.type,
      subject_id: subject.id,
      looked_by: by.personId,
      looked_as: by.as,
      why,
    })
    .execute();
}

export interface SeenLook {
  at: Date;
  subject: { type: string; id: string };
  /** Null once the one who looked has been erased. */
  by: { personId: string | null; as: string };
  why: string;
}

/** Who looked at what is held about a person, newest first, for that person to read. Looks of their own are left out. */
export async function whoLooked(
  tx: Tx,
  { placeId, personId, limit = 200 }: { placeId: string; personId: string; limit?: number },
): Promise<SeenLook[]> {
  const rows = await tx
    .selectFrom('looked')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('person_id', '=', personId)
    .where((is) => is.or([is('looked_by', 'is', null), is('looked_by', '!=', personId)]))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    subject: { type: row.subject_type, id: row.subject_id },
    by: { personId: row.looked_by, as: row.looked_as },
    why: row.why,
  }));
}
