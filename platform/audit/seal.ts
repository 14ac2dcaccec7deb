import type { Database, Tx } from '@upwell/platform/database';
import { sql } from 'kysely';
import { anyOf } from './any-of.ts';
import { hashLine, hashSeal, lineOf, noSealBefore, type Seal } from './canonical.ts';

/** Lines in one seal at most: a seal is read whole when the chain is checked. */
export const linesInSeal = 1_000;

/**
 * Seals the oldest lines of a place that no seal covers yet, at most `limit`, in a short transaction that no writer
 * waits for. When another process is sealing the same place it leaves the work to it.
 * @returns how many lines were sealed; 0 when there was nothing to do.
 */
export function sealBatch(
  db: Database,
  placeId: string,
  now: Date,
  { limit = linesInSeal }: { limit?: number } = {},
): Promise<number> {
  return db.write({ placeId }, async (tx) => {
    if (!(await alone(tx, placeId))) return 0;
    const [waiting, last] = await Promise.all([takeWaiting(tx, placeId, limit), lastSeal(tx, placeId)]);
    if (waiting.length === 0) return 0;
    const lines = await tx
      .selectFrom('audit_line')
      .selectAll()
      .where('place_id', '=', placeId)
      .where(anyOf('id', waiting))
      .orderBy('id')
      .execute();
    const hashes = lines.map((row) => hashLine(lineOf(row)));
    const seal: Omit<Seal, 'hash'> = {
      place: placeId,
      seq: (last?.seq ?? 0) + 1,
      first: last ? last.first_n + last.line_count : 1,
      count: lines.length,
      previous: last?.hash.toString('hex') ?? noSealBefore,
      lines: hashes,
      sealedAt: now.toISOString(),
    };
    await tx
      .insertInto('audit_seal')
      .values({
        place_id: placeId,
        seq: seal.seq,
        first_n: seal.first,
        line_count: seal.count,
        first_line: lines[0]!.id,
        last_line: lines[lines.length - 1]!.id,
        line_ids: lines.map((row) => row.id),
        line_hashes: Buffer.from(hashes.join(''), 'hex'),
        previous_hash: Buffer.from(seal.previous, 'hex'),
        hash: Buffer.from(hashSeal(seal), 'hex'),
        sealed_at: now,
      })
      .execute();
    return lines.length;
  });
}

/** Seals until nothing waits. Gives the number of lines sealed. */
export async function sealAll(db: Database, placeId: string, now: Date): Promise<number> {
  let total = 0;
  for (;;) {
    const sealed = await sealBatch(db, placeId, now);
    if (sealed === 0) return total;
    total += sealed;
  }
}

/** Holds off a second sealer of the place until this transaction ends. Writers never take this lock. */
async function alone(tx: Tx, placeId: string): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('audit seal ' || ${placeId}::text, 0)) as got`.execute(tx);
  return rows[0]!.got;
}

async function takeWaiting(tx: Tx, placeId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .deleteFrom('audit_unsealed')
    .where('place_id', '=', placeId)
    .where('line_id', 'in', (from) =>
      from
        .selectFrom('audit_unsealed')
        .select('line_id')
        .where('place_id', '=', placeId)
        .orderBy('line_id')
        .limit(limit),
    )
    .returning('line_id')
    .execute();
  return rows.map((row) => row.line_id);
}

const lastSeal = (tx: Tx, placeId: string) =>
  tx
    .selectFrom('audit_seal')
    .select(['seq', 'first_n', 'line_count', 'hash'])
    .where('place_id', '=', placeId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
