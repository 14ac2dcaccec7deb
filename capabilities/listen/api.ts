import { anyone } from '@upwell/platform/access';
import { data } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { countsOf, recordsOfType } from '@upwell/thread';
import { z } from 'zod';
import { channelMix, contributionsOf, conversationById } from './queries.ts';

/** Every conversation of the place, as open data. */
export const conversationsData = data({
  name: 'listen.data.conversations',
  path: '/api/conversations',
  rule: anyone,
  limit: 'read',
  query: z.strictObject({ before: z.string().max(60).optional() }),
  response: z.object({
    conversations: z.array(
      z.object({
        id: z.string(),
        question: z.string(),
        canChange: z.string().nullable(),
        state: z.string(),
        openedOn: z.string(),
        replyDue: z.string().nullable(),
        host: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  async answer(context, { query }) {
    const { records, next } = await context.read((tx) =>
      recordsOfType(tx, {
        placeId: context.place.id,
        type: 'conversation',
        signedIn: false,
        before: query.before,
        limit: 100,
      }),
    );
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        conversations: records.map((record) => ({
          id: record.id,
          question: record.title,
          canChange: record.line,
          state: record.state,
          openedOn: record.onDay,
          replyDue: record.dueOn,
          host: record.owedBy,
        })),
        next,
      }),
    };
  },
});

/** One conversation with its public contributions, newest first. Names only where people gave one to be shown. */
export const conversationData = data({
  name: 'listen.data.conversation',
  path: '/api/conversations/:id',
  rule: anyone,
  limit: 'read',
  response: z.object({
    id: z.string(),
    question: z.string(),
    canChange: z.string(),
    power: z.string(),
    host: z.string(),
    openedOn: z.string(),
    replyDue: z.string(),
    counts: z.record(z.string(), z.number()),
    channels: z.array(z.object({ channel: z.string(), n: z.number() })),
    contributions: z.array(
      z.object({
        id: z.string(),
        words: z.string().nullable(),
        lang: z.string(),
        source: z.string(),
        forSomeone: z.boolean(),
        channel: z.string(),
        name: z.string().nullable(),
        saidAt: z.string(),
      }),
    ),
  }),
  async answer(context, { params }) {
    const id = params.id as string;
    const placeId = context.place.id;
    const found = await context.read(async (tx) => {
      const conversation = await conversationById(tx, placeId, id);
      if (!conversation) return null;
      const [counts, channels, said] = await Promise.all([
        countsOf(tx, placeId, id),
        channelMix(tx, placeId, id),
        contributionsOf(tx, { placeId, conversationId: id, signedIn: false, limit: 500 }),
      ]);
      return { conversation, counts, channels, said };
    });
    if (!found) return refuse('not-found');
    const { conversation, counts, channels, said } = found;
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        id,
        question: conversation.question,
        canChange: conversation.canChange,
        power: conversation.power,
        host: conversation.host,
        openedOn: conversation.openedOn,
        replyDue: conversation.replyDue,
        counts: Object.fromEntries(counts),
        channels,
        contributions: said.map((contribution) => ({
          id: contribution.id,
          words: contribution.words,
          lang: contribution.lang,
          source: contribution.source,
          forSomeone: contribution.forSomeone,
          channel: contribution.channel,
          name: contribution.shownName,
          saidAt: contribution.madeAt.toISOString(),
        })),
      }),
    };
  },
});
