import { type Debts, dayOf, findGroup } from '@upwell/ground';
import type { Tx } from '@upwell/platform/database';
import { amend, remember } from '@upwell/thread';
import { commitmentsByIds } from './commitments.ts';
import './tables.ts';

/** What a group still owes when it ends: its promises are taken on by its successor or dropped in public (rule 10). */
export const commitmentDebts: Debts = {
  async owed(tx, groupId) {
    const rows = await tx
      .selectFrom('commitment')
      .select(['id', 'promise'])
      .where('group_id', '=', groupId)
      .where('settled_on', 'is', null)
      .orderBy('due_on')
      .execute();
    return rows.map(({ id, promise }) => ({ id, title: promise, path: `/commitments/${id}` }));
  },

  async takeOn(tx, ids, { to, now, byPerson }) {
    const successor = await findGroup(tx, to);
    if (!successor) return;
    for (const { placeId, commitment } of await held(tx, ids)) {
      await tx
        .updateTable('commitment')
        .set({ state: 'handed-on', owner: successor.name, group_id: to })
        .where('place_id', '=', placeId)
        .where('id', '=', commitment.id)
        .execute();
      await amend(
        tx,
        { placeId, id: commitment.id },
        { state: 'handed-on', line: successor.name, owedBy: successor.name },
      );
      await remember(tx, {
        placeId,
        recordId: commitment.id,
        happened: 'decide.history.handed-on',
        before: commitment.owner,
        after: successor.name,
        byPerson,
        byWords: commitment.owner,
        now,
      });
    }
  },

  async drop(tx, ids, { because, now, byPerson }) {
    const today = await dayOf(tx, now);
    for (const { placeId, commitment } of await held(tx, ids)) {
      await tx
        .updateTable('commitment')
        .set({ state: 'dropped', settled_on: today })
        .where('place_id', '=', placeId)
        .where('id', '=', commitment.id)
        .execute();
      await amend(tx, { placeId, id: commitment.id }, { state: 'dropped', dueOn: null, owedBy: null });
      await remember(tx, {
        placeId,
        recordId: commitment.id,
        happened: 'decide.history.dropped',
        reason: because,
        byPerson,
        byWords: commitment.owner,
        now,
      });
    }
  },
};

/** The promises with the place they are of; the rows of other places are out of sight here. */
async function held(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const first = await tx
    .selectFrom('commitment')
    .select('place_id')
    .where('id', 'in', [...ids])
    .executeTakeFirst();
  if (!first) return [];
  const commitments = await commitmentsByIds(tx, first.place_id, ids);
  return commitments.map((commitment) => ({ placeId: first.place_id, commitment }));
}
