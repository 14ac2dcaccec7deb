import { addDays } from '@upwell/act';
import type { ActionContext } from '@upwell/platform/action';
import { withdrawAll } from '@upwell/platform/consent';
import { amend, dayOf } from '@upwell/thread';
import { addGap } from './gaps.ts';
import { type Introduction, openDetails } from './introductions.ts';
import { CHECK_BACK_DAYS, type Outcome } from './model.ts';
import './tables.ts';

/**
 * Writes down what came of an introduction. Where they did not meet, the wish goes on the gap list in the words given
 * for everybody; without such words it waits for a connector. Where they still wait, a new day of checking back is set.
 */
export async function settle(
  { tx, actor, place, now, lang, services, announce, about }: ActionContext,
  introduction: Introduction,
  { outcome, gapWords, by }: { outcome: Outcome; gapWords: string | null; by: 'person' | 'connector' },
): Promise<{ gapId: string | null }> {
  const { placeId } = actor;
  const { sealer } = services;
  const { id } = introduction;
  const details = openDetails(sealer, placeId, introduction);
  const gapId =
    outcome === 'not-met' && gapWords !== null && introduction.gapId === null
      ? await addGap(tx, sealer, {
          placeId,
          words: gapWords,
          way:
            details.channel === 'code' || details.address === null
              ? null
              : { channel: details.channel, address: details.address },
          lang,
          madeBy: by === 'connector' ? actor.personId : null,
          timeZone: place.timeZone,
          now,
        })
      : introduction.gapId;
  const checkOn = outcome === 'waiting' ? addDays(dayOf(now, place.timeZone), CHECK_BACK_DAYS) : null;
  await tx
    .updateTable('introduction')
    .set({ state: outcome, outcome_at: now, outcome_by: by, check_on: checkOn, gap_id: gapId })
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .execute();
  await amend(tx, { placeId, id }, { state: outcome, dueOn: checkOn });
  about('introduction', id);
  announce({ name: 'introduction.settled', subject: { type: 'introduction', id }, data: { outcome } });
  return { gapId };
}

/** Deletes everything kept about the person; that an introduction was made and how it stood is all that stays. */
export async function forget({ tx, actor, now, about }: ActionContext, { id }: Introduction): Promise<void> {
  const { placeId } = actor;
  await tx
    .updateTable('introduction')
    .set({ state: 'withdrawn', details: null, check_on: null })
    .where('place_id', '=', placeId)
    .where('id', '=', id)
    .execute();
  await amend(tx, { placeId, id }, { dueOn: null, withdrawnAt: now });
  await withdrawAll(tx, { placeId, type: 'introduction', id }, { by: 'self', now });
  about('introduction', id);
}
