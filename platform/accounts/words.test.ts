import { readdirSync, readFileSync } from 'node:fs';
import { wordProblems } from '@upwell/platform/i18n';
import { expect, test } from 'vitest';
import { accountsWords } from './words.ts';

test('the words of this room are whole in every language', () => {
  expect(wordProblems([accountsWords()])).toEqual([]);
});

test('every refusal of this room has words, and no words are left over', () => {
  const code = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.includes('test'))
    .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
    .join('\n');
  const used = new Set([...code.matchAll(/'(accounts\.[a-z.-]+)'/g)].map(([, key]) => key!));
  for (const kind of ['email', 'sms', 'add']) used.add(`accounts.message.${kind}`);
  expect(Object.keys(accountsWords().messages.en).sort()).toEqual([...used].sort());
});
