import assert from 'node:assert/strict';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { scenario } from '../acceptance/scenario.ts';
import {
  answerFirstQuestions,
  codeIn,
  newFolder,
  type Running,
  removeFolder,
  runToEnd,
  start,
} from './installation.ts';
import { fieldsOf, proofOf, send } from './sending.ts';

const env = { RATE_LIMIT_SCALE: '1000', TEST_CLOCK: '2026-03-02T09:00:00Z' };
const writers = 12;
/** Writes in flight when the plug is pulled come after this many acknowledged ones, or after this many milliseconds. */
const enough = { writes: 800, milliseconds: 7_000 };

interface Write {
  words: string;
  conversation: string;
  visit: BrowserVisit;
  fields: [string, string][];
  /** Where the thanks were, once they came. */
  thanks: string | null;
}

export default scenario({
  id: 'E5',
  given: 'a real server process with its own data folder, taking what people say',
  when: 'it is killed in the middle of a thousand writes, started twice, and its clock jumps',
  must: 'every acknowledged write is there once and whole, a second process refuses in a sentence, the lock heals itself',
  async run() {
    const folder = newFolder();
    let running: Running | null = null;
    try {
      running = await start(folder, env);
      const owner = running.visitor();
      await answerFirstQuestions(owner, codeIn(running.output()) as string);
      await owner.submit({});
      assert.equal(owner.answer.path.split('?')[0], '/me/ways-in');
      const conversations = [
        await openConversation(owner, 'Parks?'),
        await openConversation(owner, 'Buses?'),
        await openConversation(owner, 'Doctors?'),
      ];

      const second = await runToEnd(['app/server.ts'], folder, env);
      assert.notEqual(second.code, 0);
      assert.match(second.output, /^Upwell is already running in .+\. Stop that one first, .+\.$/m);
      assert.doesNotMatch(second.output, /\n\s+at |Error:/, 'a sentence and no stack');
      assert.equal((await running.visitor().visit('/')).status, 200, 'the first goes on');

      const writes = await writeUntilKilled(running, conversations);
      const acknowledged = writes.filter(({ thanks }) => thanks !== null);
      assert.ok(acknowledged.length > 100, `${acknowledged.length} writes were acknowledged`);
      assert.ok(acknowledged.length < writes.length, 'some were in flight');

      running = await start(folder, env);
      assert.equal(codeIn(running.output()), null, 'no second owner code');
      await hold(running, conversations, (counts) => {
        for (const { words, thanks } of writes) {
          const count = counts.get(words) ?? 0;
          assert.ok(
            thanks === null ? count <= 1 : count === 1,
            `${words}: acknowledged ${thanks !== null}, there ${count} times`,
          );
        }
      });
      const log = await runToEnd(['app/cli.ts', 'audit', 'verify'], folder, env);
      assert.equal(log.code, 0, log.output);

      // Whoever got no answer sends again, and whoever did sends again too: all there, once.
      const again = writes.filter(({ thanks }, at) => thanks === null || at % 20 === 0);
      for (const write of again) {
        const visit = running
          .visitor()
          .take(Object.entries(write.visit.cookies).map(([name, value]) => `${name}=${value}`));
        const { status, headers } = await send(visit, '/say', write.fields);
        assert.equal(status, 303, write.words);
        if (write.thanks !== null)
          assert.equal(headers.location, write.thanks, 'the same answer as before the plug was pulled');
        const code = new URL(headers.location as string, running.address).searchParams.get('code');
        assert.equal((await visit.visit(`/told?code=${code}`)).status, 200);
        assert.match(visit.page.text, new RegExp(write.words), 'the code leads to the words');
      }
      await hold(running, conversations, (counts) => {
        for (const { words } of writes) assert.equal(counts.get(words), 1, words);
      });

      // The clock jumps, forwards by more than a year and back behind where it began.
      for (const [number, to] of ['2027-05-01T09:00:00Z', '2026-03-01T09:00:00Z', '2026-03-02T10:00:00Z'].entries()) {
        const visit = running.visitor();
        await visit.visit('/test-clock');
        await visit.submit({ to });
        assert.equal(visit.answer.status, 200);
        const answer = await send(
          visit,
          '/say',
          fieldsOf({ ...(await proofOf(visit)), words: `After jump ${number}`, tell: 'code', sharing: 'public' }),
        );
        assert.equal(answer.status, 303, `after a jump to ${to}`);
      }
      assert.equal(
        (await runToEnd(['app/cli.ts', 'audit', 'verify'], folder, env)).code,
        0,
        'the log holds over the jumps',
      );
      assert.equal(await running.stop(), 0, 'a clean stop');
      running = null;
    } finally {
      await running?.kill();
      await removeFolder(folder);
    }
  },
});

async function openConversation(owner: BrowserVisit, question: string): Promise<string> {
  await owner.visit('/conversations/new');
  await owner.submit({
    question,
    kind: 'talk',
    stage: 'before-decision',
    purpose: 'say',
    canChange: 'Most of it',
    power: 'advise',
    host: 'The council',
    replyDue: '2026-05-20',
  });
  assert.equal(owner.answer.status, 200);
  return (owner.answer.path.split('?')[0] as string).split('/').at(-1) as string;
}

/** People say things as fast as they are taken, until there is nobody to take them. */
async function writeUntilKilled(running: Running, conversations: readonly string[]): Promise<Write[]> {
  const writes: Write[] = [];
  let killed = false;
  const began = performance.now();
  const one = async (writer: number) => {
    const visit = running.visitor();
    const { _csrf } = await proofOf(visit);
    for (let number = 0; !killed; number += 1) {
      const conversation = conversations[number % conversations.length] as string;
      const words = `Writer ${writer} says thing ${number}.`;
      const fields = fieldsOf({
        _csrf,
        _once: crypto.randomUUID(),
        conversation,
        words,
        tell: 'code',
        sharing: 'public',
      });
      const write: Write = { words, conversation, visit, fields, thanks: null };
      writes.push(write);
      try {
        const { status, headers } = await send(visit, '/say', fields);
        assert.equal(status, 303, words);
        write.thanks = headers.location as string;
      } catch (error) {
        if (!killed) throw error;
      }
    }
  };
  const all = Promise.all(Array.from({ length: writers }, (_, writer) => one(writer)));
  const done = () => writes.length > enough.writes || performance.now() - began > enough.milliseconds;
  await Promise.race([
    all,
    (async () => {
      while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
    })(),
  ]);
  killed = true;
  await running.kill();
  await all;
  return writes;
}

/** How often each thing is there, by the open data; and that nothing is half there: the kept counts agree with what is listed. */
async function hold(
  running: Running,
  conversations: readonly string[],
  check: (counts: Map<string, number>) => void,
): Promise<void> {
  const counts = new Map<string, number>();
  for (const id of conversations) {
    const { body } = await running.visitor().visit(`/api/conversations/${id}`);
    const data = JSON.parse(body) as { counts: Record<string, number>; contributions: { words: string }[] };
    assert.ok(data.contributions.length < 500, 'all of them are listed');
    assert.equal(data.counts.contribution, data.contributions.length, 'the kept count is the number of contributions');
    for (const { words } of data.contributions) counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  check(counts);
}
