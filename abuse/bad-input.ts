import assert from 'node:assert/strict';
import type { Answer, BrowserVisit, Typed } from '@upwell/platform/http/testing';
import { parse } from 'node-html-parser';
import { v7 } from 'uuid';
import { isPage } from './crawl.ts';
import { controlsOf, type FormAt, formOf, isEnding, plausible } from './fill.ts';
import { formType, send } from './sending.ts';

/** One thing wrong with what is sent, and what has to be true of the answer besides being a sentence. */
interface Bad {
  name: string;
  fields: [string, string][];
  /** Sent in place of the fields. */
  body?: string | Buffer;
  type?: string;
  visit?: BrowserVisit;
  /** The words that must still be on the page where it is refused. */
  kept?: readonly string[];
  /** Which answers will do; any refusal, and being taken, when left out. */
  statuses?: readonly number[];
}

const megabyte = 'All the words of a long letter. '.repeat(32_768);
const strange: Record<string, string> = {
  emoji: 'Thanks 👩🏽‍⚕️🌻🇺🇦 👍',
  'right to left': 'یہ جگہ بہت اچھی ہے \u202eabc\u202c \u2067مرحبا\u2069',
  'combining marks': `e${'\u0301'.repeat(40)} Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢`,
  'control characters': 'A bell \u0007 and an escape \u001b[31m and a delete \u007f',
  NUL: 'Before\u0000after',
  'C1 and noncharacters': '\u0085\u009f\ufffe\uffff\u2028\u2029',
  'line ends': 'one\r\ntwo\rthree\u0085four',
  'only space': ' \t\u00a0\u2003\u200b ',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: written for engines that would fill it in
  'a query': "Robert'); drop table person; -- %s %d %n ${x} {0} {{x}}",
  'a path': '../../../../etc/passwd%00.png',
};
const unknown = [
  'somethingNobodyKnows',
  '__proto__',
  'constructor',
  'role',
  'placeId',
  'personId',
  'createdAt',
  '_method',
  'hasOwnProperty',
  'toString',
  'a[b]',
  '__proto__[x]',
  'length',
];

/**
 * Sends everything wrong there is to one form, and holds every answer: a refusal is a page with a sentence and what was
 * typed, nothing is a fault of ours, nothing is made twice.
 * @param stranger somebody whose session is gone, at the same place
 * @param turn of many strange words and names, a form gets some: others at every turn, so that all are tried over all forms
 * @returns how many things were tried
 */
