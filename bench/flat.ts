import { createPlace } from '@upwell/ground';
import { openDatabase } from '@upwell/platform/database';
import { type Filled, fill } from './places/fill.ts';
import { middleOf } from './places/load.ts';
import { newDataDir, type OurServer, removeDataDir, startOurs } from './places/our-server.ts';
import type { BenchOptions, BenchRow, BenchTable } from './run.ts';

const SMALLEST = 100;
const SIZES = [1_000, 10_000, 100_000];

const main: Record<string, (filled: Filled) => string> = {
  'home of the place': () => '/',
  'have a say': () => '/have-a-say',
  'a conversation': ({ conversation }) => `/conversations/${conversation}`,
  'its later pages': ({ conversation, after }) => `/conversations/${conversation}?after=${after}`,
  'its thread': ({ conversation }) => `/thread/${conversation}`,
  'an insight': ({ insight }) => `/insights/${insight}`,
  'the thread of the insight': ({ insight }) => `/thread/${insight}`,
  'what one person said': ({ contribution }) => `/said/${contribution}`,
  'all replies': () => '/replies',
  'one reply': ({ reply }) => `/replies/${reply}`,
};

/**
 * How long the ten main pages take in a place with more and more contributions, against the same page of a place with a
 * hundred, asked in turns in the same minute.
 */
export async function run({ full }: BenchOptions): Promise<BenchTable> {
  const times = full ? 60 : 20;
  const [small, large] = [await open(), await open()];
  try {
    const few = await fill(small.ours.ownerUrl, small.placeId, SMALLEST);
    const rows: Record<string, Record<string, string | number>> = {};
    for (const size of SIZES) {
      const many = await fill(large.ours.ownerUrl, large.placeId, size);
      for (const [page, path] of Object.entries(main)) {
        const ratio = await compare(large.ours.address + path(many), small.ours.address + path(few), times);
        rows[page] = { ...(rows[page] ?? { page }), [`${size.toLocaleString('en-GB')} / ${SMALLEST}`]: ratio };
      }
    }
    return {
      title: 'Response time by number of contributions, as a ratio to the same page with 100 (aim: the last ≤ 1.5)',
      rows: Object.values(rows) as BenchRow[],
    };
  } finally {
    await Promise.all([small, large].map(({ close }) => close()));
  }
}

async function open(): Promise<{ ours: OurServer; placeId: string; close(): Promise<void> }> {
  const dataDir = await newDataDir();
  const ours = await startOurs(dataDir);
  const db = await openDatabase({ url: ours.url });
  const { placeId } = await createPlace(db, { name: 'Fernhollow' }, new Date());
  await db.close();
  const close = async () => {
    await ours.stop();
    await removeDataDir(dataDir);
  };
  return { ours, placeId, close };
}

async function compare(large: string, small: string, times: number): Promise<number> {
  const took: [number[], number[]] = [[], []];
  for (let turn = -3; turn < times; turn += 1)
    for (const [at, url] of [large, small].entries()) {
      const began = performance.now();
      const answer = await fetch(url, { headers: { accept: 'text/html' } });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`${url} answers ${answer.status}.`);
      // The first turns fill caches.
      if (turn >= 0) (took[at] as number[]).push(performance.now() - began);
    }
  return middleOf(took[0]) / middleOf(took[1]);
}
