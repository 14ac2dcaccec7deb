import { keysUsedIn, loadWords, wordProblems } from '@upwell/platform/i18n';
import { expect, it } from 'vitest';

const words = { prefix: ['act', 'thread'], messages: loadWords(new URL('./words', import.meta.url)) };

it('says everything in four languages, with the same names filled in', () => {
  expect(wordProblems([words])).toEqual([]);
});

it('has a sentence for every key that is written in the code', () => {
  const known = new Set(Object.keys(words.messages.en));
  const asked = keysUsedIn(import.meta.dirname).filter(({ key }) => key.startsWith('act.'));
  expect(asked.length).toBeGreaterThan(80);
  expect(asked.filter(({ key }) => !known.has(key))).toEqual([]);
});
