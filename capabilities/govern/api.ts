import { Readable } from 'node:stream';
import { anyone } from '@upwell/platform/access';
import { exportAudit } from '@upwell/platform/audit';
import { data } from '@upwell/platform/http';
import { z } from 'zod';
import { openApiOf, openData } from './open-data.ts';
import { voicesHeard } from './queries.ts';

/** The whole log as a file anybody can keep and check (the README of platform/audit says how). */
export const auditCopy = data({
  name: 'govern.data.audit',
  path: '/api/audit.ndjson',
  rule: anyone,
  limit: 'sign-in',
  async answer({ services, place, now }) {
    return {
      type: 'application/x-ndjson',
      fileName: `audit-${place.slug}-${now.toISOString().slice(0, 10)}.ndjson`,
      body: Readable.from(exportAudit(services.db, place.id, now)),
    };
  },
});

export const openApi = data({
  name: 'govern.data.openapi',
  path: '/api/openapi.json',
  rule: anyone,
  limit: 'read',
  response: z.object({ openapi: z.string() }),
  async answer({ place }) {
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify(openApiOf(openData(), { title: place.name, server: place.origin })),
    };
  },
});

const counts = z.object({
  all: z.number(),
  bySource: z.record(z.string(), z.number()),
  forSomebodyElse: z.number(),
  byChannel: z.record(z.string(), z.number()),
});

/** Whose voices were heard, by source and channel. */
export const voicesData = data({
  name: 'govern.data.voices',
  path: '/api/voices',
  rule: anyone,
  limit: 'read',
  response: z.object({
    whole: counts,
    conversations: z.array(counts.extend({ id: z.string().nullable(), question: z.string().nullable() })),
  }),
  async answer(context) {
    const { whole, conversations } = await context.read((tx) => voicesHeard(tx, context.place.id, 500));
    const asData = (voices: typeof whole) => ({
      all: voices.all,
      bySource: voices.bySource,
      forSomebodyElse: voices.forSomeone,
      byChannel: Object.fromEntries(voices.byChannel),
    });
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        whole: asData(whole),
        conversations: conversations.map((each) => ({
          id: each.conversation?.id ?? null,
          question: each.conversation?.question ?? null,
          ...asData(each),
        })),
      }),
    };
  },
});
