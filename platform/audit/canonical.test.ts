import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical, fingerprint, hashLine, type Line } from './canonical.ts';

test('keys are in order at every depth and nothing stands between', () => {
  expect(canonical({ b: [1, null, true], a: { d: 'x', c: -2 } })).toBe('{"a":{"c":-2,"d":"x"},"b":[1,null,true]}');
});

test('the order in which fields were written makes no difference', () =>
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (fields) => {
      const turned = Object.fromEntries(Object.entries(fields).reverse());
      expect(canonical(turned)).toBe(canonical(fields));
    }),
  ));

// The README gives this line and this hash, so that somebody writing their own check can try it.
test('the line of the README has the hash of the README, made from its bytes alone', () => {
  const line: Line = {
    place: '019c2f00-0000-7000-8000-000000000001',
    id: '019c2f00-0000-7000-9000-000000000001',
    at: '2026-05-01T09:30:00.000Z',
    actorKind: 'visitor',
    actorMark: null,
    rule: 'anyone',
    action: 'listen.say',
    outcome: 'done',
    subjectType: 'contribution',
    subjectId: '019c2f00-0000-7000-a000-000000000001',
    subjectMark: null,
    details: { channel: 'web', words: 12 },
  };
  const bytes =
    'upwell audit line 1\n{"action":"listen.say","actorKind":"visitor","actorMark":null,"at":"2026-05-01T09:30:00.000Z","details":{"channel":"web","words":12},"id":"019c2f00-0000-7000-9000-000000000001","outcome":"done","place":"019c2f00-0000-7000-8000-000000000001","rule":"anyone","subjectId":"019c2f00-0000-7000-a000-000000000001","subjectMark":null,"subjectType":"contribution"}';
  const hash = createHash('sha256').update(bytes).digest('hex');
  expect(hashLine(line)).toBe(hash);
  expect(hash).toBe('fea81fbb8a6bcac98ddfb595512e855fd628ba25aadcbd6fecc8a08cf55f116a');
});

test('a fingerprint can be read out: five groups of four, no letter that sounds or looks like a number', () =>
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      expect(fingerprint(Buffer.from(bytes).toString('hex'))).toMatch(
        /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/,
      );
    }),
  ));

test('the fingerprint is the first hundred bits', () => {
  expect(fingerprint('f'.repeat(64))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  expect(fingerprint(`0000000000000000000000001${'f'.repeat(39)}`)).toBe('0000-0000-0000-0000-0001');
});
