import assert from 'node:assert/strict';
import type { Answer, BrowserVisit, Typed } from '@upwell/platform/http/testing';
import { scenario } from '../acceptance/scenario.ts';
import { holdInBrowser } from './browser.ts';
import { crawl, type Found, isPage, shapeOf } from './crawl.ts';
import { reading, routeOf } from './declared.ts';
import { type Attempt, type FormAt, fillEverything, fillIn } from './fill.ts';
import { openMailSink } from './mail-sink.ts';
import { dangersIn, readMarkup } from './markup.ts';
import { packed, payloads } from './payloads.ts';
import { holdPolicy } from './policy.ts';
import { everyRole } from './roles.ts';

const sink = await openMailSink();
/** Lengths to try, in characters: a field that refuses the longest gets the same payloads in smaller pieces. */
const lengths = [180, 78, 60];

export default scenario({
  id: 'D1',
  given: 'thirty payloads of script and markup in every field of words, by somebody who may fill in every form',
  when: 'everything is read back as every role: pages, data, feeds, mail, and a sample in a real browser',
  must: 'nothing runs, no page is broken, and people see the words as they were typed',
  world: { env: { SMTP_URL: sink.url, MAIL_FROM: 'Upwell <hello@example.org>' } },
  async run(world) {
    try {
      const roles = await everyRole(world);
      const owner = roles.get('owner')!;
      const answered: Answer[] = [];
      const attempts = await fillEverything(
        owner,
        async (at) => {
          const filled = await fillWithPayloads(owner, at);
          answered.push(...filled.map(({ answer }) => answer));
          return filled;
        },
        { rounds: 2, perShape: 2 },
      );
      const taken = attempts.filter(({ accepted }) => accepted);
      assert.ok(taken.length > 150, `only ${taken.length} forms with payloads were taken`);
      const writer = world.visitor();
      await writer.visit('/');
      await writer.submit(
        { words: payloads.join(''), tell: 'email', email: 'writer@example.org', name: packed(110)[0] as string },
        '/say',
      );
      await writer.visit('/sign-in/email');
      await writer.submit({ address: 'writer@example.org' });
      await world.drain();

      for (const answer of answered) if (isPage(answer)) holdPage(answer, `the form of ${answer.path}, refused`);
      const seen = new Map<string, Found>();
      // Where each form leads is where its words are: these pages come first.
      const landed = new Map(taken.map(({ at, answer }) => [at.key, String(answer.headers.location ?? '/')]))
        .values()
        .toArray();
      for (const role of ['visitor', 'member', 'owner'] as const)
        seen.set(role, await crawl(roles.get(role)!, { from: landed, perShape: 4 }));
      // Everybody else sees what a member sees, and the pages that are theirs and not a member's.
      const one = new Map([...seen.get('owner')!.keys()].map((address) => [shapeOf(address), address]));
      for (const [role, visit] of roles) {
        if (seen.has(role)) continue;
        const found: Found = new Map();
        for (const address of one.values()) {
          const row = routeOf(address)?.roles ?? [];
          if (row.includes(role) && !row.includes('member'))
            found.set(address, await visit.ask(address, { follow: false }));
        }
        seen.set(role, found);
      }
      const urdu = world.visitor({ 'accept-language': 'ur' });
      seen.set('visitor who reads Urdu', await crawl(urdu, { perShape: 1 }));

      let struck = 0;
      for (const [role, found] of seen)
        for (const [address, answer] of found) {
          assert.ok(answer.status < 500, `${address} for the ${role}: ${answer.status}`);
          if (!isPage(answer)) holdData(answer, address);
          else if (/struck/.test(answer.body)) {
            struck += 1;
            holdPage(answer, `${address} for the ${role}`);
          }
        }
      assert.ok(struck > 100, `payloads were read back on ${struck} pages`);
      const shown = reading.filter((route) => route.kind === 'page' && route.path.includes(':'));
      const unshown = shown.filter(
        (route) =>
          ![...seen.get('owner')!].some(([address, { status }]) => status === 200 && routeOf(address) === route),
      );
      assert.ok(unshown.length < shown.length / 3, `pages nobody came to: ${unshown.map(({ path }) => path)}`);
      const words = [...seen.get('owner')!.values()].map(({ body }) => body).join('');
      for (const [number, payload] of payloads.entries())
        assert.ok(
          words.includes(payload.replaceAll('&', '&amp;').replaceAll('<', '&lt;')) ||
            words.includes(payload.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')),
          `payload ${number} is shown nowhere as it was typed`,
        );

      assert.ok(sink.mails.length > 0, 'mail went out');
      for (const { to, headers, html } of sink.mails) {
        assert.deepEqual(dangersIn(readMarkup(html)), [], `the mail to ${to}`);
        assert.doesNotMatch(html, /<a [^>]*href="(?!http:\/\/localhost)/, `a link in the mail to ${to}`);
        assert.doesNotMatch(headers, /^(bcc|cc|struck\S*):/im, `the head of the mail to ${to}`);
      }
      assert.ok(
        sink.mails.some(({ html }) => /struck/.test(html)),
        'a mail carries payloads',
      );

      await holdInBrowser(world.address, owner, [...seen.get('owner')!]);
    } finally {
      await sink.close();
    }
  },
});

/** Every payload into every field of words of a form, as many at once as the field takes. */
async function fillWithPayloads(visit: BrowserVisit, at: FormAt): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  /** Answers of fields that want no words but a number, a day, a choice: found once and given again. */
  const standing: Typed = {};
  let wanting: Set<string> | null = null;
  for (const length of lengths) {
    const short = new Set<string>();
    for (const pack of packed(length)) {
      const tried = new Map<string, string>();
      const attempt = await fillIn(
        visit,
        at,
        ({ field, kind }) => {
          if (kind === 'email') return undefined;
          const words = kind === 'lines' ? payloads.join('') : pack;
          if (!wanting || wanting.has(field)) tried.set(field, words);
          return words;
        },
        undefined,
        standing,
      );
      if (!attempt) return attempts;
      attempts.push(attempt);
      for (const [field, problem] of attempt.refusals) {
        if (tried.has(field) && tooLong.test(problem)) short.add(field);
        else if (attempt.accepted && attempt.typed[field] !== undefined) standing[field] = attempt.typed[field];
      }
      // A form without words is done with once; so is one that takes nothing whatever is in it.
      if (tried.size === 0 || (!attempt.accepted && short.size === 0)) return attempts;
      if ([...tried.keys()].every((field) => short.has(field) || field in standing)) break;
    }
    if (short.size === 0) break;
    wanting = short;
  }
  return attempts;
}

const tooLong = /too long|shorter|at most|characters/i;

function holdPage(answer: Answer, where: string): void {
  assert.deepEqual(dangersIn(readMarkup(answer.body)), [], where);
  holdPolicy(answer, where);
}

function holdData({ headers, body }: Answer, address: string): void {
  const type = String(headers['content-type'] ?? '');
  assert.equal(headers['x-content-type-options'], 'nosniff', address);
  if (type.startsWith('application/json')) JSON.parse(body);
  else if (body !== '')
    assert.match(
      type,
      /^(text\/(css|csv|calendar|plain|javascript)|font\/|image\/|application\/(pdf|x-ndjson|javascript|geo\+json|ld\+json|rss\+xml|atom\+xml|xml|manifest\+json|octet-stream|vnd\.))/,
      `${address} is ${type}`,
    );
}
