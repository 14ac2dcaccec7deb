import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accountsWords } from './words.ts';

const { messages } = accountsWords();

test('every refusal of this room has words in every language, and no words are left over', () => {
  const code = readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith('.ts') && !file.includes('test'))
    .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
    .join('\n');
  const used = new Set([...code.matchAll(/'(accounts\.[a-z.-]+)'/g)].map(([, key]) => key!));
  // Of a key made up from the channel: accounts.${channel}.invalid
  for (const channel of ['email', 'phone']) used.add(`accounts.${channel}.invalid`);
  for (const kind of ['subject', 'email', 'sms', 'add']) used.add(`accounts.message.${kind}`);
  for (const words of Object.values(messages)) expect(Object.keys(words).sort()).toEqual([...used].sort());
});

test('every language fills in the same things', () => {
  const slots = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
  for (const words of Object.values(messages))
    for (const [key, text] of Object.entries(words))
      expect([key, slots(text)]).toEqual([key, slots(messages.en[key]!)]);
});
