import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeWords, newCode, readCode } from './codes.ts';

describe('the code on a slip', () => {
  it('is read back however it is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(' ', '-', '  ', ' – ', '/'), fc.boolean(), (between, loud) => {
        const code = newCode();
        const typed = code.split('-').join(between);
        expect(readCode(loud ? typed.toUpperCase() : ` ${typed} `)).toBe(code);
      }),
    );
  });

  it('has 64 words, each once, so that a code is worth 25 bits', () => {
    expect(new Set(codeWords).size).toBe(64);
  });

  it.each(['', 'tide', 'tide-48-kettle', 'tide-4821-banana', "tide-4821-kettle' or 1=1", 'tide 4821 kettle robin'])(
    'refuses %j',
    (typed) => expect(readCode(typed)).toBeNull(),
  );
});
