import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPlace } from '@upwell/ground';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { createSealer } from '@upwell/platform/seal';
import { countsOf } from '@upwell/thread';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importConversation } from './import/import-conversation.ts';
import { recount } from './import/recount.ts';
import { findSource, hashOfSource, readSource } from './import/source-folder.ts';

const example = new URL('../../docs/example-conversation', import.meta.url).pathname;
const now = new Date('2026-05-04T09:00:00Z');
const sealer = createSealer(randomBytes(32));
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const place = async (slug: string) => (await createPlace(database.db, { name: slug, slug }, now)).placeId;

async function partsOf(folder: string, placeId: string) {
  const source = await findSource(folder);
  return {
    db: database.db,
    sealer,
    placeId,
    timeZone: 'Europe/London',
    now,
    file: source.votes.name,
    fileHash: await hashOfSource(source),
    ...(await readSource(source, () => {})),
    terms: {
      question: source.topic,
      about: source.about,
      host: 'Marlow Sands Alliance',
      canChange: 'What starts next year',
      power: 'together' as const,
      replyDue: null,
      lang: 'en',
      sourceWords: null,
    },
    progress: () => {},
  };
}

describe('a conversation brought in from elsewhere', () => {
  it('has every vote afterwards, and the recount agrees with the files', async () => {
    const parts = await partsOf(example, await place('all'));
    const imported = await importConversation(parts);
    expect(imported).toMatchObject({ statements: 12, voters: 46, votes: 454, resumed: false });
    const counted = await recount(parts);
    expect(counted?.differences).toEqual([]);
    expect(counted?.agrees).toBe(true);
    expect(counted?.here).toEqual(counted?.source);
    // Three people changed their mind: their last vote counts.
    expect(counted?.here.events).toBeGreaterThan(counted?.here.counting ?? 0);
    const counts = await database.db.read({ placeId: parts.placeId }, (tx) =>
      countsOf(tx, parts.placeId, imported.conversationId),
    );
    expect(counts.get('contribution')).toBe(12);
    expect(counts.get('vote')).toBe(454);
  });

  it('goes on where it was stopped, and doubles nothing', async () => {
    const parts = { ...(await partsOf(example, await place('stopped'))), batch: 100 };
    await expect(
      importConversation({
        ...parts,
        progress: (done) => {
          if (done >= 200) throw new Error('the plug was pulled');
        },
      }),
    ).rejects.toThrow('the plug was pulled');
    expect((await recount(parts))?.here.events).toBe(200);
    const resumed = await importConversation(parts);
    expect(resumed.resumed).toBe(true);
    expect((await recount(parts))?.agrees).toBe(true);
    await importConversation(parts);
    expect((await recount(parts))?.here.events).toBe(454);
  });

  it('notices a single vote that is not as it was given', async () => {
    const parts = await partsOf(example, await place('changed'));
    const { conversationId } = await importConversation(parts);
    await database.db.write({ placeId: parts.placeId }, (tx) =>
      tx
        .updateTable('vote')
        .set((row) => ({ value: row.case().when('value', '=', 1).then(-1).else(1).end() }))
        .where('place_id', '=', parts.placeId)
        .where('conversation_id', '=', conversationId)
        .where('turn', '=', 453)
        .execute(),
    );
    const counted = await recount(parts);
    expect(counted?.agrees).toBe(false);
    expect(counted?.differences).toHaveLength(1);
  });

  it('keeps the good rows and names the bad ones by line', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'upwell-export-'));
    await writeFile(
      join(folder, 'comments.csv'),
      'comment-id,moderated,comment-body\n0,1,"One, with a comma"\n1,1,"Two\nover two lines"\n',
    );
    await writeFile(
      join(folder, 'votes.csv'),
      '\ufeffcomment-id,voter-id,vote,timestamp\r\n0,a,1,1000\r\n0,b,7,1001\r\n1,a,-1,1002\r\nrubbish\r\n1,b,0,1003\r\n',
    );
    const parts = await partsOf(folder, await place('bad-rows'));
    expect(parts.votes.rejections.first.map(({ line }) => line)).toEqual([3, 5]);
    expect(await importConversation(parts)).toMatchObject({ statements: 2, voters: 2, votes: 3 });
    expect((await recount(parts))?.agrees).toBe(true);
  });

  it('counts the last vote by its time, whatever the order of the rows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'upwell-export-'));
    await writeFile(join(folder, 'comments.csv'), 'comment-id,moderated,comment-body\n0,1,One\n');
    await writeFile(join(folder, 'votes.csv'), 'comment-id,voter-id,vote,timestamp\n0,a,-1,2000\n0,a,1,1000\n');
    const parts = await partsOf(folder, await place('order'));
    await importConversation(parts);
    expect((await recount(parts))?.here).toEqual({ events: 2, counting: 1, agree: 0, disagree: 1, pass: 0 });
  });
});
