import { createHash } from 'node:crypto';
import type { Actor } from '@upwell/platform/access';
import type { Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import type { Problem } from '@upwell/platform/outcome';
import type { NamedOutline } from '../geojson.ts';

/** Answers on the way to a first place. */
export interface Answers {
  /** The owner's code as it was typed, sealed: it is spent with the last answer. */
  code: string;
  name?: string;
  person?: string;
  people?: string;
  outlines?: (string | NamedOutline)[];
  /** What of a file could not be taken. */
  problems?: Problem[];
  languages?: Lang[];
  nickname?: string;
}

/** A draft that nobody came back to is nobody's after this many milliseconds. */
const life = 24 * 60 * 60 * 1000;

const hashOf = ({ visitId }: Pick<Actor, 'visitId'>) => createHash('sha256').update(`draft of ${visitId}`).digest();

/** The draft of this browser visit; null where the code was not given in it. */
export async function draftOf(tx: Tx, actor: Pick<Actor, 'visitId'>, now: Date): Promise<Answers | null> {
  if (actor.visitId === null) return null;
  const row = await tx
    .selectFrom('place_draft')
    .select('answers')
    .where('visit_hash', '=', hashOf(actor))
    .where('used_at', 'is', null)
    .where('created_at', '>', new Date(now.getTime() - life))
    .executeTakeFirst();
  return row ? (row.answers as unknown as Answers) : null;
}

/** Begins a draft, in place of an earlier one of the same visit. */
export async function beginDraft(tx: Tx, actor: Actor, answers: Answers, now: Date): Promise<void> {
  const row = { answers: JSON.stringify(answers) as never, created_at: now, used_at: null };
  await tx
    .insertInto('place_draft')
    .values({ visit_hash: hashOf(actor), ...row })
    .onConflict((conflict) => conflict.column('visit_hash').doUpdateSet(row))
    .execute();
}

export const saveDraft = (tx: Tx, actor: Actor, answers: Answers) =>
  tx
    .updateTable('place_draft')
    .set({ answers: JSON.stringify(answers) as never })
    .where('visit_hash', '=', hashOf(actor))
    .execute();

/** Closes the draft and forgets what was in it. */
export const useDraft = (tx: Tx, actor: Actor, now: Date) =>
  tx
    .updateTable('place_draft')
    .set({ used_at: now, answers: '{}' as never })
    .where('visit_hash', '=', hashOf(actor))
    .execute();
