import type { Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import type { Sealer } from '@upwell/platform/seal';
import { dayOf, register } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import './tables.ts';

export interface Gap {
  id: string;
  words: string;
  state: 'open' | 'answered';
  madeAt: Date;
}

export const gapContext = (placeId: string, id: string) => `gap.address:${placeId}:${id}`;

export interface NewGap {
  placeId: string;
  /** For everybody to read. */
  words: string;
  way: { channel: 'email' | 'sms'; address: string } | null;
  lang: Lang;
  madeBy: string | null;
  timeZone: string;
  now: Date;
}

/** Puts a wish on the gap list (CO05) and on the thread, as something that was said. Gives its id. */
export async function addGap(tx: Tx, sealer: Sealer, gap: NewGap): Promise<string> {
  const id = newId();
  await register(tx, {
    placeId: gap.placeId,
    id,
    type: 'gap',
    step: 'said',
    title: gap.words,
    state: 'open',
    onDay: dayOf(gap.now, gap.timeZone),
    now: gap.now,
  });
  await tx
    .insertInto('gap')
    .values({
      place_id: gap.placeId,
      id,
      words: gap.words,
      state: 'open',
      channel: gap.way?.channel ?? null,
      address: gap.way ? sealer.seal(gap.way.address, gapContext(gap.placeId, id)) : null,
      lang: gap.lang,
      made_at: gap.now,
      made_by: gap.madeBy,
    })
    .execute();
  return id;
}

export async function gapById(tx: Tx, placeId: string, id: string): Promise<Gap | null> {
  const row = await tx
    .selectFrom('gap')
    .select(['id', 'words', 'state', 'made_at'])
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? { id: row.id, words: row.words, state: row.state, madeAt: row.made_at } : null;
}

/** The gap list: the newest open wishes, or those that something came of. */
export async function gapsOf(tx: Tx, placeId: string, state: 'open' | 'answered', limit = 100): Promise<Gap[]> {
  const rows = await tx
    .selectFrom('gap')
    .select(['id', 'words', 'state', 'made_at'])
    .where('place_id', '=', placeId)
    .where('state', '=', state)
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, words: row.words, state: row.state, madeAt: row.made_at }));
}

/** What came of a wish, as it stands on the thread. */
export async function answersTo(
  tx: Tx,
  placeId: string,
  gapId: string,
): Promise<{ id: string; type: string; title: string }[]> {
  return await tx
    .selectFrom('link')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'link.place_id').onRef('record.id', '=', 'link.to_id'),
    )
    .select(['record.id', 'record.type', 'record.title'])
    .where('link.place_id', '=', placeId)
    .where('link.from_id', '=', gapId)
    .where('record.withdrawn_at', 'is', null)
    .where('record.sensitivity', '=', 'public')
    .orderBy('link.made_at')
    .limit(20)
    .execute();
}
