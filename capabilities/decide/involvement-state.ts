import type { ActionContext } from '@upwell/platform/action';
import type { Tx } from '@upwell/platform/database';
import { amend } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import type { TypedInput } from './form-rows.ts';
import { inputsOf } from './queries.ts';
import './tables.ts';

/** A decision's and a paper's head says whether anybody of the community spoke, so that every list and thread can say it (rule 2). */
export const headState = (noDirect: boolean) => (noDirect ? 'no-direct' : 'standing');

/** Counts again what went into a decision or paper, and puts it on its head. `until`: its calendar day. */
export async function settleInvolvement(
  tx: Tx,
  asked: { placeId: string; recordId: string; until: string; timeZone: string; also?: readonly string[] },
): Promise<void> {
  const { involvement } = await inputsOf(tx, asked);
  await amend(tx, { placeId: asked.placeId, id: asked.recordId }, { state: headState(involvement.noDirect) });
}

/** Keeps inputs that came by other ways than this site, each with whose voice it is (GO07). */
export async function keepInputs(
  { tx, actor, now }: ActionContext,
  recordId: string,
  inputs: readonly TypedInput[],
): Promise<void> {
  if (inputs.length === 0) return;
  await tx
    .insertInto('involvement')
    .values(
      inputs.map((input) => ({
        place_id: actor.placeId,
        id: newId(),
        record_id: recordId,
        who: input.who,
        source: input.source,
        number: input.number,
        note: input.note,
        made_at: now,
        made_by: actor.personId,
      })),
    )
    .execute();
}
