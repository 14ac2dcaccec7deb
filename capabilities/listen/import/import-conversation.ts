import type { ReadStatements, ReadVotes } from '@upwell/deliberation';
import type { Database, Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';
import { count, dayOf, register, rowOf } from '@upwell/thread';
import { sql } from 'kysely';
import type { ClientBase } from 'pg';
import { v7 as newId } from 'uuid';
import { addDays, type PowerLevel, STANDING_PROMISE_DAYS } from '../model.ts';
import { copyRows } from './copy-rows.ts';
import { turnOrder } from './turn-order.ts';
import '../tables.ts';

/** What a conversation needs to be opened here and an export does not say. */
export interface ImportTerms {
  question: string;
  about: string | null;
  host: string;
  canChange: string;
  power: PowerLevel;
  /** Calendar day; four weeks from now when left out. */
  replyDue: string | null;
  lang: string;
  /** Where it comes from and its licence, shown wherever it is. */
  sourceWords: string | null;
}

export interface ImportParts {
  db: Database;
  sealer: Sealer;
  placeId: string;
  timeZone: string;
  now: Date;
  file: string;
  fileHash: Buffer;
  statements: ReadStatements;
  votes: ReadVotes;
  terms: ImportTerms;
  /** Votes kept so far, of all. */
  progress(done: number, all: number): void;
  /** Votes in one transaction: what is lost at most when the machine goes. */
  batch?: number;
}

export interface Imported {
  conversationId: string;
  statements: number;
  voters: number;
  votes: number;
  /** The import was there before, whole or in part. */
  resumed: boolean;
}

/** What a voter's name in the source is fingerprinted for. */
export const voterContext = (placeId: string, conversationId: string) => `voter:${placeId}:${conversationId}`;

/**
 * Brings a conversation in, in bulk: statements, voters and every vote as it was given. It can be stopped at any
 * moment and goes on where it was; run again on the same files it does nothing.
 */
export async function importConversation(parts: ImportParts): Promise<Imported> {
  const { db, placeId, votes, progress, batch = 50_000 } = parts;
  const before = await runOf(parts);
  const run = before ?? (await begin(parts));
  const all = votes.log.size;
  const order = turnOrder(votes.log);
  const numbers = new Map(numbersOf(parts).map(({ id, number }) => [id, number]));
  for (let done = run.rowsKept; done < all; done = Math.min(all, done + batch)) {
    const end = Math.min(all, done + batch);
    await db.bulk({ placeId }, async (tx, client) => {
      await copyVotes(client, parts, { conversationId: run.conversationId, order, numbers }, done, end);
      await count(tx, placeId, run.conversationId, 'vote', end - done);
      await tx
        .updateTable('import_run')
        .set({ rows_kept: end })
        .where('place_id', '=', placeId)
        .where('id', '=', run.id)
        .execute();
    });
    progress(end, all);
  }
  await db.bulk({ placeId }, async (tx) => {
    await countStatements(tx, placeId, run.conversationId);
    await tx
      .updateTable('import_run')
      .set({ finished_at: parts.now })
      .where('place_id', '=', placeId)
      .where('id', '=', run.id)
      .where('finished_at', 'is', null)
      .execute();
  });
  return {
    conversationId: run.conversationId,
    statements: numbersOf(parts).length,
    voters: votes.log.people.length,
    votes: all,
    resumed: before !== null,
  };
}

interface Run {
  id: string;
  conversationId: string;
  rowsKept: number;
}

/** The run of these very files in this place, if there was one. */
export async function runOf({
  db,
  placeId,
  fileHash,
}: Pick<ImportParts, 'db' | 'placeId' | 'fileHash'>): Promise<Run | null> {
  const row = await db.read({ placeId }, (tx) =>
    tx
      .selectFrom('import_run')
      .select(['id', 'conversation_id', 'rows_kept'])
      .where('place_id', '=', placeId)
      .where('file_hash', '=', fileHash)
      .executeTakeFirst(),
  );
  return row?.conversation_id ? { id: row.id, conversationId: row.conversation_id, rowsKept: row.rows_kept } : null;
}

/** Every statement that is listed or voted on, with its number here: its own id where that is a number. */
export function numbersOf({ statements, votes }: Pick<ImportParts, 'statements' | 'votes'>): StatementRow[] {
  const listed = new Map(statements.statements.map((statement) => [statement.id, statement]));
  const ids = [...new Set([...listed.keys(), ...votes.log.statements])];
  const whole = ids.every((id) => /^\d{1,9}$/.test(id));
  return ids.map((id, index) => ({
    id,
    number: whole ? Number(id) : index,
    text: listed.get(id)?.text.trim() || '—',
    moderated: listed.get(id)?.moderated ?? 0,
  }));
}

interface StatementRow {
  id: string;
  number: number;
  text: string;
  moderated: 1 | 0 | -1;
}

/** The conversation, its statements and its voters, in one transaction. */
async function begin(parts: ImportParts): Promise<Run> {
  const { db, sealer, placeId, now, timeZone, terms, votes, statements, file, fileHash } = parts;
  const conversationId = newId();
  const runId = newId();
  const today = dayOf(now, timeZone);
  const replyDue = terms.replyDue ?? addDays(today, STANDING_PROMISE_DAYS);
  await db.bulk({ placeId }, async (tx, client) => {
    await register(tx, {
      placeId,
      id: conversationId,
      type: 'conversation',
      step: 'said',
      title: terms.question,
      line: terms.canChange,
      state: 'open',
      onDay: today,
      dueOn: replyDue,
      owedBy: terms.host,
      now,
    });
    await tx
      .insertInto('conversation')
      .values({
        place_id: placeId,
        id: conversationId,
        question: terms.question.slice(0, 300),
        about: terms.about?.slice(0, 5000) ?? null,
        kind: 'statements',
        purpose: 'say',
        stage: 'before-decision',
        host_words: terms.host,
        host_group: null,
        can_change: terms.canChange,
        power: terms.power,
        opened_on: today,
        closes_on: null,
        closed_at: null,
        reply_due: replyDue,
        nested_place_id: null,
        made_at: now,
        made_by: null,
        source_words: terms.sourceWords,
      })
      .execute();
    const rows = numbersOf(parts).map((statement) => ({ ...statement, contribution: newId() }));
    const heads = rows.map(({ contribution, text, moderated }) =>
      rowOf({
        placeId,
        id: contribution,
        type: 'contribution',
        step: 'said',
        parentId: conversationId,
        title: moderated === -1 ? '…' : text,
        state: moderated === -1 ? 'refused' : 'waiting',
        onDay: today,
        // What the hosts of the source refused is kept with its votes, and shown to nobody.
        sensitivity: moderated === -1 ? 'circle' : 'public',
        now,
      }),
    );
    const headColumns = Object.keys(heads[0] ?? {}) as (keyof (typeof heads)[number])[];
    await copyRows(
      client,
      'record',
      headColumns,
      heads.map((head) => headColumns.map((column) => head[column])),
    );
    await copyRows(
      client,
      'contribution',
      ['place_id', 'id', 'conversation_id', 'words', 'lang', 'source', 'for_someone', 'channel', 'serial', 'made_at'],
      rows.map(({ contribution, text, id }) => [
        placeId,
        contribution,
        conversationId,
        text.slice(0, 10_000),
        terms.lang,
        'direct',
        'f',
        'import',
        id,
        now,
      ]),
    );
    await copyRows(
      client,
      'statement',
      ['place_id', 'conversation_id', 'number', 'contribution_id', 'moderated'],
      rows.map(({ number, contribution, moderated }) => [placeId, conversationId, number, contribution, moderated]),
    );
    const context = voterContext(placeId, conversationId);
    await copyRows(
      client,
      'voter',
      ['place_id', 'conversation_id', 'number', 'print'],
      votes.log.people.map((name, number) => [placeId, conversationId, number, sealer.fingerprint(name, context)]),
    );
    await tx
      .insertInto('import_run')
      .values({
        place_id: placeId,
        id: runId,
        conversation_id: conversationId,
        file,
        file_hash: fileHash,
        rows_kept: 0,
        rows_refused: votes.rejections.count + statements.rejections.count,
        bytes_done: 0,
        started_at: now,
        finished_at: null,
      })
      .execute();
  });
  return { id: runId, conversationId, rowsKept: 0 };
}

async function copyVotes(
  client: ClientBase,
  { placeId, votes: { log }, now }: ImportParts,
  {
    conversationId,
    order,
    numbers,
  }: { conversationId: string; order: Uint32Array; numbers: ReadonlyMap<string, number> },
  from: number,
  to: number,
): Promise<void> {
  function* rows(): Generator<(string | number)[]> {
    const start = now.toISOString();
    for (let turn = from; turn < to; turn += 1) {
      const entry = order[turn] as number;
      const statement = numbers.get(log.statements[log.statement[entry] as number] as string) as number;
      const at = log.timed ? new Date(log.time[entry] as number).toISOString() : start;
      yield [placeId, conversationId, turn, statement, log.person[entry] as number, log.vote[entry] as number, at];
    }
  }
  await copyRows(client, 'vote', ['place_id', 'conversation_id', 'turn', 'statement', 'voter', 'value', 'at'], rows());
}

/** Counts the last vote of every voter on every statement. */
async function countStatements(tx: Tx, placeId: string, conversationId: string): Promise<void> {
  await sql`
    with last as (
      select distinct on (voter, statement) statement, value from vote
      where place_id = ${placeId} and conversation_id = ${conversationId}
      order by voter, statement, turn desc
    ), counted as (
      select statement, count(*) filter (where value = 1) as agrees, count(*) filter (where value = -1) as disagrees,
        count(*) filter (where value = 0) as passes
      from last group by statement
    )
    update statement s set agrees = c.agrees, disagrees = c.disagrees, passes = c.passes
    from counted c
    where s.place_id = ${placeId} and s.conversation_id = ${conversationId} and s.number = c.statement`.execute(tx);
}
