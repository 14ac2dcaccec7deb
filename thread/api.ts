import { anyone } from '@upwell/platform/access';
import { data } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { z } from 'zod';
import { walk } from './walk.ts';

const head = z.object({
  id: z.string(),
  type: z.string(),
  step: z.string(),
  parentId: z.string().nullable(),
  title: z.string(),
  line: z.string().nullable(),
  state: z.string(),
  onDay: z.string(),
  dueOn: z.string().nullable(),
  owedBy: z.string().nullable(),
  sensitivity: z.string(),
});

/** A thread as data: the same records and links that the page draws. */
export const threadData = data({
  name: 'thread.data',
  path: '/api/thread/:id',
  rule: anyone,
  limit: 'read',
  response: z.object({
    start: z.string(),
    records: z.array(head),
    links: z.array(z.object({ from: z.string(), to: z.string(), kind: z.string(), note: z.string().nullable() })),
    voices: z.record(z.string(), z.object({ means: z.number(), disagrees: z.number() })),
  }),
  async answer(context, { params }) {
    const walked = await context.read((tx) =>
      walk(tx, context.place.id, params.id as string, context.actor.personId !== null),
    );
    if (!walked) return refuse('not-found');
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        start: walked.start.id,
        records: walked.records,
        links: walked.ties,
        voices: Object.fromEntries(walked.voices),
      }),
    };
  },
});
