import { createHash, randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import type { AuditLineTable, AuditPersonTable, Details } from './tables.ts';

/** What happened, as the action pipeline knows it. */
export interface AuditInput {
  placeId: string;
  at: Date;
  /** `kind` is the door or the standing ('visitor', 'person', 'job'); the person is kept apart from the line. */
  actor: { kind: string; personId?: string | null };
  /** The rule's own name, a sentence of the code. */
  rule: string;
  /** `<capability>.<verb>` */
  action: string;
  /** 'done', or the code of the refusal. */
  outcome: string;
  subject?: { type: string; id: string } | null;
  details?: Details;
}

export interface AuditRows {
  line: AuditLineTable;
  /** The people the line is about, at most two: who acted, and who it was done to. */
  people: AuditPersonTable[];
}

const code = /^[A-Za-z][A-Za-z0-9]*([._:-][A-Za-z0-9]+)*$/;
const name = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;

/**
 * Refuses what could be words of a person: a detail is a code of ours, a whole number, or yes and no.
 * @throws TypeError naming the detail; this is a mistake in the code that records, not in what was typed.
 */
export function checkDetails(details: Details): Details {
  for (const [key, value] of Object.entries(details)) {
    const fits =
      name.test(key) &&
      (typeof value === 'boolean' ||
        (typeof value === 'number' && Number.isSafeInteger(value)) ||
        (typeof value === 'string' && value.length <= 60 && code.test(value)));
    if (!fits) throw new TypeError(`An audit line takes codes and whole numbers only; look at the detail '${key}'.`);
  }
  return details;
}

/**
 * The proof that a line is about a person: sha256 of a salt that is used once and the person's id. Whoever has the
 * salt can show who it was; once the salt is gone nobody can, and two lines of one person look unrelated to a stranger.
 */
export const personMark = (salt: Buffer, personId: string): Buffer =>
  createHash('sha256').update('upwell audit person 1\n').update(salt).update(personId.toLowerCase()).digest();

/**
 * Makes the rows of one line without touching the database, for whoever inserts several things in one statement.
 * A subject of the type 'person' is kept apart like the actor. Ids and salts are random, nothing else is.
 */
export function auditRow(input: AuditInput): AuditRows {
  const { placeId, actor, subject } = input;
  const id = v7();
  const people: AuditPersonTable[] = [];
  const mark = (part: AuditPersonTable['part'], personId: string): Buffer => {
    const salt = randomBytes(16);
    people.push({ place_id: placeId, line_id: id, part, person_id: personId, salt });
    return personMark(salt, personId);
  };
  const aboutPerson = subject?.type === 'person';
  return {
    line: {
      place_id: placeId,
      id,
      at: input.at,
      actor_kind: actor.kind,
      actor_mark: actor.personId ? mark('actor', actor.personId) : null,
      rule: input.rule,
      action: input.action,
      outcome: input.outcome,
      subject_type: subject?.type ?? null,
      subject_id: subject && !aboutPerson ? subject.id : null,
      subject_mark: subject && aboutPerson ? mark('subject', subject.id) : null,
      details: checkDetails(input.details ?? {}),
    },
    people,
  };
}
