import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test('names become short names people can type', () => {
  expect(slugOf('Ynys Môn')).toBe('ynys-mon');
  expect(slugOf("St Bride's & the Quay")).toBe('st-brides-the-quay');
  expect(slugOf('پرانی بندرگاہ')).toBe('place');
  expect(slugOf('www')).toBe('www-2');
  expect(slugOf('Quay', new Set(['quay', 'quay-2']))).toBe('quay-3');
});

test('every short name fits an address and is nobody else’s', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.array(fc.constantFrom('place', 'place-2', 'a')),
      (name, taken) => {
        const slug = slugOf(name, new Set(taken));
        expect(slug).toMatch(/^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/);
        expect(taken).not.toContain(slug);
      },
    ),
    { seed: 20261122 },
  );
});