export async function holdForm(
  visit: BrowserVisit,
  at: FormAt,
  stranger: () => BrowserVisit,
  turn = 0,
): Promise<number> {
  await visit.visit(at.page);
  const form = formOf(visit, at);
  let number = 0;
  const words = (field: string) => `Typed into ${field}, ${number++}, not to be lost`;
  const typed: Typed = plausible(form, at, ({ field, kind }) =>
    kind === 'email' ? undefined : words(field).slice(0, 60),
  );
  // What ends something must never be taken here, or nothing could be tried after it.
  const ending: [string, string][] = isEnding(at) ? [['somethingNobodyKnows', 'x']] : [];
  const base = (): [string, string][] => [
    ...visit
      .fieldsOf(form, typed)
      .flatMap(([name, value]): [string, string][] =>
        Array.isArray(value) ? value.map((each) => [name, String(each)]) : [[name, String(value)]],
      )
      .filter(([name]) => name !== '_once'),
    ['_once', crypto.randomUUID()],
    ...ending,
  ];
  const texts = controlsOf(form).filter(
    (field) =>
      ['text', 'search', 'textarea', 'email', 'tel', 'url'].includes(field.kind) &&
      !/-(day|month|year)$/.test(field.name),
  );
  // What a page carries by itself nobody can leave out or change; who does so by hand gets a sentence, not a promise.
  const visible = new Set(controlsOf(form).map(({ name }) => name));
  const isText = new Set(texts.map(({ name }) => name));
  const mine = base().filter(([name, value]) => isText.has(name) && value.startsWith('Typed into'));
  const kept = mine.map(([, value]) => value);
  const others = (name: string) =>
    !visible.has(name) ? [] : mine.filter(([each]) => each !== name).map(([, value]) => value);
  const put = (name: string, value: string) =>
    base().map(([each, old]): [string, string] => [each, each === name ? value : old]);

  const names = [...new Set(base().map(([name]) => name))].filter(
    (name) => !name.startsWith('_') && name !== 'somethingNobodyKnows',
  );
  const all: Bad[] = [
    {
      name: 'nothing at all',
      fields: base()
        .filter(([name]) => name.startsWith('_'))
        .concat(ending),
    },
    { name: 'an empty body', fields: [], body: '' },
    ...some(names, 6, turn).map(
      (name): Bad => ({
        name: `without ${name}`,
        fields: base().filter(([each]) => each !== name),
        kept: others(name),
      }),
    ),
    ...some(names, 4, turn).map(
      (name): Bad => ({ name: `${name} twice`, fields: [...base(), [name, 'a second time']] }),
    ),
    ...some(names, 2, turn).map(
      (name): Bad => ({
        name: `${name} as an object`,
        fields: base().flatMap(([each, value]): [string, string][] =>
          each === name
            ? [
                [`${name}[b]`, value],
                [`${name}.b`, value],
                [`${name}[]`, value],
              ]
            : [[each, value]],
        ),
        kept: others(name),
      }),
    ),
    ...names
      .filter((name) => !isText.has(name))
      .slice(0, 8)
      .map((name): Bad => ({ name: `nonsense for ${name}`, fields: put(name, 'nonsense'), kept: others(name) })),
    ...names
      .filter((name) => /Id$|^id$|conversation|^in/.test(name))
      .map((name): Bad => ({ name: `somebody else's ${name}`, fields: put(name, v7()), kept: others(name) })),
    ...names
      .filter((name) => /-(day|month|year)$/.test(name))
      .slice(0, 3)
      .map((name): Bad => ({ name: `an impossible ${name}`, fields: put(name, '99999'), kept })),
    ...some(texts, 2, turn).map(
      ({ name }): Bad => ({ name: `a megabyte in ${name}`, fields: put(name, megabyte), kept: others(name) }),
    ),
    ...texts.flatMap(({ name }, index) =>
      some(Object.entries(strange), Math.max(1, Math.ceil(8 / texts.length)), turn + index * 3).map(
        ([what, value]): Bad => ({ name: `${what} in ${name}`, fields: put(name, value), kept: others(name) }),
      ),
    ),
    ...[unknown[0] as string, ...some(unknown, 3, turn)].map(
      (name): Bad => ({
        name: `an unknown field ${name}`,
        fields: [...base(), [name, 'x']],
        kept,
        ...(name === 'somethingNobodyKnows' && { statuses: [400, 401, 403, 404, 409, 429] }),
      }),
    ),
    {
      name: 'a lone surrogate',
      fields: [],
      body: `${new URLSearchParams(base())}&${texts[0]?.name ?? 'x'}=%ED%A0%80%ff%fe`,
      type: formType,
    },
    { name: 'broken encoding', fields: [], body: `${new URLSearchParams(base())}&x=%&y=%zz&=&&&`, type: formType },
    {
      name: 'plain text',
      fields: [],
      body: JSON.stringify(Object.fromEntries(base())),
      type: 'text/plain',
      statuses: [415],
    },
    {
      name: 'JSON',
      fields: [],
      body: JSON.stringify(Object.fromEntries(base())),
      type: 'application/json',
      statuses: [415],
    },
    { name: 'a file where words belong', fields: [], ...multipart(base(), texts[0]?.name ?? names[0] ?? 'x', ending) },
    {
      name: 'a body that breaks off',
      fields: [],
      body: multipart(base(), 'x', ending).body.subarray(0, 200),
      type: multipart([], 'x', []).type,
      statuses: [400, 413, 415],
    },
    {
      name: 'more fields than a form has',
      fields: [...base(), ...Array.from({ length: 3_000 }, (_, each): [string, string] => [`f${each}`, 'x'])],
      kept,
    },
    // The page was open too long, or in a browser that forgets.
    { name: 'no proof', fields: base().filter(([name]) => name !== '_csrf'), kept, statuses: [403] },
    {
      name: 'an old proof',
      fields: put('_csrf', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'),
      kept,
      statuses: [403],
    },
    { name: 'no key', fields: base().filter(([name]) => name !== '_once'), kept, statuses: [403] },
    { name: 'a lost session', fields: base(), visit: stranger(), kept, statuses: [401, 403, 404] },
  ];
  for (const bad of all) await hold(bad.visit ?? visit, at, bad);
  return all.length + (ending.length > 0 ? 0 : await holdTwice(visit, at, base));
}

async function hold(
  visit: BrowserVisit,
  at: FormAt,
  { name, fields, body, type, kept = [], statuses }: Bad,
): Promise<void> {
  const answer = await send(visit, at.action, fields, {
    ...(body !== undefined && { body }),
    ...(type && { headers: { 'content-type': type } }),
  });
  const where = `${at.action}, ${name}`;
  assert.ok(answer.status < 500, `${where}: ${answer.status}`);
  if (statuses) assert.ok(statuses.includes(answer.status), `${where}: ${answer.status}, not ${statuses}`);
  if (answer.status < 400) return assertAway(answer, where);
  holdSentence(answer, where);
  // Too big or of the wrong kind, it was never read: the sentence says where the words are.
  if (answer.status === 413 || answer.status === 415) return;
  for (const words of kept) assert.ok(shows(answer, words), `${where}: "${words}" is lost (${answer.status})`);
}

/** A few of many, each once, beginning elsewhere at every turn. */
const some = <T>(all: readonly T[], count: number, turn: number): T[] =>
  Array.from({ length: Math.min(count, all.length) }, (_, at) => all[(turn + at) % all.length] as T);

const assertAway = ({ status }: Answer, where: string) =>
  assert.ok(status === 303 || status === 302, `${where}: ${status}`);

/** The same once more, and twice at once: one outcome. */
async function holdTwice(visit: BrowserVisit, at: FormAt, base: () => [string, string][]): Promise<number> {
  const once = base();
  const [one, two] = await Promise.all([send(visit, at.action, once), send(visit, at.action, once)]);
  const three = await send(visit, at.action, once);
  for (const answer of [one, two, three]) {
    assert.ok(answer.status < 500, `${at.action} twice: ${answer.status}`);
    if (answer.status >= 400) holdSentence(answer, `${at.action} twice`);
  }
  const ends = new Set([one, two, three].filter(({ status }) => status === 303).map(({ headers }) => headers.location));
  assert.ok(ends.size <= 1, `${at.action} twice ends at ${[...ends]}`);
  return 2;
}

/** A refusal reads like something a person would say: no key of a message, no name of a class, no nothing. */
function holdSentence(answer: Answer, where: string): void {
  assert.ok(isPage(answer), `${where} is no page: ${answer.headers['content-type']}`);
  const page = parse(answer.body);
  const main = page.querySelector('main');
  for (const field of main?.querySelectorAll('textarea, input, blockquote, option, dd, li > a, h1') ?? [])
    if (field.tagName !== 'H1') field.set_content('');
  const said = (main?.text ?? '').replace(/\s+/g, ' ').trim();
  assert.ok(said.length > 40 && /[.?!۔:]/.test(said), `${where} says: ${said}`);
  assert.doesNotMatch(
    said,
    /undefined|\[object|NaN\b|\bnull\b|ZodError|TypeError|Invalid input|too_small|invalid_type/,
    `${where} says: ${said.slice(0, 300)}`,
  );
  assert.doesNotMatch(
    said,
    /\b(platform|error|ui|accounts|[a-z]+)\.(error|refusal|missing|title|notice|[a-z]+)(\.[a-z-]+)+\b/,
    `${where} says: ${said.slice(0, 300)}`,
  );
}

const shows = ({ body }: Answer, words: string) =>
  [words, words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')].some((spelling) =>
    body.includes(spelling),
  );

function multipart(fields: [string, string][], file: string, more: [string, string][]): { body: Buffer; type: string } {
  const boundary = 'upwell-bad-input';
  const parts = [...fields, ...more]
    .filter(([name]) => name !== file)
    .map(([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const upload = `--${boundary}\r\ncontent-disposition: form-data; name="${file}"; filename="../../a.html"\r\ncontent-type: text/html\r\n\r\n<b>\u0000</b>\r\n`;
  return {
    body: Buffer.from(`${parts.join('')}${upload}--${boundary}--\r\n`),
    type: `multipart/form-data; boundary=${boundary}`,
  };
}
