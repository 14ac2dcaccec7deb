import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { placeholdersOf, type WordSource } from './catalogue.ts';
import { DEFAULT_LANG, LANGS, type Lang } from './languages.ts';

/**
 * What is wrong with the words of packages: keys missing in a language or unknown in English, messages that are
 * not ICU, placeholders that differ, and English left standing where another language should be.
 * @param sameOnPurpose keys whose text may be the same in every language, such as a name
 * @returns one sentence for each problem, none when all is well
 */
export function wordProblems(sources: readonly WordSource[], sameOnPurpose: readonly string[] = []): string[] {
  return sources.flatMap((source) =>
    LANGS.flatMap((lang) => [
      ...differingKeys(source, lang),
      ...Object.keys(source.messages[lang])
        .filter((key) => key in source.messages[DEFAULT_LANG])
        .flatMap((key) => messageProblems(source, lang, key, sameOnPurpose.includes(key))),
    ]),
  );
}

function differingKeys({ messages }: WordSource, lang: Lang): string[] {
  const english = Object.keys(messages[DEFAULT_LANG]);
  const own = Object.keys(messages[lang]);
  return [
    ...english.filter((key) => !own.includes(key)).map((key) => `'${key}' is missing in '${lang}'`),
    ...own.filter((key) => !english.includes(key)).map((key) => `'${key}' is in '${lang}' but not in English`),
  ];
}

function messageProblems({ messages }: WordSource, lang: Lang, key: string, sameOnPurpose: boolean): string[] {
  const text = messages[lang][key] ?? '';
  const english = messages[DEFAULT_LANG][key] ?? '';
  if (text.trim() === '') return [`'${key}' is empty in '${lang}'`];
  const names = attempt(() => comparableNames(text));
  if (names instanceof Error) return [`'${key}' in '${lang}' is not an ICU message: ${names.message}`];
  if (lang === DEFAULT_LANG) return [];
  const problems: string[] = [];
  const englishNames = attempt(() => comparableNames(english));
  if (!(englishNames instanceof Error) && names.join() !== englishNames.join())
    problems.push(`'${key}' in '${lang}' fills in {${names.join()}}, in English {${englishNames.join()}}`);
  if (!sameOnPurpose && leftInEnglish(text, english, lang)) problems.push(`'${key}' in '${lang}' is still English`);
  return problems;
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work();
  } catch (problem) {
    return problem as Error;
  }
}

/** Names a message fills in; the capital and the plural of a term count as the term, since grammar differs. */
function comparableNames(text: string): string[] {
  const plurals: Record<string, string> = { people: 'person' };
  for (const term of ['neighbourhood', 'group', 'organiser', 'partner', 'volunteer']) plurals[`${term}s`] = term;
  const names = [...placeholdersOf(text)].map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  return [...new Set(names.map((name) => plurals[name] ?? name))].sort();
}

/** Urdu must have Urdu letters; the others may share a word with English, but not a phrase of three. */
function leftInEnglish(text: string, english: string, lang: Lang): boolean {
  const bare = text.replace(/\{[^{}]*\}/g, '');
  if (lang === 'ur') return /[A-Za-z]/.test(bare) && !/\p{Script=Arabic}/u.test(text);
  return text === english && (bare.match(/\p{L}+/gu) ?? []).length >= 3;
}

/** A message key as code names it, and where. */
export interface KeyUse {
  key: string;
  file: string;
  line: number;
}

const KEY = String.raw`['"\`]([a-z][\w-]*(?:\.[\w-]+)+)['"\`]`;
const USES = [
  new RegExp(String.raw`\bt\(\s*${KEY}`, 'g'),
  new RegExp(String.raw`\bt\([^'"\`()]*\?\s*${KEY}\s*:\s*${KEY}`, 'g'),
  new RegExp(String.raw`\brefuseField\(\s*[^,()]+,\s*${KEY}`, 'g'),
  new RegExp(String.raw`\{ key: ${KEY}`, 'g'),
];

/**
 * Message keys written out in the TypeScript of a folder, tests aside: `t('…')`, `refuseField(…, '…')`, `{ key: '…' }`.
 * Keys put together at run time are not seen.
 */
export function keysUsedIn(folder: string): KeyUse[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|(^|\/)node_modules\//.test(path))
    .sort()
    .flatMap((path) => usesIn(readFileSync(join(folder, path), 'utf8'), path));
}

function usesIn(code: string, file: string): KeyUse[] {
  return USES.flatMap((pattern) =>
    [...code.matchAll(pattern)].flatMap((match) =>
      match
        .slice(1)
        .filter((key) => key !== undefined)
        .map((key) => ({ key, file, line: code.slice(0, match.index).split('\n').length })),
    ),
  );
}
