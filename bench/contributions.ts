import { createPlace } from '@upwell/ground';
import { openDatabase } from '@upwell/platform/database';
import pg from 'pg';
import { v7 as newKey } from 'uuid';
import type { BareOrders } from './places/bare-server.ts';
import { inTurns } from './places/load.ts';
import { newDataDir, removeDataDir, startChild, startOurs, stopChild } from './places/our-server.ts';
import type { BenchTable } from './run.ts';

const CLIENTS = 32;
const words = 'Nothing runs after the early shift, and the last bus goes at six.';

/**
 * Contributions acknowledged a second through the form people use (with its proof, its once-key, the consent, the way
 * back, the audit line and the event), against a bare Fastify and pg that puts one row into one table.
 */
export async function run(): Promise<BenchTable> {
  const dataDir = await newDataDir();
  const ours = await startOurs(dataDir);
  const owner = new pg.Client({ connectionString: ours.ownerUrl });
  try {
    const db = await openDatabase({ url: ours.url });
    const { placeId } = await createPlace(db, { name: 'Fernhollow' }, new Date());
    await db.close();
    await owner.connect();
    await owner.query(
      'create table bench_words (id uuid primary key, words text not null, made_at timestamptz not null); grant insert on bench_words to upwell_app',
    );
    const bare = await startChild<{ address: string }>('bench/places/bare-server.ts', {}, {
      url: ours.url,
      pages: [],
      pipelined: false,
    } satisfies BareOrders);

    const visits = await Promise.all(Array.from({ length: CLIENTS }, () => openForm(ours.address)));
    let turn = 0;
    const form = 'application/x-www-form-urlencoded';
    const [we, plain] = await inTurns([
      {
        url: `${ours.address}/say`,
        connections: CLIENTS,
        requests: [
          {
            method: 'POST',
            path: '/say',
            setupRequest: (request) => {
              const { cookie, csrf } = visits[turn++ % CLIENTS]!;
              const body = new URLSearchParams({ _csrf: csrf, _once: newKey(), words }).toString();
              return { ...request, body, headers: { 'content-type': form, cookie } };
            },
          },
        ],
      },
      {
        url: `${bare.ready.address}/insert`,
        connections: CLIENTS,
        requests: [
          {
            method: 'POST',
            path: '/insert',
            setupRequest: (request) => ({
              ...request,
              body: new URLSearchParams({ id: newKey(), words }).toString(),
              headers: { 'content-type': form },
            }),
          },
        ],
      },
    ]);
    const { rows } = await owner.query('select count(*)::int as n from contribution where place_id = $1', [placeId]);
    await stopChild(bare.child);
    return {
      title: `Contributions acknowledged a second, ${CLIENTS} people at once`,
      rows: [
        {
          'ours / bare Fastify + pg, one insert': we!.middle / plain!.middle,
          aim: '≥ 0.4',
          'spread of the rounds': `${Math.round(Math.max(we!.spread, plain!.spread) * 100)} %`,
          'kept in the database': rows[0].n,
        },
      ],
    };
  } finally {
    await owner.end();
    await ours.stop();
    await removeDataDir(dataDir);
  }
}

/** Somebody opens the form: their visit, and the proof that the form is ours. */
async function openForm(address: string): Promise<{ cookie: string; csrf: string }> {
  const answer = await fetch(`${address}/say`);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(await answer.text())?.[1];
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  if (!csrf) throw new Error('The form has no proof in it.');
  return { cookie, csrf };
}
