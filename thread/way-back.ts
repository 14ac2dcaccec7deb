import type { Tx } from '@upwell/platform/database';
import type { Lang } from '@upwell/platform/i18n';
import type { Sealer } from '@upwell/platform/seal';
import { readCode } from './codes.ts';
import './tables.ts';

export interface NewWayBack {
  placeId: string;
  /** The contribution. */
  recordId: string;
  channel: 'email' | 'sms' | 'letter' | 'code' | 'in-person';
  /** Needed for e-mail, text message and letter. */
  address: string | null;
  /** The short code on the slip; everybody gets one, whatever the channel. */
  code: string;
  lang: Lang;
  personId: string | null;
  now: Date;
}

/** What an address is sealed to: it opens nowhere else. */
export const addressContext = (placeId: string, recordId: string) => `way-back:${placeId}:${recordId}`;
const codeContext = (placeId: string) => `way-back.code:${placeId}`;

/** Keeps how somebody can be told what became of their words. The address is sealed; the code only leaves a print. */
export async function leaveWayBack(tx: Tx, sealer: Sealer, way: NewWayBack): Promise<void> {
  await tx
    .insertInto('way_back')
    .values({
      place_id: way.placeId,
      record_id: way.recordId,
      channel: way.channel,
      address: way.address === null ? null : sealer.seal(way.address, addressContext(way.placeId, way.recordId)),
      code_print: sealer.fingerprint(way.code, codeContext(way.placeId)),
      lang: way.lang,
      person_id: way.personId,
      made_at: way.now,
    })
    .execute();
}

/** The contribution a slip's code stands for, or null. */
export async function contributionByCode(
  tx: Tx,
  sealer: Sealer,
  placeId: string,
  typed: string,
): Promise<string | null> {
  const code = readCode(typed);
  if (!code) return null;
  const row = await tx
    .selectFrom('way_back')
    .innerJoin('record', (join) =>
      join.onRef('record.place_id', '=', 'way_back.place_id').onRef('record.id', '=', 'way_back.record_id'),
    )
    .select('way_back.record_id')
    .where('way_back.place_id', '=', placeId)
    .where('way_back.code_print', 'in', sealer.fingerprints(code, codeContext(placeId)))
    .where('record.withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row?.record_id ?? null;
}
