import { anyone } from '@upwell/platform/access';
import { data } from '@upwell/platform/http';
import { countsOf } from '@upwell/thread';
import { z } from 'zod';
import { publicAssets } from './assets.ts';
import { gapsOf } from './gaps.ts';

/** What is on the public map, as open data. Private gifts are not in it, nor counted in it. */
export const assetsData = data({
  name: 'connect.data.assets',
  path: '/api/assets',
  rule: anyone,
  limit: 'read',
  response: z.object({
    assets: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        title: z.string(),
        about: z.string().nullable(),
        venue: z.string().nullable(),
        custodian: z.string().nullable(),
        terms: z.string().nullable(),
        hours: z.string().nullable(),
      }),
    ),
  }),
  async answer(context) {
    const { place, services } = context;
    const assets = await context.read((tx) => publicAssets(tx, services.sealer, { placeId: place.id, limit: 500 }));
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        assets: assets.map(({ id, kind, title, about, venue, custodian, terms, hours }) => ({
          id,
          kind,
          title,
          about,
          venue,
          custodian,
          terms,
          hours,
        })),
      }),
    };
  },
});

/** The gap list and how many introductions were made here, as open data. */
export const gapsData = data({
  name: 'connect.data.gaps',
  path: '/api/gaps',
  rule: anyone,
  limit: 'read',
  response: z.object({
    introductionsMade: z.number(),
    gaps: z.array(z.object({ id: z.string(), words: z.string(), state: z.string(), since: z.string() })),
  }),
  async answer(context) {
    const { place } = context;
    const { open, answered, counts } = await context.read(async (tx) => ({
      open: await gapsOf(tx, place.id, 'open', 500),
      answered: await gapsOf(tx, place.id, 'answered', 500),
      counts: await countsOf(tx, place.id, place.id),
    }));
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        introductionsMade: counts.get('introduction') ?? 0,
        gaps: [...open, ...answered].map(({ id, words, state, madeAt }) => ({
          id,
          words,
          state,
          since: madeAt.toISOString(),
        })),
      }),
    };
  },
});
