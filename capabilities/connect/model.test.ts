import { expect, test } from 'vitest';
import { hits, wordsToFind } from './model.ts';

test.each([
  ['Company on Tuesdays', ['company', 'tuesday']],
  ['somewhere to play dominoes, please', ['somewhere', 'play', 'dominoe', 'please']],
  ['tea', ['tea']],
  ["%_\\'; drop table record; --", ['drop', 'table', 'record']],
  ['کسی کا ساتھ', ['ساتھ']],
  ['żeglowanie łódką', ['żeglowanie', 'łódką']],
  ['', []],
  ['!!! ???', []],
])('the words of %s worth looking for', (typed, words) => {
  expect(wordsToFind(typed)).toEqual(words);
});

test('a whole page of words costs no more than a few', () => {
  expect(wordsToFind('walking singing cooking sewing mending talking reading '.repeat(100))).toHaveLength(5);
});

test('what has more of the words comes first', () => {
  const words = wordsToFind('company on Tuesdays');
  expect(hits('Tuesday table: company and a kettle', words)).toBe(2);
  expect(hits('Tuesday swim', words)).toBe(1);
});
