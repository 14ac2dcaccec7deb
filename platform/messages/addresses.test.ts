import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressFor, canText, emailAddress, phoneNumber, postalAddress } from './addresses.ts';

const kept = (outcome: { ok: boolean }) => ('value' in outcome ? outcome.value : 'refused');

describe('an e-mail address', () => {
  it.each([
    [' Mary.O’Hall@Example.ORG ', 'refused'],
    [" Mary.O'Hall+news@Example.ORG ", "mary.o'hall+news@example.org"],
    ['name@sub.example.co.uk', 'name@sub.example.co.uk'],
    ['imię@przykład.pl', 'imię@przykład.pl'],
    ['name@example', 'refused'],
    ['name@@example.org', 'refused'],
    ['a@example.org,b@example.org', 'refused'],
    ['a@example.org b@example.org', 'refused'],
    ['Mary <mary@example.org>', 'refused'],
    ['a@example.org\r\nBcc: b@example.org', 'refused'],
    ['a@example.org\u0000', 'refused'],
    [`${'a'.repeat(250)}@example.org`, 'refused'],
  ])('%j is kept as %j', (typed, expected) => {
    expect(kept(emailAddress(typed))).toBe(expected);
  });

  it('never holds anything that ends a header or begins another address', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\r', '\n', ',', ';', '<', '>', ' ', '"'),
        (text, sign) => {
          expect(emailAddress(`a${text}${sign}b@example.org`).ok).toBe(false);
        },
      ),
    );
  });

  it('is judged quickly, however long', () => {
    const before = performance.now();
    emailAddress(`${'a.'.repeat(500_000)}@`);
    expect(performance.now() - before).toBeLessThan(200);
  });
});

describe('a telephone number', () => {
  it.each([
    ['07700 900123', '+447700900123'],
    ['(0)7700-900.123', '+447700900123'],
    ['+44 (0) 7700 900123', '+447700900123'],
    ['0044 7700 900 123', '+447700900123'],
    ['۰۷۷۰۰ ۹۰۰۱۲۳', '+447700900123'],
    ['٠٧٧٠٠ ٩٠٠١٢٣', '+447700900123'],
    ['01524 32000', '+44152432000'],
    ['+48 512 345 678', '+48512345678'],
    ['+92 300 1234567', '+923001234567'],
    ['+1 202 555 0143', '+12025550143'],
    ['0770', 'refused'],
    ['999', 'refused'],
    ['0909 8790000', 'refused'],
    ['07700 900123 ext 4', 'refused'],
    ['07700\n900123\u0007', 'refused'],
    ['', 'refused'],
  ])('%j is kept as %j', (typed, expected) => {
    expect(kept(phoneNumber(typed))).toBe(expected);
  });

  it('without a country is one of the country of the place', () => {
    expect(kept(phoneNumber('512 345 678', 'PL'))).toBe('+48512345678');
    expect(kept(phoneNumber('087 123 4567', 'IE'))).toBe('+353871234567');
  });

  it('gets a text only when it is a mobile', () => {
    expect(canText('+447700900123')).toBe(true);
    expect(canText('+44152432000')).toBe(false);
    expect(canText('+447012345678')).toBe(false);
    expect(kept(addressFor('sms', '01524 32000'))).toBe('refused');
    expect(kept(addressFor('sms', '07624 123456'))).toBe('+447624123456');
  });
});

describe('a postal address', () => {
  it('has three to seven lines without hidden signs', () => {
    expect(kept(postalAddress('Mary Hall\r\n1 Sea View,\u202e Morecambe\n\nLA4 5AB'))).toBe(
      'Mary Hall\n1 Sea View\nMorecambe\nLA4 5AB',
    );
    expect(kept(postalAddress('Mary Hall'))).toBe('refused');
    expect(kept(postalAddress('a\n'.repeat(8)))).toBe('refused');
  });
});
