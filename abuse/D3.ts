import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { Asking, BrowserVisit } from '@upwell/platform/http/testing';
import { scenario } from '../acceptance/scenario.ts';
import { crawl, isPage } from './crawl.ts';
import { addressOf, isFirstStart, reading, writing } from './declared.ts';
import { dangersIn, readMarkup } from './markup.ts';
import { payloads } from './payloads.ts';
import { holdPolicy } from './policy.ts';
import { fieldsOf, proofOf, send } from './sending.ts';

const fields = [
  'lang',
  'notice',
  'q',
  'page',
  'before',
  'after',
  'limit',
  'per_page',
  'size',
  'version',
  'locale',
  'date',
  'from',
  'to',
  'sort',
  'order',
  'filter',
  'code',
  'who',
  'words',
  'in',
  'token',
  'conversation',
  'due',
  'next',
  'options',
  'kind',
  'id',
  'provider',
  'away',
  'error',
  'utm_source',
  '__proto__',
  'a[b]',
  'a.b',
];

export default scenario({
  id: 'D3',
  given:
    'addresses with payloads in every field of the query, every segment of the path and every header that may be shown',
  when: 'anybody and a signed-in owner open them, and the errors they lead to',
  must: 'each is encoded or refused, and every answer, errors too, carries the strict policy with a nonce of its own',
  async run(world) {
    const owner = await world.person('Olu', 'own');
    const found = await crawl(owner, { perShape: 2 });
    const nonces = new Set<string>();
    let turn = 0;
    const payload = () => payloads[turn++ % payloads.length] as string;
    const hold = (visit: BrowserVisit, where: string) => {
      const { answer } = visit;
      assert.ok(answer.status < 500, `${where}: ${answer.status}`);
      holdPolicy(answer, where, nonces);
      if (isPage(answer)) assert.deepEqual(dangersIn(readMarkup(answer.body)), [], where);
      else assert.doesNotMatch(String(answer.headers['content-type']), /html|xml/, where);
      assert.doesNotMatch(JSON.stringify(answer.headers), /<script|onerror=/, where);
    };
    // An answer in other words is remembered by nobody.
    for (const address of found.keys()) if (!address.startsWith('/static/')) hold(await asked(owner, address), address);

    for (const visit of [world.visitor(), owner])
      for (const route of reading.filter((each) => !isFirstStart(each))) {
        const address = addressOf(route, found.keys());
        for (const field of some(fields, 3, turn).concat(known.get(route.path) ?? []))
          hold(
            await asked(visit, `${address}?${encodeURIComponent(field)}=${encodeURIComponent(payload())}`),
            `${address}?${field}`,
          );
        // Payloads as the name of a field, unencoded, and twice.
        const loose = payload().replace(/[\s#\u007f-\uffff]/g, '');
        for (const query of [
          `${encodeURIComponent(payload())}=1`,
          loose,
          `lang=${encodeURIComponent(payload())}&lang=en&notice=${loose}`,
        ])
          hold(await asked(visit, `${address}?${query}`), `${address}?${query}`);
        const parts = route.path.split('/');
        for (const [at, part] of parts.entries()) {
          if (part === '') continue;
          const path = address
            .split('/')
            .map((own, each) => (each === at ? encodeURIComponent(payload()) : own))
            .join('/');
          hold(await asked(visit, path), path);
        }
      }
    const visitor = world.visitor();
    for (const each of payloads) {
      const encoded = encodeURIComponent(each);
      for (const path of [
        `/${encoded}`,
        `/${encoded}/${encoded}`,
        `/said/${encoded}`,
        `/assets/${encoded}`,
        `/assets/..%2f${encoded}`,
        `/api/${encoded}`,
        `/groups/${encoded}.json`,
        `/${each.replace(/[\s#?\u007f-\uffff]/g, '')}`,
      ])
        hold(await asked(visitor, path), path);
      for (const headers of [
        { 'accept-language': each },
        { referer: `http://x/${each}` },
        { 'user-agent': each },
        { cookie: `upwell_lang=${encoded}; upwell_visit=${encoded}; upwell_session=${encoded}; ${encoded}=1` },
        { accept: each },
      ] as Record<string, string>[]) {
        if (Object.values(headers).some((value) => /[^\x20-\x7e]/.test(value))) continue;
        await visitor.ask('/sign-in', { headers });
        hold(visitor, JSON.stringify(headers));
      }
    }

    // Every kind of error, with words in it.
    for (const path of [
      '/%',
      '/%ff',
      '/%E0%A4%A',
      '/said/%00',
      `/${'a'.repeat(3000)}`,
      '/say?conversation=%00',
      '/.git/config',
      '/..%2f..%2fetc/passwd',
      '/me',
      '/people',
      '/place?x=1',
    ])
      hold(await asked(visitor, path), path);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH']) {
      await visitor.ask('/<script>struck(0)</script>', { method });
      hold(visitor, method);
    }
    for (const [number, route] of writing.filter((each) => each.kind === 'form' && !isFirstStart(each)).entries()) {
      const text = payloads.join('');
      const proof = number % 2 === 0 ? await proofOf(visitor) : {};
      await send(
        visitor,
        addressOf(route, found.keys()),
        fieldsOf({
          ...proof,
          [payload()]: text,
          words: text,
          name: text,
          address: text,
          code: text,
          next: text,
          token: text,
        }),
      );
      hold(visitor, `${route.name} sent payloads`);
    }
    for (const asking of [
      { body: text2, headers: { 'content-type': 'application/xml' } },
      { body: text2, headers: { 'content-type': 'multipart/form-data; boundary="<script>"' } },
      { body: '%'.repeat(5_000_000) },
    ] as Asking[]) {
      await send(visitor, '/say', [], asking);
      assert.ok(visitor.answer.status >= 400, 'a body that cannot be read is refused');
      hold(visitor, JSON.stringify(asking.headers));
    }

    // Refused before anything is known of the place, or even of the request: no markup of theirs comes back.
    for (const headers of [{ host: 'struck.example' }, { host: '"><script>struck(0)</script>' }] as Record<
      string,
      string
    >[]) {
      await visitor.ask('/<script>struck(1)</script>', { headers });
      assert.ok([400, 421].includes(visitor.answer.status), `Host ${headers.host}: ${visitor.answer.status}`);
      assert.doesNotMatch(visitor.answer.body, /struck/);
      assert.doesNotMatch(String(visitor.answer.headers['content-type'] ?? ''), /html/);
      if (visitor.answer.status === 421) holdPolicy(visitor.answer, 'another host', nonces);
    }
    const long = await rawly(world.address, `/?q=${'<b>struck'.repeat(4000)}`);
    assert.ok(
      long.status >= 400 && long.status < 500 && !/struck/.test(long.body),
      `a line that is too long: ${long.status}`,
    );
    assert.ok(nonces.size > 1000, `${nonces.size} answers, each with a nonce of its own`);
  },
});

/** A few of many, others at every turn: with every route there is, all of them have their turn. */
const some = <T>(all: readonly T[], count: number, turn: number): T[] =>
  Array.from({ length: count }, (_, at) => all[(turn + at * 5) % all.length] as T);

const text2 = payloads.join('');
/** Fields a page knows of its own; anything else is refused before it is looked at. */
const known = new Map([
  ['/sign-in/link', ['token']],
  ['/me/ways-in/remove', ['kind', 'id']],
]);

async function asked(visit: BrowserVisit, path: string): Promise<BrowserVisit> {
  await visit.ask(path, { follow: false });
  return visit;
}

const rawly = (address: string, path: string) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asking = request(new URL(address), { path }, (answer) => {
      let body = '';
      answer.on('data', (part) => {
        body += part;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
    });
    asking.on('error', reject);
    asking.end();
  });
