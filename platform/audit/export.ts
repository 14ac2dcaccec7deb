import type { Database, Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import { anyOf } from './any-of.ts';
import { canonical, fingerprint, type Line, lineOf, noSealBefore, type Seal, sealOf } from './canonical.ts';

/** The rows of a copy, each one line of canonical JSON. Sealed lines stand before their seal, the rest at the end. */
export type CopyRow =
  | { row: 'audit'; version: 1; place: string; madeAt: string }
  | { row: 'line'; n: number | null; line: Line }
  | { row: 'seal'; seal: Seal }
  /** `lines` counts all lines there were, sealed or not. */
  | { row: 'end'; lines: number; seals: number; head: string; fingerprint: string };

/**
 * The whole log of a place for a stranger, as NDJSON: one line of text each, with its line end. It says nothing about
 * who did what. Read in short transactions, so that a slow reader holds up nobody; what is sealed meanwhile is included.
 */
export async function* exportAudit(db: Database, placeId: string, now: Date): AsyncGenerator<string> {
  yield write({ row: 'audit', version: 1, place: placeId, madeAt: now.toISOString() });
  let seq = 0;
  let head = noSealBefore;
  for (;;) {
    const part = await nextPart(db, placeId, seq);
    if (part.sealed) {
      const { seal, lines } = part.sealed;
      for (const [index, line] of lines.entries()) yield write({ row: 'line', n: seal.first + index, line });
      yield write({ row: 'seal', seal });
      seq = seal.seq;
      head = seal.hash;
      continue;
    }
    for (const line of part.waiting) yield write({ row: 'line', n: null, line });
    yield write({ row: 'end', lines: part.total, seals: seq, head, fingerprint: fingerprint(head) });
    return;
  }
}

const write = (row: CopyRow) => `${canonical(row)}\n`;

type Part = { sealed: { seal: Seal; lines: Line[] } } | { sealed: null; waiting: Line[]; total: number };

/** The next seal with its lines, or, after the last, the lines that wait: both as of one moment. */
function nextPart(db: Database, placeId: string, after: number): Promise<Part> {
  return db.read({ placeId }, async (tx) => {
    const sealed = await sealAfter(tx, placeId, after);
    if (sealed) return { sealed };
    const rest = await waitingLines(tx, placeId);
    // A seal made between the two questions has taken lines out of the second answer: then it comes first.
    const late = await sealAfter(tx, placeId, after);
    return late ? { sealed: late } : { sealed: null, ...rest };
  });
}

async function sealAfter(tx: Tx, placeId: string, after: number): Promise<{ seal: Seal; lines: Line[] } | null> {
  const row = await tx
    .selectFrom('audit_seal')
    .selectAll()
    .where('place_id', '=', placeId)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const rows = await tx
    .selectFrom('audit_line')
    .selectAll()
    .where('place_id', '=', placeId)
    .where(anyOf('id', row.line_ids))
    .execute();
  const place = new Map(row.line_ids.map((id, index) => [id, index]));
  const lines = rows.sort((one, other) => place.get(one.id)! - place.get(other.id)!).map(lineOf);
  return { seal: sealOf(row), lines };
}

async function waitingLines(tx: Tx, placeId: string): Promise<{ waiting: Line[]; total: number }> {
  const rows = await tx
    .selectFrom('audit_line as l')
    .innerJoin('audit_unsealed as u', (join) =>
      join.onRef('u.place_id', '=', 'l.place_id').onRef('u.line_id', '=', 'l.id'),
    )
    .selectAll('l')
    .where('l.place_id', '=', placeId)
    .orderBy('l.id')
    .execute();
  // In one statement, so as of one moment: lines that are neither sealed nor waiting would be a fault, and show as one.
  const { rows: counts } = await sql<{ sealed: number; stray: number }>`
    select sealed, lines - waiting - sealed as stray from
      (select count(*) as lines from audit_line where place_id = ${placeId}) l,
      (select count(*) as waiting from audit_unsealed where place_id = ${placeId}) u,
      (select coalesce(sum(line_count), 0)::bigint as sealed from audit_seal where place_id = ${placeId}) s`.execute(
    tx,
  );
  const { sealed, stray } = counts[0]!;
  return { waiting: rows.map(lineOf), total: sealed + rows.length + stray };
}
