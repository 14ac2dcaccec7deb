import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WordSource } from './catalogue.ts';
import { createCatalogue } from './catalogue.ts';
import { keysUsedIn, wordProblems } from './guards.ts';
import { LANGS, type Lang } from './languages.ts';
import { loadWords, platformWords } from './words.ts';

const words = (texts: Partial<Record<Lang, string>>): WordSource => ({
  prefix: 'a',
  messages: Object.fromEntries(
    LANGS.map((lang) => [lang, lang in texts ? { 'a.b': texts[lang]! } : {}]),
  ) as WordSource['messages'],
});
const good = { en: 'Hello {name} my friend', cy: 'Helo {name}', pl: 'Witaj {name}', ur: 'سلام {name}' };

describe('the guard over words', () => {
  it('is content with good words', () => {
    expect(wordProblems([words(good)])).toEqual([]);
  });

  it.each([
    ['a placeholder lost', { cy: 'Helo' }, "'a.b' in 'cy' fills in {}, in English {name}"],
    ['an apostrophe that swallows a placeholder', { cy: "o'{name}'" }, "'a.b' in 'cy' fills in {}, in English {name}"],
    ['broken ICU', { pl: 'Witaj {name' }, "'a.b' in 'pl' is not an ICU message: "],
    ['English in Urdu', { ur: 'Hello {name}' }, "'a.b' in 'ur' is still English"],
    ['English in Polish', { pl: good.en }, "'a.b' in 'pl' is still English"],
    ['nothing at all', { cy: ' ' }, "'a.b' is empty in 'cy'"],
  ])('finds %s', (_, change, sentence) => {
    const found = wordProblems([words({ ...good, ...change })]);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(sentence);
  });

  it('finds a language left out, and a key English has not', () => {
    expect(wordProblems([words({ en: 'One', cy: 'Un', pl: 'Jeden' })])).toEqual(["'a.b' is missing in 'ur'"]);
    expect(wordProblems([words({ ur: 'ایک' })])).toEqual(["'a.b' is in 'ur' but not in English"]);
  });

  it('lets a whole Urdu message stand inside its plural', () => {
    const en = '{n, plural, one {# change} other {# changes}}';
    const ur = '{n, plural, one {# تبدیلی} other {# تبدیلیاں}}';
    expect(wordProblems([words({ en, cy: '{n, number} newid', pl: '{n, number} zmian', ur })])).toEqual([]);
    expect(wordProblems([words({ en, cy: '{n, number} newid', pl: '{n, number} zmian', ur: en })])).toHaveLength(1);
  });

  it('lets a language choose capital or plural of a term', () => {
    expect(wordProblems([words({ en: '{People}', cy: '{people}', pl: '{person}', ur: '{people} لوگ' })])).toEqual([]);
  });
});

describe('the guard over code', () => {
  it('finds keys written out in calls, and not in tests', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keys-'));
    try {
      writeFileSync(
        join(folder, 'page.tsx'),
        "t('a.b', { n });\nconst x = t(open ? 'a.c' : 'a.d');\nrefuseField('f', 'a.e-f');\nrefuse('x', { problem: { key: 'a.g' } });\n// key: 'a.h'",
      );
      writeFileSync(join(folder, 'page.test.tsx'), "t('a.never')");
      expect(
        keysUsedIn(folder)
          .map(({ key, line }) => `${key}:${line}`)
          .sort(),
      ).toEqual(['a.b:1', 'a.c:2', 'a.d:2', 'a.e-f:3', 'a.g:4']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the words of the whole project', () => {
  const root = resolve(import.meta.dirname, '../..');
  const packages = ['platform', 'ground', 'thread', 'capabilities', 'app'];
  const folders = packages
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(root, folder, path)),
    )
    .filter((path) => path.endsWith('words/en.json') && !path.includes('node_modules'))
    .map(dirname);
  const whole = folders.filter((folder) => LANGS.every((lang) => existsSync(join(folder, `${lang}.json`))));
  const sources = whole.map((folder): WordSource => {
    const messages = loadWords(folder);
    return { prefix: Object.keys(messages.en).map((key) => key.split('.', 1)[0] ?? ''), messages };
  });

  it('are there in all four languages', () => {
    expect(folders.length).toBeGreaterThan(0);
    expect(folders.filter((folder) => !whole.includes(folder))).toEqual([]);
  });

  it('say the same in all four', () => {
    expect(wordProblems(sources)).toEqual([]);
  });

  it('hold every key that code asks for', () => {
    const catalogue = createCatalogue(sources);
    const unknown = packages.flatMap((folder) =>
      keysUsedIn(join(root, folder))
        .filter(({ key }) => !catalogue.has(key))
        .map(({ key, file, line }) => `${relative(root, join(root, folder, file))}:${line} asks for '${key}'`),
    );
    expect(unknown).toEqual([]);
  });

  it('say every code of an outcome, with a title and a text', () => {
    const keys = Object.keys(platformWords().messages.en);
    const codes = ['invalid', 'not-allowed', 'sign-in-first', 'not-found', 'closed', 'conflict', 'reused-key'];
    for (const code of [
      ...codes,
      'expired-page',
      'too-much',
      'too-large',
      'wrong-type',
      'wrong-host',
      'locked',
      'fault',
    ])
      expect(keys).toEqual(expect.arrayContaining([`platform.refusal.title.${code}`, `platform.refusal.${code}`]));
  });
});
