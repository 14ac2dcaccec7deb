import { expect, test } from 'vitest';
import { Statements } from './statements.ts';

const nth = (statements: Statements, text: string, times: number) =>
  Array.from({ length: times }, () => statements.name(text)).at(-1);

test('a text gets a name once it has come three times, and keeps it', () => {
  const statements = new Statements();
  expect(nth(statements, 'select id from a', 2)).toBeUndefined();
  const name = statements.name('select id from a');
  expect(name).toMatch(/^[0-9a-f]{32}$/);
  expect(nth(statements, 'select id from a', 5)).toBe(name);
  expect(nth(statements, 'select id from b', 3)).not.toBe(name);
});

test.each(['select * from a', 'select a.* from a', 'insert into a values (1) returning *'])(
  'a text whose columns a migration can change never gets one: %s',
  (text) => {
    expect(nth(new Statements(), text, 10)).toBeUndefined();
  },
);

test('counting rows is not taken for such a text', () => {
  expect(nth(new Statements(), 'select count(*) from a', 3)).toBeDefined();
});

test('texts that never come again, and more of them than anybody keeps, do no harm', () => {
  const statements = new Statements();
  for (let n = 0; n < 100_000; n += 1) statements.name(`select ${n}`);
  expect(nth(statements, 'select id from a', 3)).toBeDefined();
  const names = Array.from({ length: 1000 }, (_, n) => nth(statements, `select id from t${n}`, 3));
  expect(names.filter(Boolean)).toHaveLength(199);
});
