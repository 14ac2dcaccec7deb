import type { Database, Tx } from '@upwell/platform/database';
import { type AuditInput, auditRow } from './row.ts';
import type { AuditPersonTable } from './tables.ts';

/**
 * Writes one line in the transaction of the change, so that there is no change without its line and no line without
 * its change. Gives the id of the line.
 */
export async function recordLine(tx: Tx, input: AuditInput): Promise<string> {
  const { line, people } = auditRow(input);
  await Promise.all([
    tx.insertInto('audit_line').values(line).execute(),
    people.length > 0 ? tx.insertInto('audit_person').values(people).execute() : undefined,
  ]);
  return line.id;
}

/** Writes the line of something that was refused, in a short transaction of its own. Gives the id of the line. */
export function recordRefusal(db: Database, input: AuditInput): Promise<string> {
  const scope = { placeId: input.placeId, personId: input.actor.personId ?? null };
  return db.write(scope, (tx) => recordLine(tx, input));
}

/** A line as the person it is about may see it. */
export interface OwnLine {
  id: string;
  at: Date;
  part: AuditPersonTable['part'];
  action: string;
  outcome: string;
}

/** The lines a person acted in or that are about them, oldest first: part of the answer to 'what do you hold on me'. */
export function linesOfPerson(
  tx: Tx,
  { placeId, personId }: { placeId: string; personId: string },
): Promise<OwnLine[]> {
  return tx
    .selectFrom('audit_person as p')
    .innerJoin('audit_line as l', (join) => join.onRef('l.place_id', '=', 'p.place_id').onRef('l.id', '=', 'p.line_id'))
    .select(['l.id', 'l.at', 'p.part', 'l.action', 'l.outcome'])
    .where('p.place_id', '=', placeId)
    .where('p.person_id', '=', personId)
    .orderBy('l.at')
    .orderBy('l.id')
    .execute();
}

/**
 * Cuts every line loose from a person, for erasure. The lines and the chain stay as they are; without the salts
 * nobody can tell any more whose they were. Gives the number of lines cut loose.
 */
export async function forgetPerson(
  tx: Tx,
  { placeId, personId }: { placeId: string; personId: string },
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('audit_person')
    .where('place_id', '=', placeId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}
