import { defineAction, wholeNumber } from '@upwell/platform/action';
import { done, refuseField } from '@upwell/platform/outcome';
import { newCode } from '@upwell/thread';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { holdPanel, memberCodeContext, memberCount, type Panel } from '../panels.ts';
import { mayHost } from '../rules.ts';
import '../tables.ts';

/** Most codes made in one go: they are handed over on paper. */
const MOST_AT_ONCE = 50;

/** Makes a private code for each new member. Only its print is kept; nobody's name is asked for. */
export const addMembers = defineAction({
  name: 'decide.addMembers',
  rule: mayHost,
  subject: ({ tx, actor }, { id }) => holdPanel(tx, actor.placeId, id as string),
  input: z.strictObject({ members: wholeNumber({ min: 1, max: MOST_AT_ONCE }) }),
  async do({ tx, actor, now, services, about }, { members }, panel: Panel) {
    const { placeId } = actor;
    const there = await memberCount(tx, placeId, panel.id);
    if (there + members > panel.members)
      return refuseField('members', 'decide.panel.too-many-members', { left: Math.max(0, panel.members - there) });
    const codes = new Set<string>();
    while (codes.size < members) codes.add(newCode());
    await tx
      .insertInto('panel_member')
      .values(
        [...codes].map((code) => ({
          place_id: placeId,
          id: newId(),
          panel_id: panel.id,
          code_print: services.sealer.fingerprint(code, memberCodeContext(placeId)),
          shown_name: null,
          joined_at: now,
        })),
      )
      .execute();
    about('conversation', panel.id);
    return done({ id: panel.id, codes: [...codes] });
  },
});
