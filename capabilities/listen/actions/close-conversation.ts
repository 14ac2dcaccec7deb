import { defineAction } from '@upwell/platform/action';
import { done, refuse } from '@upwell/platform/outcome';
import { amend, remember } from '@upwell/thread';
import { z } from 'zod';
import { type Conversation, conversationById } from '../queries.ts';
import { mayHost } from '../rules.ts';
import '../tables.ts';

/** Closes a conversation. The promise of a reply stays. */
export const closeConversation = defineAction({
  name: 'listen.closeConversation',
  rule: mayHost,
  subject: ({ tx, actor }, { id }) => conversationById(tx, actor.placeId, id as string),
  phase: (conversation: Conversation) =>
    conversation.closedAt ? refuse('closed', { problem: { key: 'listen.phase.closed' } }) : null,
  input: z.strictObject({}),
  async do({ tx, actor, place, now, about }, _input, conversation: Conversation) {
    const { placeId } = actor;
    await tx
      .updateTable('conversation')
      .set({ closed_at: now })
      .where('place_id', '=', placeId)
      .where('id', '=', conversation.id)
      .execute();
    await amend(tx, { placeId, id: conversation.id }, { state: 'closed' });
    await remember(tx, {
      placeId,
      recordId: conversation.id,
      happened: 'listen.history.closed',
      byPerson: actor.personId,
      byWords: conversation.host || place.name,
      now,
    });
    about('conversation', conversation.id);
    return done({ id: conversation.id });
  },
});
